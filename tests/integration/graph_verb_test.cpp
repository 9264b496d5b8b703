// SPDX-License-Identifier: MIT OR Apache-2.0
// `crossyard graph`, `why` and `duplicates`: what they print, and what they answer to wrong words.
#include "integration/sysroot_world.h"

#include <algorithm>
#include <format>

namespace crossyard::test {
namespace {

class GraphVerb : public testing::Test {
protected:
    GraphVerb()
    {
        dir.write("app/Cargo.toml", R"([package]
name = "app"
version = "0.1.0"
edition = "2021"
[features]
default = ["fast"]
fast = ["dep:log"]
[dependencies]
helper = { path = "../helper", features = ["x"] }
log = { version = "0.4", optional = true }
[target.'cfg(windows)'.dependencies]
onwin = { path = "../onwin" }
[build-dependencies]
old = { path = "../old", package = "helper" }
[dev-dependencies]
tester = { path = "../tester" }
)");
        dir.write("app/src/lib.rs", "#![no_std]\n");
        dir.write("app/build.rs", "fn main() {}\n");
        package("helper", "helper", "2.0.0", "[features]\nx = []\n", "");
        package("old", "helper", "1.0.0", "", "#![no_std]\n");
        package("onwin", "onwin", "0.1.0", "", "#![no_std]\n");
        package("tester", "tester", "0.1.0", "[dependencies]\nhelper = { path = \"../helper\" }\n", "#![no_std]\n");
        dir.write("app/Cargo.lock", R"(version = 4
[[package]]
name = "app"
version = "0.1.0"
dependencies = ["helper 1.0.0", "helper 2.0.0", "log", "onwin", "tester"]
[[package]]
name = "helper"
version = "1.0.0"
[[package]]
name = "helper"
version = "2.0.0"
[[package]]
name = "log"
version = "0.4.20"
source = "registry+https://github.com/rust-lang/crates.io-index"
[[package]]
name = "onwin"
version = "0.1.0"
[[package]]
name = "tester"
version = "0.1.0"
dependencies = ["helper 2.0.0"]
)");
    }

    void package(const std::string &at, const std::string &name, const std::string &version, const std::string &more,
                 const std::string &source) const
    {
        dir.write(at + "/Cargo.toml",
                  std::format("[package]\nname = \"{}\"\nversion = \"{}\"\n{}", name, version, more));
        dir.write(at + "/src/lib.rs", source);
    }

    // In the project's directory, with a home of cargo's that is empty.
    process::Finished run(Words words) const
    {
        return crossyardRun(words, store.path(), dir.path() / "app", {{"CARGO_HOME", toUtf8(store.path() / "cargo")}});
    }
    process::Finished runWithCompiler(Words words) const
    {
        words.insert(words.end(), {"--toolchain", toUtf8(realToolchain().rustc)});
        return run(words);
    }

    std::string place(const char *package) const { return toUtf8(dir.path() / package); }

    TempDir dir;
    TempDir store;
};

TEST_F(GraphVerb, showsATreeForTheHost)
{
    const auto finished = runWithCompiler({"graph"});
    EXPECT_STATUS(finished, 0);
    EXPECT_EQ(finished.output,
              std::format(R"(app v0.1.0 ({})
├── helper v2.0.0 ({})
└── log v0.4.20
[build-dependencies]
└── helper v1.0.0 ({})
[dev-dependencies]
└── tester v0.1.0 ({})
    └── helper v2.0.0 ({})
)",
                          place("app"), place("helper"), place("old"), place("tester"), place("helper")));
    EXPECT_TRUE(finished.errors.contains("1 of 5 packages are not on disk")) << finished.errors;
}

TEST_F(GraphVerb, choosesPlatformsKindsFeaturesAndParts)
{
    const auto names = [&](const Words &more) {
        Words words{"graph", "--format", "json", "--target", "all"};
        words.insert(words.end(), more.begin(), more.end());
        const auto finished = run(words);
        EXPECT_STATUS(finished, 0);
        std::string text;
        const auto json = Json::parse(finished.output, nullptr, false);
        for (const auto &node : json.value("nodes", Json::array()))
            text += (text.empty() ? "" : " ") + node["name"].get<std::string>();
        return text;
    };
    EXPECT_EQ(names({}), "app helper helper log onwin tester");
    EXPECT_EQ(names({"--edges", "normal"}), "app helper log onwin");
    EXPECT_EQ(names({"--edges", "build,dev"}), "app helper tester"); // what tester needs is a normal dependency
    EXPECT_EQ(names({"--no-default-features", "--edges", "normal"}), "app helper onwin");
    EXPECT_EQ(names({"--no-optional", "--edges", "normal"}), "app helper onwin");
    EXPECT_EQ(names({"--with-feature", "x"}), "app helper tester");
    EXPECT_EQ(names({"--needs-std"}), "app helper tester");
    EXPECT_EQ(names({"--from", "tester"}), "helper tester");
    EXPECT_EQ(names({"--invert", "helper@2"}), "app helper tester");
    EXPECT_EQ(names({"--depth", "0"}), "app");
    const auto edges = [&](const Words &words) {
        return Json::parse(run(words).output, nullptr, false).value("edges", Json::array()).size();
    };
    EXPECT_EQ(edges({"graph", "--target", "all", "--format", "json"}), 6U);
    EXPECT_EQ(edges({"graph", "--target", "all", "--format", "json", "--hide-implied"}), 5U);
    EXPECT_TRUE(runWithCompiler({"graph", "--target", "x86_64-pc-windows-gnu"}).output.contains("onwin"));
    EXPECT_TRUE(run({"graph", "--target", "all", "--show-features"}).output.contains("[default,fast]"));
}

TEST_F(GraphVerb, readsALockFileAlone)
{
    const auto finished = run({"graph", "Cargo.lock"});
    EXPECT_STATUS(finished, 0);
    EXPECT_EQ(finished.output, R"(app v0.1.0
├── helper v1.0.0
├── helper v2.0.0
├── log v0.4.20
├── onwin v0.1.0
└── tester v0.1.0
    └── helper v2.0.0
)");
    EXPECT_EQ(run({"graph", "Cargo.lock", "--edges", "dev"}).exitCode, 2);
}

TEST_F(GraphVerb, writesDotToAFile)
{
    EXPECT_STATUS(run({"graph", "--target", "all", "--format", "dot", "--output", "a gräph.dot"}), 0);
    const auto text = readFile(dir.path() / "app" / fromUtf8("a gräph.dot"));
    ASSERT_OK(text);
    EXPECT_TRUE(text->starts_with("digraph {\n")) << *text;
    EXPECT_TRUE(text->contains("[label=\"log 0.4.20\", style=\"dashed\"]")) << *text;
    EXPECT_TRUE(text->contains("fillcolor=lightgrey")) << *text;
}

TEST_F(GraphVerb, writesPictures)
{
    EXPECT_STATUS(run({"graph", "--target", "all", "--format", "svg", "--output", "gräph.svg"}), 0);
    const auto svg = readFile(dir.path() / "app" / fromUtf8("gräph.svg"));
    ASSERT_OK(svg);
    EXPECT_TRUE(svg->starts_with("<svg ") && svg->contains(">log 0.4.20</text>")) << *svg;
    const auto png = run({"graph", "--target", "all", "--format", "png"});
    if (!isExecutable(fs::path(CROSSYARD_PROGRAM).parent_path() / "crossyard-gui")) {
        EXPECT_STATUS(png, 1);
        EXPECT_TRUE(png.errors.contains("the window is not installed")) << png.errors;
        return;
    }
    EXPECT_STATUS(png, 0);
    EXPECT_TRUE(png.output.starts_with("\x89PNG")) << png.output.size();
    EXPECT_GT(png.output.size(), 1000U);
}

TEST_F(GraphVerb, saysWhyWithLinesAndFeatures)
{
    const auto log = run({"why", "log", "--target", "all"});
    EXPECT_STATUS(log, 0);
    EXPECT_EQ(log.output, std::format("app v0.1.0 ({0})\n└── log v0.4.20\n      optional, enabled by `fast`  "
                                      "({0}/Cargo.toml:10)\n",
                                      place("app")));
    const auto helper = run({"why", "helper@2", "--target", "all", "--json"});
    EXPECT_STATUS(helper, 0);
    const auto json = Json::parse(helper.output, nullptr, false);
    ASSERT_TRUE(json.is_object()) << helper.output;
    ASSERT_EQ(json["chains"].size(), 2U);
    EXPECT_EQ(json["chains"][0][0]["requests"][0]["line"], 9);
    EXPECT_EQ(json["chains"][1].size(), 2U);
    const auto ways = run({"why", "app", "helper@2", "--target", "all"});
    EXPECT_STATUS(ways, 0);
    EXPECT_TRUE(ways.output.contains("dev dependency")) << ways.output;
    const auto none = run({"why", "log", "helper@2", "--target", "all"});
    EXPECT_STATUS(none, 1);
    EXPECT_TRUE(none.errors.contains("`log` does not depend on `helper@2`")) << none.errors;
}

TEST_F(GraphVerb, listsDuplicates)
{
    const auto finished = run({"duplicates", "--target", "all"});
    EXPECT_STATUS(finished, 0);
    EXPECT_TRUE(finished.output.starts_with("helper: 2 versions\n  helper v1.0.0 (")) << finished.output;
    EXPECT_TRUE(finished.output.contains("build dependency, as `old`  (")) << finished.output;
    const auto json = Json::parse(run({"duplicates", "--target", "all", "--json"}).output, nullptr, false);
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["versions"][1]["asked"].size(), 2U);
    const auto none = run({"duplicates", "--edges", "normal", "--target", "all"});
    EXPECT_STATUS(none, 0);
    EXPECT_EQ(none.output, "");
}

TEST_F(GraphVerb, tellsWhatAFeatureCosts)
{
    const auto answer = [&](const char *word) {
        const auto finished = run({"graph", "--target", "all", std::format("--what-if={}", word)});
        EXPECT_STATUS(finished, 0);
        return finished.output;
    };
    // A member's own feature brings an optional dependency.
    EXPECT_EQ(answer("-app/fast"), "goes  1\n  log v0.4.20\nchanges  1\n  app@0.1.0: -default, -fast\n");
    EXPECT_EQ(answer("+app/fast"), "nothing comes or goes, and no feature changes\n");
    // What a member asks a dependency for
    const auto manifest = *readFile(dir.path() / "app/Cargo.toml");
    EXPECT_EQ(answer("-helper@2/x"), "changes  1\n  helper@2.0.0: -x\n");
    EXPECT_EQ(*readFile(dir.path() / "app/Cargo.toml"), manifest);
    const auto json = Json::parse(run({"graph", "--target", "all", "--what-if=-app/fast", "--format", "json"}).output,
                                  nullptr, false);
    ASSERT_TRUE(json.is_object());
    EXPECT_EQ(json["wasOn"], true);
    EXPECT_EQ(json["isOn"], false);
    EXPECT_EQ(json["come"].size(), 0U);
    EXPECT_EQ(json["go"][0]["name"], "log");
    EXPECT_EQ(json["features"][0]["package"], "app@0.1.0");
    const auto wrong = run({"graph", "--target", "all", "--what-if=+app/fats"});
    EXPECT_STATUS(wrong, 1);
    EXPECT_TRUE(wrong.errors.contains("did you mean `fast`?")) << wrong.errors;
    EXPECT_STATUS(run({"graph", "--target", "all", "--what-if=+helpr/x"}), 1);
    const auto several = run({"graph", "--target", "all", "--what-if=-helper/x"});
    EXPECT_STATUS(several, 1);
    EXPECT_TRUE(several.errors.contains("say which: helper@1.0.0, helper@2.0.0")) << several.errors;
}

TEST_F(GraphVerb, refusesWhatItDoesNotKnow)
{
    const auto expectUsage = [&](const Words &words, const char *said) {
        const auto finished = run(words);
        EXPECT_EQ(finished.exitCode, 2) << finished.errors;
        EXPECT_TRUE(finished.errors.contains(said)) << finished.errors;
        EXPECT_EQ(finished.output, "");
    };
    expectUsage({"graph", "--format", "gif"}, "the formats are: text, dot, json, svg, png");
    expectUsage({"graph", "--of", "cargo"}, "the graphs are: project, sysroot");
    expectUsage({"graph", "--edges", "normal,deb"}, "normal, build and dev");
    expectUsage({"graph", "--depth", "-1"}, "--depth -1: not a number");
    expectUsage({"graph", "a", "b"}, "`b` is too much");
    expectUsage({"graph", "--from", "app", "--invert", "log"}, "exclude each other");
    expectUsage({"graph", "--jobs", "2"}, "--of sysroot");
    expectUsage({"graph", "--of", "sysroot", "--features", "x", "--target", "thumbv6m-none-eabi"},
                "graph of a project");
    expectUsage({"why"}, "name one package, or two");
    expectUsage({"graph", "--what-if", "fast"}, "--what-if=+NAME/FEATURE");
    expectUsage({"graph", "--what-if=+app/fast", "--critical"}, "exclude each other");
    expectUsage({"graph", "--what-if=+app/fast", "--depth", "1"}, "--depth is not for");
    expectUsage({"graph", "--what-if=+app/fast", "--format", "svg"}, "text or json");
    expectUsage({"graph", "--critical"}, "--of sysroot");
    expectUsage({"graph", "Cargo.lock", "--what-if=+app/fast"}, "lock file alone");
    expectUsage({"graph", "Cargo.lock", "--features", "x"}, "lock file alone");
    expectUsage({"graph", "src/lib.rs"}, "neither a Cargo.toml nor a Cargo.lock");
    const auto unknown = run({"why", "helpr", "--target", "all"});
    EXPECT_STATUS(unknown, 1);
    EXPECT_TRUE(unknown.errors.contains("hint: did you mean `helper`?")) << unknown.errors;
    const auto feature = run({"graph", "--features", "fats", "--target", "all"});
    EXPECT_STATUS(feature, 1);
    EXPECT_TRUE(feature.errors.contains("hint: did you mean `fast`?")) << feature.errors;
    EXPECT_STATUS(run({"graph", "nowhere"}), 1);
    EXPECT_STATUS(run({"graph", "--target", "thumbv99", "--toolchain", toUtf8(realToolchain().rustc)}), 1);
}

TEST_F(GraphVerb, showsTheUnitsOfASysroot)
{
    const Words which{"--crates", "core,alloc", "--target", thumbv6m};
    const auto with = [&](Words words) {
        words.insert(words.end(), which.begin(), which.end());
        const auto finished = runWithCompiler(words);
        EXPECT_STATUS(finished, 0);
        return Json::parse(finished.output, nullptr, false);
    };
    const auto graph = with({"graph", "--of", "sysroot", "--format", "json"});
    const auto units = with({"sysroot", "plan", "--unit-graph"});
    ASSERT_TRUE(graph.is_object() && units.is_object());
    const auto named = [](const Json &nodes, const auto &nameOf) {
        std::vector<std::string> all;
        for (const auto &node : nodes)
            all.push_back(nameOf(node));
        std::ranges::sort(all);
        return all;
    };
    EXPECT_EQ(named(graph["nodes"],
                    [](const Json &node) {
                        EXPECT_EQ(node["source"], "std");
                        if (node["kinds"][0] == "lib") {
                            EXPECT_EQ(node["state"], "to-build");
                        }
                        return node["name"].get<std::string>() + " " + node["version"].get<std::string>();
                    }),
              named(units["units"], [](const Json &unit) {
                  const auto id = unit["pkg_id"].get<std::string>(); // ...#name@version, or ...name#version
                  const auto hash = id.find('#');
                  const auto at = id.find('@', hash);
                  const auto slash = id.rfind('/', hash);
                  return at == std::string::npos ? id.substr(slash + 1, hash - slash - 1) + " " + id.substr(hash + 1)
                                                 : id.substr(hash + 1, at - hash - 1) + " " + id.substr(at + 1);
              }));
    std::size_t edges = 0;
    for (const auto &unit : units["units"])
        edges += unit["dependencies"].size();
    EXPECT_EQ(graph["edges"].size(), edges);
    EXPECT_EQ(graph["roots"].size(), units["roots"].size());
}

TEST_F(GraphVerb, knowsWhatASysrootsUnitsTookAndTake)
{
    const Project project;
    const Words which{"--crates", "core", "--target", thumbv6m};
    EXPECT_STATUS(project.sysroot("build", which), 0);
    Words words{"graph", "--of", "sysroot", "--format", "json", "--toolchain", toUtf8(realToolchain().rustc)};
    words.insert(words.end(), which.begin(), which.end());
    const auto finished = crossyardRun(words, sharedStore(), project.path());
    EXPECT_STATUS(finished, 0);
    const auto json = Json::parse(finished.output, nullptr, false);
    bool found = false;
    for (const auto &node : json.value("nodes", Json::array())) {
        if (node["name"] != "core")
            continue;
        found = true;
        EXPECT_EQ(node["state"], "stored");
        EXPECT_GT(node.value("seconds", 0.0), 0);
        EXPECT_GT(node.value("bytes", 0), 1000000);
    }
    EXPECT_TRUE(found) << finished.output;
    // compiler_builtins waits for core: the chain goes through both.
    words.emplace_back("--critical");
    const auto critical = crossyardRun(words, sharedStore(), project.path());
    EXPECT_STATUS(critical, 0);
    const auto path = Json::parse(critical.output, nullptr, false);
    ASSERT_TRUE(path.is_object()) << critical.output;
    EXPECT_EQ(path["unknown"], 0);
    double sum = 0;
    std::vector<std::string> names;
    for (const auto &node : path["nodes"]) {
        sum += node.value("seconds", 0.0);
        names.push_back(node["name"]);
    }
    EXPECT_NEAR(sum, path["seconds"].get<double>(), 1e-6);
    const auto core = std::ranges::find(names, "core");
    ASSERT_NE(core, names.end());
    EXPECT_NE(std::find(core, names.end(), "compiler_builtins"), names.end());
}

} // namespace
} // namespace crossyard::test
