// SPDX-License-Identifier: MIT OR Apache-2.0
// Features switched in manifests, held against cargo: `cargo metadata` reads the edited manifest, and the features are
// what was asked for, and what was told before it was written.
#include "graph/feature_edit.h"

#include "graph/select.h"

#include "base/strings.h"
#include "support/rust.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <format>

namespace crossyard::graph {
namespace {

using Json = nlohmann::json;
using Names = std::vector<std::string>;

class FeatureEdits : public testing::Test {
protected:
    void package(const std::string &name, const std::string &more) const
    {
        dir.write(name + "/Cargo.toml", std::format("[package]\nname = '{}'\nversion = '1.0.0'\nedition = '2021'\n{}",
                                                    toUtf8(fs::path(name).filename()), more));
        dir.write(name + "/src/lib.rs", "");
    }
    // A workspace of `app` and `tool`, who both ask for `rand`, each in the form that is tried. `rand` stands outside:
    // below the workspace it would be a member.
    void workspace(const std::string &app, const std::string &tool) const
    {
        dir.write("ws/Cargo.toml",
                  "[workspace]\nmembers = ['app', 'tool']\nresolver = '2'\n\n[workspace.dependencies]\n"
                  "rand = { path = '../rand', features = ['base'], default-features = false }\n");
        package("ws/app", app);
        package("ws/tool", tool);
        package("rand", "[features]\ndefault = ['std']\nstd = []\nbase = []\nseed = ['dep:entropy', 'std']\n\n"
                        "[dependencies]\nentropy = { path = '../entropy', optional = true }\n");
        package("entropy", "");
    }
    fs::path manifest(const char *name) const { return dir.path() / name / "Cargo.toml"; }

    Result<FeatureEdit> switched(const char *member, const char *feature, bool on) const
    {
        CY_TRY(const auto project, openProject(dir.path() / "ws/Cargo.toml", {}));
        ProjectRequest request;
        CY_TRY(request.members, memberFeatures(project, {}, true, false));
        request.asMetadata = true;
        CY_TRY(const auto sites, dependencySites(project, manifest("rand")));
        const auto site = std::ranges::find_if(
            sites, [&](const auto &s) { return s.manifest == dir.path() / "ws" / member / "Cargo.toml"; });
        if (site == sites.end())
            return fail(ErrorCode::NotFound, "no site");
        return switchFeature(project, {}, request,
                             {manifest("rand"), static_cast<std::size_t>(site - sites.begin()), feature, on});
    }

    // What cargo makes of a package now; empty where it is not in.
    Names cargoFeatures(const std::string &package) const
    {
        const auto finished = process::run({.program = test::realToolchain().cargo,
                                            .arguments = {"metadata", "--offline", "--format-version", "1"},
                                            .directory = dir.path() / "ws",
                                            .environment = {{"RUSTC", toUtf8(test::realToolchain().rustc)}}});
        EXPECT_OK(finished);
        EXPECT_TRUE(finished && finished->ok()) << (finished ? finished->errors : "");
        const auto json = finished ? Json::parse(finished->output, nullptr, false) : Json();
        if (!json.is_object())
            return {};
        for (const auto &node : json["resolve"]["nodes"]) {
            const auto id = node["id"].get<std::string>();
            if (id.contains("/" + package + "#")) {
                auto names = node["features"].get<Names>();
                std::ranges::sort(names);
                names.insert(names.begin(), "in");
                return names;
            }
        }
        return {};
    }
    // The same from the graph that was told before the edit was written.
    static Names ours(const DependencyGraph &graph, const std::string &package)
    {
        const auto found = findNodes(graph, package);
        if (!found || found->empty())
            return {};
        const auto &node = graph.node(found->front());
        auto names = graph.list(node.sides & side::target ? node.features : node.hostFeatures);
        std::ranges::sort(names);
        names.insert(names.begin(), "in");
        return names;
    }

    void expectAsTold(const FeatureEdit &edit) const
    {
        for (const char *package : {"rand", "entropy"}) {
            EXPECT_EQ(ours(edit.whatIf.before, package), cargoFeatures(package)) << package << " before";
        }
        ASSERT_OK(writeFile(edit.manifest, edit.after));
        for (const char *package : {"rand", "entropy"}) {
            EXPECT_EQ(ours(edit.whatIf.after, package), cargoFeatures(package)) << package << " after\n" << edit.after;
        }
    }

    test::TempDir dir;
};

TEST_F(FeatureEdits, areReadByCargoAsTheyWereTold)
{
    for (const char *form :
         {"[dependencies]\nrand = { path = '../../rand' } # c\n",
          "[dependencies.rand]\npath = '../../rand'\nfeatures = ['base']\n", "[dependencies]\nrand.workspace = true\n",
          "[dependencies]\nrand = { workspace = true, features = ['std'] }\n",
          "[target.'cfg(unix)'.dependencies]\nrand.path = '../../rand'\n",
          "[build-dependencies]\nchance = { path = '../../rand', package = 'rand', default-features = false }\n"}) {
        SCOPED_TRACE(form);
        workspace(form, "");
        const auto on = switched("app", "seed", true);
        ASSERT_OK(on);
        EXPECT_EQ(on->whatIf.come.size(), 1U); // entropy
        EXPECT_TRUE(on->whatIf.isOn);
        expectAsTold(*on);
        const auto off = switched("app", "seed", false);
        ASSERT_OK(off);
        EXPECT_EQ(off->whatIf.go.size(), 1U);
        EXPECT_FALSE(off->whatIf.isOn);
        EXPECT_TRUE(off->askers.empty());
        expectAsTold(*off);
    }
}

TEST_F(FeatureEdits, ofDefaultFeaturesAreReadByCargoAsTheyWereTold)
{
    workspace("[dependencies]\nrand = { path = '../../rand' }\n", "");
    const auto off = switched("app", "default", false);
    ASSERT_OK(off);
    EXPECT_FALSE(off->whatIf.isOn);
    expectAsTold(*off);
    workspace("[dependencies]\nrand.workspace = true\n", "");
    const auto on = switched("app", "default", true);
    ASSERT_OK(on);
    EXPECT_TRUE(on->whatIf.isOn);
    expectAsTold(*on);
}

TEST_F(FeatureEdits, sayWhoElseAsksForIt)
{
    workspace("[dependencies]\nrand = { path = '../../rand', features = ['std'] }\n",
              "[dependencies]\nrand = { path = '../../rand', default-features = false, features = ['seed'] }\n");
    const auto off = switched("app", "std", false);
    ASSERT_OK(off);
    EXPECT_TRUE(off->whatIf.isOn);
    EXPECT_EQ(off->askers, (Names{"app@1.0.0, by default features", "tool@1.0.0, by `seed`"}));
    expectAsTold(*off);
    // What the workspace asks for cannot be switched off in a member.
    workspace("[dependencies]\nrand.workspace = true\n", "");
    EXPECT_FALSE(switched("app", "base", false));
    const auto unknown = switched("app", "sed", true);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().hint, "did you mean `seed`?");
}

} // namespace
} // namespace crossyard::graph
