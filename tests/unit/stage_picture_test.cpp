// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/stage_picture.h"

#include "base/strings.h"
#include "rust/toolchain.h"
#include "support/rust.h"
#include "sysroot/stage_layout.h"
#include "sysroot/sysroot_plan.h"

#include <algorithm>
#include <format>

namespace crossyard::sysroot {
namespace {

using testing::HasSubstr;

XargoDocument document(std::string_view content)
{
    auto parsed = XargoDocument::parse(std::string(content), "/p/Xargo.toml");
    EXPECT_OK(parsed);
    return parsed.value_or(XargoDocument());
}

class StagePictureTest : public testing::Test {
protected:
    void SetUp() override
    {
        auto toolchain =
            rust::selectToolchain({.asked = toUtf8(test::realToolchain().rustc), .project = m_temp.path()});
        ASSERT_OK(toolchain);
        m_toolchain = std::move(*toolchain);
    }
    Result<SysrootPlan> plan(const XargoDocument &document, const char *target = "thumbv6m-none-eabi")
    {
        SysrootRequest request;
        request.toolchain = m_toolchain;
        request.rustSource = test::realToolchain().library;
        request.target = target;
        request.project = m_temp.path();
        if (!document.bytes().empty()) {
            request.xargoManifest = m_temp.path() / "Xargo.toml";
            request.xargoText = document.bytes();
        }
        return planSysroot(std::move(request), m_temp.path() / "store");
    }
    StagePicture picture(const XargoDocument &document, const char *target = "thumbv6m-none-eabi")
    {
        const auto made = plan(document, target);
        EXPECT_OK(made);
        if (!made)
            return {};
        const auto &lock = made->input->lock;
        const auto picture = stagePicture(document, made->graph.get(), lock ? &*lock : nullptr);
        EXPECT_OK(picture);
        return picture.value_or(StagePicture());
    }
    void makeCrate(const char *name, const char *version, const char *dependencies)
    {
        m_temp.write(
            fs::path(name) / "Cargo.toml",
            std::format("[package]\nname = '{}'\nversion = '{}'\nedition = '2021'\n{}", name, version, dependencies));
        m_temp.write(fs::path(name) / "src/lib.rs", "#![no_std]\n");
    }

    test::TempDir m_temp;
    rust::Toolchain m_toolchain;
};

std::vector<std::string> edgesOf(const StagePicture &picture)
{
    std::vector<std::string> edges;
    for (const auto &edge : picture.edges)
        edges.push_back(picture.crates[edge.from].name + " -> " + picture.crates[edge.to].name +
                        (edge.late ? " late" : ""));
    return edges;
}

const StageCrate &crateNamed(const StagePicture &picture, std::string_view name)
{
    static const StageCrate none;
    const auto it = std::ranges::find(picture.crates, name, &StageCrate::name);
    EXPECT_NE(it, picture.crates.end()) << name;
    return it == picture.crates.end() ? none : *it;
}

TEST_F(StagePictureTest, showsWhatIsThereWithoutAFile)
{
    const auto bare = picture({});
    EXPECT_TRUE(bare.byDefault);
    EXPECT_EQ(bare.crates.size(), 2U); // the compiler brings memcpy for this target by itself
    EXPECT_TRUE(crateNamed(bare, "alloc").byDefault());
    EXPECT_TRUE(crateNamed(bare, "core").planned);
    ASSERT_EQ(bare.brought.size(), 1U);
    EXPECT_EQ(bare.brought[0].name, "compiler_builtins");
    EXPECT_THAT(edgesOf(bare), testing::Contains("alloc -> core"));
    const auto host = picture({}, test::realToolchain().host.c_str());
    EXPECT_THAT(crateNamed(host, "std").brings, testing::Contains(HasSubstr("libc ")));
}

// The first edit of one crate must not cost the others: a file with the defaults gives the very same sysroot.
TEST_F(StagePictureTest, namesTheDefaultsWithoutChangingTheSysroot)
{
    for (const char *target : {"thumbv6m-none-eabi", "armv7a-none-eabi", "x86_64-unknown-linux-gnu",
                               "wasm32-unknown-unknown", "x86_64-unknown-uefi"}) {
        SCOPED_TRACE(target);
        const auto before = plan({}, target);
        ASSERT_OK(before);
        const auto named = withDefaults({}, before->graph->defaults);
        ASSERT_OK(named);
        EXPECT_FALSE(named->bytes().empty());
        const auto after = plan(*named, target);
        ASSERT_OK(after);
        EXPECT_EQ(after->key, before->key) << named->bytes();
        EXPECT_TRUE(after->graph->defaults.empty());
        EXPECT_EQ(withDefaults(*named, before->graph->defaults)->bytes(), named->bytes());
    }
}

TEST_F(StagePictureTest, tellsStagesNeedsAndWhatStandsTooLate)
{
    makeCrate("above", "0.1.0", "[dependencies]\nbase = { path = '../base' }\nquiet = { path = '../quiet' }\n");
    makeCrate("base", "0.2.0", "");
    makeCrate("quiet", "0.3.0", "");
    auto given = document("[dependencies]\ncore = {}\nabove = { path = 'above', stage = 1 }\n"
                          "base = { path = 'base', features = ['x'] }\n"
                          "[target.'cfg(unix)'.dependencies]\nstd = { default-features = false }\n");
    makeCrate("base", "0.2.0", "[features]\nx = []\n");
    auto shown = picture(given);
    std::vector<std::string> names;
    for (const auto &crate : shown.crates)
        names.push_back(std::format("{} {} {}", crate.stage, crate.name, crate.version));
    ASSERT_EQ(shown.crates.size(), 4U);
    EXPECT_EQ(names[1], "0 base 0.2.0");
    EXPECT_EQ(names[2], "0 std ");
    EXPECT_EQ(names[3], "1 above 0.1.0");
    EXPECT_EQ(crateNamed(shown, "base").origin, CrateOrigin::Path);
    EXPECT_EQ(crateNamed(shown, "std").target, "cfg(unix)");
    EXPECT_FALSE(crateNamed(shown, "std").planned);
    EXPECT_EQ(crateNamed(shown, "above").brings, std::vector<std::string>{"quiet 0.3.0"});
    EXPECT_EQ(edgesOf(shown), std::vector<std::string>{"above -> base"});

    const auto moved = given.setStage({"dependencies", "base"}, 2);
    ASSERT_OK(moved);
    shown = picture(*moved);
    EXPECT_EQ(edgesOf(shown), std::vector<std::string>{"above -> base late"});
}

TEST_F(StagePictureTest, tellsWhatAPatchReplaces)
{
    makeCrate("libc", "0.2.999",
              "[features]\nrustc-dep-of-std = []\nalign = []\nextra_traits=[]\nstd=[]\ndefault=[]\n");
    auto given = document("[dependencies]\nstd = {}\n\n[patch.crates-io]\nlibc = { path = 'libc' }\n");
    const auto shown = picture(given, test::realToolchain().host.c_str());
    const auto &patch = crateNamed(shown, "libc");
    EXPECT_EQ(patch.version, "0.2.999");
    EXPECT_EQ(patch.origin, CrateOrigin::Path);
    EXPECT_EQ(patch.patch, (text::TomlPath{"patch", "crates-io", "libc"}));
    EXPECT_TRUE(patch.replaces.starts_with("libc 0.2.")) << patch.replaces;
    EXPECT_TRUE(patch.replaces.ends_with(" of crates-io")) << patch.replaces;
    EXPECT_THAT(edgesOf(shown), testing::Contains("std -> libc"));
    // Without a plan the document tells what it knows.
    const auto early = stagePicture(given, nullptr, nullptr);
    ASSERT_OK(early);
    EXPECT_EQ(crateNamed(*early, "libc").replaces, "libc of crates-io");
    EXPECT_EQ(early->crates.size(), 2U);
}

// A picture of `count` crates over some stages, each with needs before it.
StagePicture someCrates(std::size_t count, std::size_t stages)
{
    StagePicture picture;
    for (std::size_t i = 0; i < count; ++i) {
        StageCrate crate{.name = std::string(1 + i * 7 % 40, 'x')};
        crate.stage = static_cast<int>(i * stages / count);
        picture.crates.push_back(std::move(crate));
        if (i > 0 && i % 3 != 0)
            picture.edges.push_back({i, i * 5 / 7});
    }
    for (std::size_t i = 0; i < 2 * count; ++i)
        picture.brought.push_back({std::string(1 + i % 30, 'y'), "1.0.0", {}, {}, static_cast<int>(i % stages)});
    return picture;
}

bool overlap(const StageBox &a, const StageBox &b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

TEST(StageLayoutTest, keepsBoxesApartAndInTheirBands)
{
    for (const std::size_t count : {0U, 1U, 7U, 40U}) {
        for (const std::size_t stages : {1U, 3U}) {
            const auto picture = someCrates(count, stages);
            const auto layout = layoutStages(picture, {});
            auto boxes = layout.crates;
            boxes.insert(boxes.end(), layout.brought.begin(), layout.brought.end());
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                const int stage = i < count ? picture.crates[i].stage : picture.brought[i - count].stage;
                EXPECT_EQ(layout.stageAt(boxes[i].y), stage);
                EXPECT_EQ(layout.stageAt(boxes[i].y + boxes[i].height), stage);
                EXPECT_LE(boxes[i].x + boxes[i].width, layout.width);
                for (std::size_t j = 0; j < i; ++j)
                    EXPECT_FALSE(overlap(boxes[i], boxes[j])) << i << " and " << j << " of " << count;
            }
            // In a band, what is needed stands to the left.
            for (const auto &edge : picture.edges) {
                if (picture.crates[edge.from].stage == picture.crates[edge.to].stage) {
                    EXPECT_LT(layout.crates[edge.to].x, layout.crates[edge.from].x);
                }
            }
            ASSERT_FALSE(layout.bands.empty());
            EXPECT_TRUE(layout.bands.back().empty);
            EXPECT_EQ(layout.bands.back().stage, layout.bands[layout.bands.size() - 2].stage + 1);
        }
    }
}

TEST(StageLayoutTest, findsWhatIsAtAPlaceAndBesideIt)
{
    StagePicture picture;
    for (const char *name : {"core", "alloc"})
        picture.crates.push_back({.name = name});
    picture.crates.push_back({.name = "board", .stage = 3});
    picture.edges = {{1, 0}, {2, 1}};
    const auto layout = layoutStages(picture, {});
    const auto &alloc = layout.crates[1];
    EXPECT_EQ(layout.crateAt(alloc.x + 5, alloc.y + 5), 1U);
    EXPECT_EQ(layout.crateAt(1, 1), std::nullopt);
    EXPECT_EQ(layout.stageAt(-1), std::nullopt);
    EXPECT_EQ(layout.stageAt(layout.height + 50), std::nullopt);
    EXPECT_EQ(layout.bands.size(), 3U); // 0, 3, and the next
    EXPECT_EQ(crateBeside(layout, 0, 1, 0), 1U);
    EXPECT_EQ(crateBeside(layout, 1, -1, 0), 0U);
    EXPECT_EQ(crateBeside(layout, 0, 0, 1), 2U);
    EXPECT_EQ(crateBeside(layout, 0, 0, -1), 0U);
    // An edge ends at the boxes that it joins.
    const auto [x, y] = layout.edges[0].points[3];
    EXPECT_DOUBLE_EQ(x, layout.crates[0].x + layout.crates[0].width);
    EXPECT_DOUBLE_EQ(y, layout.crates[0].y + layout.crates[0].height / 2);
}

// Circles of dependencies, as hostile manifests have them, end all the same.
TEST(StageLayoutTest, endsWhereCratesNeedOneAnother)
{
    StagePicture picture;
    for (const char *name : {"a", "b", "c"})
        picture.crates.push_back({.name = name});
    picture.edges = {{0, 1}, {1, 2}, {2, 0}};
    const auto layout = layoutStages(picture, {});
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_FALSE(overlap(layout.crates[i], layout.crates[(i + 1) % 3]));
}

} // namespace
} // namespace crossyard::sysroot
