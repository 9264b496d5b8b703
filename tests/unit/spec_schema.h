// SPDX-License-Identifier: MIT OR Apache-2.0
// What tests of target specs begin with: a compiler that knows the schema of specs. Where there is none they are
// skipped.
#pragma once

#include "rust/target_spec_edit.h"
#include "rust/target_spec_schema.h"
#include "support/support.h"

#include <QByteArray>

namespace crossyard::test {

inline rust::SpecDocument parsedSpec(std::string text)
{
    auto document = rust::SpecDocument::parse(std::move(text), "spec.json");
    EXPECT_OK(document);
    return std::move(*document);
}

class WithSpecSchema : public testing::Test {
protected:
    void SetUp() override
    {
        const auto rustc = findProgram("/usr/bin/rustc");
        if (!rustc)
            GTEST_SKIP() << "no rustc";
        qputenv("CROSSYARD_HOME", toUtf8(store().path()).c_str());
        auto probed = rust::probeCompiler(*rustc);
        ASSERT_OK(probed);
        compiler = std::move(*probed);
        auto answer = rust::specSchema(compiler);
        ASSERT_OK(answer);
        schema = std::move(*answer);
        if (!schema.json.is_object())
            GTEST_SKIP() << "rustc " << compiler.release << " has no schema of specs";
    }
    void TearDown() override { qunsetenv("CROSSYARD_HOME"); }

    /// One store for all of a program's tests: the compiler is asked for its facts once.
    static TempDir &store()
    {
        static TempDir dir;
        return dir;
    }

    rust::Compiler compiler;
    rust::SpecSchema schema;
};

} // namespace crossyard::test
