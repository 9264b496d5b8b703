// SPDX-License-Identifier: MIT OR Apache-2.0
// Fetching a library with an apt that is made of small scripts: what is published, and what is remembered where there
// is nothing to publish.
#include "base/strings.h"
#include "container/image/debian_packages.h"
#include "container/toolchain/std_package.h"
#include "support/support.h"

#include <QByteArray>

#include <chrono>
#include <format>
#include <limits>
#include <thread>

namespace crossyard::container {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr const char *target = "aarch64-unknown-linux-gnu";

class FetchedStd : public testing::Test {
protected:
    void SetUp() override
    {
        m_path = environment("PATH").value_or("");
        qputenv("PATH", QByteArray::fromStdString(toUtf8(dir.path() / "bin") + ":" + m_path));
        // What is started, in which directory, and what is there by then.
        script("apt-get",
               "echo \"apt-get $*\" >> LOG\n"
               "grep -q 'APT::Architecture \"arm64\"' apt.conf && [ -f status ] && [ -d state/lists/partial ] "
               "|| exit 9\n"
               "case $4 in\n"
               "update) cat ERRORS >&2; [ ! -s ERRORS ] ;;\n"
               "download) echo \"$5\" > got.deb ;;\n"
               "esac");
        script("apt-cache", "cat MADISON");
        script("dpkg-deb", std::format("lib=\"$3/usr/lib/rustlib/{}/lib\"\n"
                                       "mkdir -p \"$lib\" \"$3/usr/share/doc\"\n"
                                       "cp \"$2\" \"$lib/libstd-1.rlib\"\n"
                                       "ln -s ../../../../aarch64-linux-gnu/libstd-1.so \"$lib/libstd-1.so\"",
                                       target));
        dir.write("errors", "");
        offered("1.96.0-1");
        package = {.name = "libstd-rust-dev",
                   .architecture = "arm64",
                   .version = "1.96.0-1",
                   .target = target,
                   .directory = dir.path() / "store" / "containers" / "std" / "libstd-rust-dev_1.96.0-1_arm64",
                   .prefix = "usr"};
    }
    void TearDown() override { qputenv("PATH", QByteArray::fromStdString(m_path)); }

    void script(const std::string &name, std::string body) const
    {
        const auto file = [&](const char *which) { return process::quoted(toUtf8(dir.path() / which)); };
        body = replaceAll(std::move(body), "LOG", file("log"));
        body = replaceAll(std::move(body), "ERRORS", file("errors"));
        body = replaceAll(std::move(body), "MADISON", file("madison"));
        ASSERT_OK(makeExecutable(dir.write("bin/" + name, "#!/bin/sh\n" + body + "\n")));
    }
    void offered(const std::string &version) const
    {
        dir.write("madison", version.empty() ? "" : std::format(" libstd-rust-dev | {} | somewhere\n", version));
    }
    Result<void> fetch(const CancelToken &cancel = {}) const
    {
        activity::Reporter reporter;
        return fetchStdPackage(package, reporter, cancel);
    }
    std::string log() const { return readFile(dir.path() / "log").value_or(""); }
    // What stands in the store beside locks.
    std::vector<std::string> stored() const
    {
        std::vector<std::string> names;
        for (const auto &entry : fs::directory_iterator(package.directory.parent_path())) {
            if (entry.path().filename() != "locks")
                names.push_back(toUtf8(entry.path().filename()));
        }
        return names;
    }

    test::TempDir dir;
    StdPackage package;

private:
    std::string m_path;
};

TEST_F(FetchedStd, IsTheTargetsLibraryAndNothingElse)
{
    EXPECT_FALSE(isFetched(package));
    ASSERT_OK(fetch());
    EXPECT_TRUE(isFetched(package));
    EXPECT_THAT(stored(), UnorderedElementsAre("libstd-rust-dev_1.96.0-1_arm64"));
    const fs::path lib = package.directory / "lib" / "rustlib" / target / "lib";
    EXPECT_EQ(readFile(lib / "libstd-1.rlib"), "libstd-rust-dev:arm64=1.96.0-1\n");
    EXPECT_FALSE(fs::is_symlink(lib / "libstd-1.so")); // it led into a package that is not here
    EXPECT_FALSE(fs::exists(package.directory / "usr"));
}

TEST_F(FetchedStd, IsFetchedOnceByTwoAtOnce)
{
    {
        const std::jthread first([&] { EXPECT_OK(fetch()); });
        const std::jthread second([&] { EXPECT_OK(fetch()); });
    }
    ASSERT_OK(fetch());
    EXPECT_EQ(log(), "apt-get -c apt.conf -q update\n"
                     "apt-get -c apt.conf -q download libstd-rust-dev:arm64=1.96.0-1\n");
}

TEST_F(FetchedStd, MayBeARebuildOfTheSameSource)
{
    offered("1.96.0-1+b2");
    ASSERT_OK(fetch());
    EXPECT_THAT(log(), HasSubstr("libstd-rust-dev:arm64=1.96.0-1+b2"));
}

TEST_F(FetchedStd, ThatAptDoesNotHaveIsRememberedAsMissing)
{
    offered("1.85.0-1");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().code, ErrorCode::NotFound);
    EXPECT_THAT(fetched.error().message, AllOf(HasSubstr("1.85.0-1"), HasSubstr("1.96.0-1")));
    EXPECT_TRUE(isKnownMissing(package));
    EXPECT_THAT(stored(), UnorderedElementsAre("missing"));
}

TEST_F(FetchedStd, WhoseListCouldNotBeHadIsNotMissing)
{
    offered("1.85.0-1");
    dir.write("errors", "E: Failed to fetch http://mirror.example/Packages.xz  File has unexpected size\n");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().code, ErrorCode::ToolFailed);
    EXPECT_THAT(fetched.error().message, HasSubstr("File has unexpected size"));
    EXPECT_FALSE(isKnownMissing(package));
    // Another list's failure does no harm where ours is there.
    offered("1.96.0-1");
    EXPECT_OK(fetch());
}

TEST_F(FetchedStd, IsNotPublishedWhereThePackageHoldsAnotherTarget)
{
    script("dpkg-deb", "mkdir -p \"$3/usr/lib/rustlib/other/lib\"");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().code, ErrorCode::ToolFailed);
    EXPECT_FALSE(fs::exists(package.directory));
    EXPECT_THAT(stored(), testing::IsEmpty());
}

TEST_F(FetchedStd, ThatIsCancelledLeavesNothing)
{
    script("apt-get", "sleep 60");
    const CancelToken cancel;
    const std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        cancel.cancel();
    });
    const auto fetched = fetch(cancel);
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().code, ErrorCode::Cancelled);
    EXPECT_THAT(stored(), testing::IsEmpty());
}

// apt itself waits for ever.
TEST(Space, ThatIsNotThereIsSaidBeforePackagesAreFetched)
{
    const test::TempDir dir;
    EXPECT_OK(checkSpace(dir.path(), 1));
    const auto full = checkSpace(dir.path(), std::numeric_limits<std::uintmax_t>::max());
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().code, ErrorCode::Io);
    EXPECT_THAT(full.error().message, HasSubstr(toUtf8(dir.path())));
    EXPECT_THAT(full.error().hint, HasSubstr("CROSSYARD_HOME"));
}

} // namespace
} // namespace crossyard::container
