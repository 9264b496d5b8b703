// SPDX-License-Identifier: MIT OR Apache-2.0
// Features and units of ordinary projects against cargo's: the rules that the library's own manifests do not exercise.
#include "build/unit_graph.h"
#include "rust/target.h"
#include "support/rust.h"

#include <format>
#include <map>
#include <nlohmann/json.hpp>

namespace crossyard::build {
namespace {

using Json = nlohmann::json;

constexpr const char *target = "thumbv7m-none-eabi";

// One package under test, "app", and others in directories beside it. Cargo and we build its library.
class ProjectOracle : public testing::Test {
protected:
    void package(const std::string &name, const std::string &more, bool script = false)
    {
        dir.write(name + "/Cargo.toml", std::format("[package]\nname = \"{0}\"\nversion = \"0.1.0\"\n{1}", name, more));
        dir.write(name + "/src/lib.rs", "");
        if (script)
            dir.write(name + "/build.rs", "fn main() {}");
    }

    static std::map<std::string, std::vector<std::string>> described(const Json &graph)
    {
        const auto name = [](const Json &unit) {
            return std::format("{} {} {} {} {}", unit["pkg_id"].get<std::string>(), unit["target"]["kind"][0].get<std::string>(),
                               unit["mode"].get<std::string>(), unit["platform"].is_null() ? "host" : "target",
                               unit["features"].dump());
        };
        std::map<std::string, std::vector<std::string>> all;
        for (const auto &unit : graph["units"]) {
            std::vector<std::string> lines{"profile " + unit["profile"].dump()};
            for (const auto &dependency : unit["dependencies"])
                lines.push_back(dependency["extern_crate_name"].get<std::string>() + " -> " +
                                name(graph["units"][dependency["index"].get<std::size_t>()]));
            std::ranges::sort(lines);
            all[name(unit)] = lines;
        }
        return all;
    }

    void expectAgreement(const std::vector<std::string> &features = {}, bool defaults = true)
    {
        const auto &toolchain = test::realToolchain();
        std::vector<std::string> words{"build", "--release", "--lib", "--target", target, "--unit-graph", "-Zunstable-options", "--offline"};
        for (const auto &feature : features)
            words.insert(words.end(), {"--features", feature});
        if (!defaults)
            words.push_back("--no-default-features");
        const auto cargo = process::run({.program = toolchain.cargo,
                                         .arguments = words,
                                         .directory = dir.path() / "app",
                                         .environment = {{"RUSTC", toUtf8(toolchain.rustc)}, {"RUSTC_BOOTSTRAP", "1"}}});
        ASSERT_OK(cargo);
        ASSERT_EQ(cargo->exitCode, 0) << cargo->errors;

        const auto compiler = rust::probeCompiler(toolchain.rustc);
        ASSERT_OK(compiler);
        const auto ref = rust::findTarget(*compiler, target, dir.path());
        ASSERT_OK(ref);
        const auto cfg = rust::targetCfg(*compiler, *ref);
        const auto host = rust::hostCfg(*compiler);
        ASSERT_TRUE(cfg && host);
        const auto workspace = cargo::readWorkspace(dir.path() / "app" / "Cargo.toml");
        ASSERT_OK(workspace);
        auto packages = std::make_shared<cargo::PackageGraph>(cargo::PackageGraph::Sources{
            .patches = workspace->patches, .lock = std::nullopt, .crateDirs = {}, .workspace = workspace->file});
        const auto root = packages->addPath(dir.path() / "app", true);
        ASSERT_OK(root);
        const cargo::FeatureRules rules{workspace->resolver, {target, cargo::CfgSet::fromLines(*cfg)},
                                        {compiler->host, cargo::CfgSet::fromLines(*host)}};
        const auto resolved = cargo::resolveFeatures(*packages, {{*root, features, defaults}}, rules);
        ASSERT_OK(resolved);
        toml::table none;
        const auto *own = workspace->file->table.get_as<toml::table>("profile");
        const auto profiles = cargo::ProfileSet::read({{own ? own : &none, workspace->file->file}}, "release");
        ASSERT_OK(profiles);
        const auto graph = makeUnitGraph({.packages = packages,
                                          .roots = {{*root, 0}},
                                          .features = *resolved,
                                          .platforms = rules,
                                          .targetWord = target,
                                          .profiles = *profiles,
                                          .isStd = false});
        ASSERT_OK(graph);
        const auto ours = described(Json::parse(toCargoJson(*graph)));
        const auto theirs = described(Json::parse(cargo->output));
        for (const auto &[name, lines] : theirs) {
            ASSERT_TRUE(ours.contains(name)) << "cargo alone has " << name << "\nours: " << toCargoJson(*graph);
            EXPECT_EQ(ours.at(name), lines) << name;
        }
        EXPECT_EQ(ours.size(), theirs.size());
    }

    test::TempDir dir;
};

TEST_F(ProjectOracle, addsUpFeaturesOfAllWhoDepend)
{
    package("app", "edition = \"2021\"\n[dependencies]\na = { path = \"../a\" }\nb = { path = \"../b\" }\n");
    package("a", "[dependencies]\nc = { path = \"../c\", features = [\"x\"], default-features = false }\n");
    package("b", "[dependencies]\nc = { path = \"../c\", features = [\"y\"], default-features = false }\n");
    package("c", "[features]\ndefault = [\"d\"]\nd = []\nx = [\"z\"]\ny = []\nz = []\n");
    expectAgreement();
}

TEST_F(ProjectOracle, knowsEveryFormOfAFeatureValue)
{
    package("app", R"(edition = "2021"
[dependencies]
a = { path = "../a", optional = true }
b = { path = "../b", optional = true }
c = { path = "../c", optional = true }
d = { path = "../d" }
[features]
default = ["plain"]
plain = []
one = ["dep:a", "a/x"]
two = ["b/x"]
three = ["c?/x", "d/x"]
four = ["c"]
)");
    for (const char *name : {"a", "b", "c", "d"})
        package(name, "[features]\nx = []\n");
    expectAgreement();
    expectAgreement({"one"});
    expectAgreement({"two"}, false);
    expectAgreement({"three"});
    expectAgreement({"three", "four"});
    expectAgreement({"four", "three", "one"}, false);
}

TEST_F(ProjectOracle, keepsHostAndTargetApartWithResolverTwo)
{
    for (const char *resolver : {"1", "2"}) {
        package("app", std::format("edition = \"2021\"\nresolver = \"{}\"\n[dependencies]\nshared = {{ path = \"../shared\", "
                                   "features = [\"target\"] }}\nmac = {{ path = \"../mac\" }}\n"
                                   "[build-dependencies]\nshared = {{ path = \"../shared\", features = [\"host\"] }}\n",
                                   resolver),
                true);
        package("mac", "[lib]\nproc-macro = true\n[dependencies]\nshared = { path = \"../shared\", features = [\"macro\"] }\n");
        package("shared", "[features]\ntarget = []\nhost = []\nmacro = []\n", true);
        expectAgreement();
    }
}

TEST_F(ProjectOracle, leavesOtherPlatformsOutWithResolverTwo)
{
    for (const char *resolver : {"1", "2", "3"}) {
        package("app", std::format("edition = \"2021\"\nresolver = \"{}\"\n[dependencies]\na = {{ path = \"../a\" }}\n"
                                   "[target.'cfg(windows)'.dependencies]\na = {{ path = \"../a\", features = [\"win\"] }}\n"
                                   "w = {{ path = \"../w\" }}\n"
                                   "[target.'cfg(all(target_arch = \"arm\", not(unix)))'.dependencies]\nb = {{ path = \"../b\" }}\n"
                                   "[target.thumbv7m-none-eabi.dependencies]\nb = {{ path = \"../b\", features = [\"x\"] }}\n",
                                   resolver));
        package("a", "[features]\nwin = []\n");
        package("w", "[dependencies]\na = { path = \"../a\" }\n");
        package("b", "[features]\nx = []\n");
        expectAgreement();
    }
}

TEST_F(ProjectOracle, wiresLinksAndRenamesAndProfiles)
{
    package("app", "edition = \"2024\"\n[dependencies]\nz-sys = { path = \"../z-sys\" }\nnew = { path = \"../old\", package = \"old\" }\n"
                   "[profile.release]\nlto = \"thin\"\nopt-level = \"z\"\n[profile.release.package.old]\nopt-level = 1\n"
                   "[profile.release.build-override]\nopt-level = 2\n",
            true);
    package("z-sys", "links = \"z\"\n[dependencies]\ny-sys = { path = \"../y-sys\" }\n[build-dependencies]\nold = { path = \"../old\" }\n", true);
    package("y-sys", "links = \"y\"\n", true);
    package("old", "[lib]\nname = \"renamed_lib\"\n");
    expectAgreement();
}

TEST_F(ProjectOracle, followsPatchesAndTheWorkspace)
{
    dir.write("app/Cargo.toml", R"([package]
name = "app"
version = "0.1.0"
edition.workspace = true
[workspace]
members = ["inner"]
resolver = "2"
[workspace.package]
edition = "2021"
[workspace.dependencies]
dep = { version = "1", features = ["a"] }
[dependencies]
inner = { path = "inner" }
dep = { workspace = true, features = ["b"] }
[patch.crates-io]
dep = { path = "../dep" }
)");
    dir.write("app/src/lib.rs", "");
    dir.write("app/inner/Cargo.toml", "[package]\nname = \"inner\"\nversion = \"0.1.0\"\nedition.workspace = true\n"
                                      "[dependencies]\ndep.workspace = true\n");
    dir.write("app/inner/src/lib.rs", "");
    dir.write("dep/Cargo.toml", "[package]\nname = \"dep\"\nversion = \"1.4.0\"\n[features]\na = []\nb = []\nc = []\n");
    dir.write("dep/src/lib.rs", "");
    expectAgreement();
}

} // namespace
} // namespace crossyard::build
