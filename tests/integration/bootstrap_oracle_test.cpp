// SPDX-License-Identifier: MIT OR Apache-2.0
// The unit graphs of packages against cargo's own, for the same request: features, profiles, edges, order. Each package
// in tests/data/bootstrap is there for one rule. Every difference is printed as a line.
#include "bootstrap_world.h"
#include "unit_graph_compare.h"

#include <nlohmann/json.hpp>

namespace crossyard {
namespace {

using Words = std::vector<std::string>;

struct Asked {
    const char *package;
    Words words = {};
};

void PrintTo(const Asked &asked, std::ostream *out)
{
    *out << asked.package;
    for (const auto &word : asked.words)
        *out << ' ' << word;
}

class BootstrapOracle : public testing::TestWithParam<Asked> {};

TEST_P(BootstrapOracle, agreesWithCargo)
{
    const Asked &asked = GetParam();
    ASSERT_FALSE(test::realToolchain().rustc.empty());
    const test::TempDir project;
    const test::TempDir store;
    test::unpackPackage(asked.package, project.path());
    Words words{"build", "--unit-graph", "-Zunstable-options", "--offline"};
    Words mine{"--unit-graph"};
    if (!std::ranges::contains(asked.words, "--profile")) {
        words.insert(words.end(), {"--profile", "release"});
    }
    words.insert(words.end(), asked.words.begin(), asked.words.end());
    mine.insert(mine.end(), asked.words.begin(), asked.words.end());
    const auto cargo = test::cargoRun(words, project.path(), true);
    ASSERT_EQ(cargo.exitCode, 0) << cargo.errors;
    const auto ours = test::bootstrapRun(mine, store.path(), project.path());
    ASSERT_EQ(ours.exitCode, 0) << ours.errors;
    const auto cargos = nlohmann::json::parse(cargo.output);
    EXPECT_GE(cargos["units"].size(), 1U);
    std::string text;
    for (const auto &line : test::unitGraphDifferences(nlohmann::json::parse(ours.output), cargos))
        text += line + "\n";
    EXPECT_EQ(text, "");
}

std::vector<Asked> allAsked()
{
    std::vector<Asked> all;
    // Everything as it is, as `dev`, and for targets of other kinds, among them the host by its name.
    for (const char *package :
         {"bins", "shared", "macros", "macros_resolver_1", "macro_root", "links", "script_links", "links_override",
          "renamed", "platforms", "profiles", "types", "members", "members_resolver_1"}) {
        all.push_back({package});
        all.push_back({package, {"--profile", "dev"}});
        for (const char *target : {"x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-pc-windows-gnu",
                                   "aarch64-apple-darwin", "wasm32-unknown-unknown", "thumbv7em-none-eabihf"})
            all.push_back({package, {"--target", target}});
        all.push_back({package, {"--profile", "dev", "--target", "aarch64-apple-darwin"}});
    }
    all.push_back({"bins", {"--features", "extra"}});
    all.push_back({"bins", {"--bin", "other-one"}});
    all.push_back({"bins", {"--lib"}});
    all.push_back({"bins", {"--all-features", "--bin", "needs-extra"}});
    all.push_back({"platforms", {"--no-default-features"}});
    all.push_back({"platforms", {"--no-default-features", "--features", "weak/more,unixy"}});
    all.push_back({"profiles", {"--profile", "small"}});
    all.push_back({"profiles", {"--profile", "off", "--target", "x86_64-unknown-linux-gnu"}});
    return all;
}

INSTANTIATE_TEST_SUITE_P(Packages, BootstrapOracle, testing::ValuesIn(allAsked()));

} // namespace
} // namespace crossyard
