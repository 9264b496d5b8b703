// SPDX-License-Identifier: MIT OR Apache-2.0
// Recipes of our own images, their dockerfiles, and what is read of apt, of dockerfiles and of engines.
#include "container/image/debian_packages.h"
#include "container/image/debian_sources.h"
#include "container/image/engine_image.h"
#include "container/image/image_dockerfile.h"
#include "container/image/image_recipe.h"
#include "support/support.h"

#include <format>
#include <set>

namespace crossyard::container {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Strings = std::vector<std::string>;

std::string shownList(const Strings &list)
{
    std::string text;
    for (const auto &item : list)
        text += " " + item;
    return text;
}

std::string shownRecipe(const ImageRecipe &recipe)
{
    auto text = std::format("{} {}\n  debian {} gnu {} emulator {}\n", recipe.target, recipe.release,
                            recipe.debianArchitecture.empty() ? "-" : recipe.debianArchitecture, recipe.gnuTriple,
                            recipe.emulator.empty() ? "-" : recipe.emulator);
    text += std::format("  common{}\n  packages{}\n", shownList(recipe.common), shownList(recipe.packages));
    text += std::format("  excluded{}\n  included{}\n", shownList(recipe.excluded), shownList(recipe.included));
    for (const auto &[name, value] : recipe.variables)
        text += std::format("  {}={}\n", name, value);
    for (const auto &[name, words] : recipe.runners)
        text +=
            std::format("  runner {}{}:{}\n", name, name == recipe.runner ? " (the usual one)" : "", shownList(words));
    return text + "\n";
}

ImageRecipe recipe(const std::string &target, const std::string &release = "bookworm",
                   const std::string &machine = "x86_64")
{
    auto found = recipeFor(target, "", machine, release);
    EXPECT_TRUE(found) << target;
    return found.value_or(ImageRecipe{});
}

TEST(ImageRecipes, AreWhatTheyAre)
{
    std::string text;
    for (const auto &target : targetsWithRecipes()) {
        const auto release = firstReleaseFor(target, "", "x86_64").value_or("");
        text += shownRecipe(recipe(target, release == "bullseye" ? "bookworm" : release));
    }
    text += shownRecipe(recipe("aarch64-unknown-linux-gnu", "trixie"));
    text += shownRecipe(recipe("aarch64-unknown-linux-gnu", "bullseye", "aarch64"));
    text += shownRecipe(recipe("x86_64-unknown-linux-gnu", "bookworm", "aarch64"));
    text += shownRecipe(recipe("riscv32imac-unknown-none-elf", "trixie"));
    test::expectGolden(text, "image/recipes.txt");
}

TEST(ImageRecipes, AreThereForTheTargetsThatDebianCanBuildFor)
{
    const auto targets = targetsWithRecipes();
    EXPECT_TRUE(std::ranges::is_sorted(targets));
    for (const char *target :
         {"aarch64-unknown-linux-gnu", "arm-unknown-linux-gnueabi", "arm-unknown-linux-gnueabihf",
          "armv7-unknown-linux-gnueabihf", "i586-unknown-linux-gnu", "i686-unknown-linux-gnu",
          "mips64el-unknown-linux-gnuabi64", "mipsel-unknown-linux-gnu", "powerpc-unknown-linux-gnu",
          "powerpc64le-unknown-linux-gnu", "riscv64gc-unknown-linux-gnu", "s390x-unknown-linux-gnu",
          "x86_64-unknown-linux-gnu", "thumbv6m-none-eabi", "thumbv7em-none-eabihf", "thumbv7m-none-eabi",
          "thumbv8m.main-none-eabi", "riscv32imac-unknown-none-elf", "riscv64gc-unknown-none-elf"})
        EXPECT_THAT(targets, Contains(target));
    EXPECT_FALSE(recipeFor("wasm32-unknown-unknown", "", "x86_64"));
    EXPECT_FALSE(recipeFor("aarch64-unknown-linux-gnu", "", "x86_64", "woody"));
}

TEST(ImageRecipes, GiveTheChoiceOfGlibc)
{
    Strings floors;
    for (const auto &release : debianReleases())
        floors.emplace_back(release.glibc);
    EXPECT_THAT(floors, ElementsAre("2.31", "2.36", "2.41"));
    EXPECT_THAT(namesOfReleases(), HasSubstr("bookworm (glibc 2.36)"));
}

TEST(ImageRecipes, OfLoongArchBeginWithTheReleaseThatHasIt)
{
    EXPECT_FALSE(recipeFor("loongarch64-unknown-linux-gnu", "", "x86_64", "bookworm"));
    EXPECT_TRUE(recipeFor("loongarch64-unknown-linux-gnu", "", "x86_64", "trixie"));
    EXPECT_EQ(firstReleaseFor("loongarch64-unknown-linux-gnu", "", "x86_64"), "trixie");
    EXPECT_EQ(firstReleaseFor("wasm32-unknown-unknown", "", "x86_64"), std::nullopt);
}

TEST(ImageRecipes, UnpackOneEmulator)
{
    const auto arm64 = recipe("aarch64-unknown-linux-gnu");
    EXPECT_THAT(arm64.excluded, Contains("/usr/bin/qemu-*"));
    EXPECT_THAT(arm64.included, ElementsAre("/usr/bin/qemu-aarch64-static"));
    EXPECT_EQ(recipe("aarch64-unknown-linux-gnu", "trixie").emulator, "qemu-aarch64");
}

TEST(ImageRecipes, OfTheMachineItselfNeedNoEmulator)
{
    for (const auto &[target, machine] :
         {std::pair{"x86_64-unknown-linux-gnu", "x86_64"}, {"aarch64-unknown-linux-gnu", "aarch64"}}) {
        const auto own = recipe(target, "bookworm", machine);
        EXPECT_EQ(own.emulator, "");
        EXPECT_EQ(own.runner, "native");
        EXPECT_THAT(own.packages, ElementsAre("g++"));
        EXPECT_FALSE(own.variables.contains("QEMU_LD_PREFIX"));
    }
}

TEST(ImageRecipes, OfCustomTargetsAreThoseOfWhatTheyAreLike)
{
    const auto board = recipeFor("acme-board", "aarch64-acme-linux-gnu", "x86_64");
    ASSERT_TRUE(board);
    EXPECT_EQ(board->gnuTriple, "aarch64-linux-gnu");
    EXPECT_EQ(board->variables.at("CARGO_TARGET_ACME_BOARD_LINKER"), "aarch64-linux-gnu-gcc");
    EXPECT_EQ(board->variables.at("CC_acme_board"), "aarch64-linux-gnu-gcc");
    const auto chip = recipeFor("my-chip", "thumbv7em-none-eabihf", "x86_64");
    ASSERT_TRUE(chip);
    EXPECT_THAT(chip->included, Contains(HasSubstr("thumb/v7e-m+fp/hard")));
    const auto riscv = recipeFor("my-riscv", "riscv64-unknown-linux-gnu", "x86_64");
    ASSERT_TRUE(riscv);
    EXPECT_EQ(riscv->debianArchitecture, "riscv64");
    EXPECT_FALSE(recipeFor("my-wasm", "wasm32-unknown-unknown", "x86_64"));
}

TEST(ImageRecipes, NameVariablesInBothWaysForTargetsWithADot)
{
    const auto variables = recipe("thumbv8m.main-none-eabi").variables;
    EXPECT_EQ(variables.at("CC_thumbv8m.main_none_eabi"), "arm-none-eabi-gcc");
    EXPECT_EQ(variables.at("CC_thumbv8m_main_none_eabi"), "arm-none-eabi-gcc");
}

TEST(ImageReferences, AreOfAllThatTheImageIsMadeFrom)
{
    const auto one = recipe("aarch64-unknown-linux-gnu");
    const auto reference = imageReference(one, "x86_64");
    EXPECT_THAT(reference, testing::StartsWith("localhost/crossyard/aarch64-unknown-linux-gnu:bookworm-"));
    EXPECT_EQ(imageReference(one, "x86_64"), reference);
    EXPECT_NE(imageReference(one, "aarch64"), reference);
    EXPECT_NE(imageReference(recipe("aarch64-unknown-linux-gnu", "trixie"), "x86_64"), reference);
    auto other = one;
    other.packages.push_back("libssl-dev");
    EXPECT_NE(imageReference(other, "x86_64"), reference);
    other = one;
    other.variables["A"] = "b";
    EXPECT_NE(imageReference(other, "x86_64"), reference);
    EXPECT_EQ(labelsOf(one, "x86_64").at("org.crossyard.target"), "aarch64-unknown-linux-gnu");
    EXPECT_TRUE(reference.ends_with("-" + labelsOf(one, "x86_64").at("org.crossyard.recipe")));
}

TEST(ImageReferences, OfOneReleaseShareTheCommonLayer)
{
    std::set<std::string> common, own;
    for (const auto &target : targetsWithRecipes()) {
        if (const auto found = recipeFor(target, "", "x86_64")) {
            common.insert(commonReference(*found, "x86_64"));
            own.insert(imageReference(*found, "x86_64"));
        }
    }
    EXPECT_EQ(common.size(), 1U);
    EXPECT_GT(own.size(), 30U);
}

TEST(ImageReferences, AreNamesThatEnginesTake)
{
    EXPECT_EQ(imageName("thumbv8m.main-none-eabi"), "thumbv8m.main-none-eabi");
    EXPECT_EQ(imageName("My Board"), "myboard");
    EXPECT_EQ(imageName("-a__b-"), "a_b");
    EXPECT_EQ(imageName("ä"), "custom");
}

TEST(Dockerfiles, OfRecipes)
{
    std::string text;
    for (const char *target : {"aarch64-unknown-linux-gnu", "thumbv7em-none-eabihf", "x86_64-unknown-linux-gnu"})
        text += dockerfile(recipe(target)) + "\n";
    test::expectGolden(text, "image/dockerfiles.txt");
}

TEST(Dockerfiles, OfPreBuildAreThoseOfCross)
{
    EXPECT_EQ(preBuildDockerfile("base:1", {PreBuildAction::Kind::Commands, {"a", "b"}}),
              "FROM base:1\nARG CROSS_DEB_ARCH=\nARG CROSS_CMD\nRUN eval \"${CROSS_CMD}\"\n");
    EXPECT_THAT(preBuildDockerfile("base:1", {PreBuildAction::Kind::Script, {"ci/pre.sh"}}),
                HasSubstr("RUN chmod +x /pre-build-script\nRUN ./pre-build-script $CROSS_TARGET\n"));
}

Strings unseenIn(const Strings &lines)
{
    return unseenFailures({PreBuildAction::Kind::Commands, lines});
}

TEST(PreBuild, CommandsWhoseFailureNobodySees)
{
    EXPECT_THAT(unseenIn({"apt-get update", "apt-get install x"}), ElementsAre("apt-get update"));
    EXPECT_THAT(unseenIn({"a", "b", "c"}), ElementsAre("a", "b"));
    EXPECT_THAT(unseenIn({"set -e", "a", "b"}), IsEmpty());
    EXPECT_THAT(unseenIn({"set -eux", "a", "b"}), IsEmpty());
    EXPECT_THAT(unseenIn({"apt-get update && apt-get install x"}), IsEmpty());
    EXPECT_THAT(unseenIn({"a &&", "b"}), IsEmpty());
    EXPECT_THAT(unseenIn({"a || exit 1", "b"}), IsEmpty());
    EXPECT_THAT(unseenIn({"export A=b", "# words", "", "b"}), IsEmpty());
    EXPECT_THAT(unseenIn({"a\nb"}), ElementsAre("a"));
    EXPECT_THAT(unseenFailures({PreBuildAction::Kind::Script, {"a.sh"}}), IsEmpty());
}

class ContextDigest : public testing::Test {
protected:
    std::string of(const std::string &dockerfile)
    {
        auto digest = contextDigest(dockerfile, m_dir.path(), m_dir.path() / "target");
        EXPECT_OK(digest);
        return digest.value_or("");
    }
    test::TempDir m_dir;
};

TEST_F(ContextDigest, IsOfWhatIsCopied)
{
    m_dir.write("a.txt", "1");
    m_dir.write("other.txt", "1");
    const std::string copies = "FROM x\nCOPY a.txt \\\n  /a\nADD https://x.example/y /y\nCOPY --from=0 /z /z\n";
    const auto before = of(copies);
    m_dir.write("other.txt", "2");
    EXPECT_EQ(of(copies), before);
    m_dir.write("a.txt", "2");
    EXPECT_NE(of(copies), before);
}

TEST_F(ContextDigest, IsOfNothingWhereNothingIsCopied)
{
    const auto before = of("FROM x\nRUN y\n");
    m_dir.write("a.txt", "1");
    EXPECT_EQ(of("FROM x\nRUN y\n"), before);
}

TEST_F(ContextDigest, IsOfTheWholeContextWhereItCannotBeTold)
{
    for (const std::string dockerfile : {"FROM x\nCOPY *.txt /\n", "FROM x\nCOPY $A /\n",
                                         "FROM x\nRUN --mount=type=bind,target=/y make\n", "FROM x\nCOPY . /\n"}) {
        m_dir.write("deep/a.txt", "1");
        const auto before = of(dockerfile);
        m_dir.write("target/built", "1");
        EXPECT_EQ(of(dockerfile), before) << dockerfile;
        m_dir.write("deep/a.txt", "2");
        EXPECT_NE(of(dockerfile), before) << dockerfile;
    }
}

TEST(DebianArchitectures, AreThoseThatCrossPasses)
{
    EXPECT_EQ(debianArchitectureFor("aarch64-unknown-linux-gnu"), "arm64");
    EXPECT_EQ(debianArchitectureFor("x86_64-unknown-linux-musl"), "musl-linux-amd64");
    EXPECT_EQ(debianArchitectureFor("thumbv7em-none-eabihf"), "armhf");
    EXPECT_EQ(debianArchitectureFor("x86_64-pc-windows-gnu"), std::nullopt);
}

TEST(DebianSources, AreTakenFromTheMachinesApt)
{
    const auto sources = debianSourcesIn("http://others.example/repo\tbookworm\tOthers\tmain\n"
                                         "http://m.example/debian\tbookworm-updates\tDebian\tmain\n"
                                         "http://m.example/debian\tbookworm\tDebian\tcontrib\n"
                                         "http://m.example/debian\tbookworm\tDebian\tmain\n"
                                         "http://n.example/debian\ttrixie\tDebian\tmain\n"
                                         "http://s.example/debian-security\tbookworm-security\tDebian\tmain\n");
    ASSERT_TRUE(sources);
    EXPECT_EQ(sources->archive, "http://m.example/debian");
    EXPECT_EQ(sources->security, "http://s.example/debian-security");
    EXPECT_FALSE(debianSourcesIn("http://u.example/ubuntu\tnoble\tUbuntu\tmain\n"));
}

TEST(DebianSources, AreKnownByTheReleaseWhereNoListWasFetched)
{
    EXPECT_TRUE(debianSourcesIn("http://m.example/debian\tbookworm\t\tmain\n"));
    EXPECT_FALSE(debianSourcesIn("http://u.example/ubuntu\tnoble\t\tmain\n"));
    EXPECT_FALSE(debianSourcesIn("http://u.example/x\tstablest\t\tmain\n"));
}

TEST(DebianSources, CanBeNamed)
{
    auto sources = findDebianSources([](const std::string &name) {
        return name == "CROSSYARD_DEBIAN_MIRROR" ? std::optional<std::string>("http://a.example/d http://b.example/s")
                                                 : std::nullopt;
    });
    ASSERT_OK(sources);
    ASSERT_TRUE(*sources);
    (*sources)->keyring = "/k.gpg";
    EXPECT_THAT(sourceLines(**sources, "trixie"),
                ElementsAre("deb [signed-by=/k.gpg] http://a.example/d trixie main",
                            "deb [signed-by=/k.gpg] http://a.example/d trixie-updates main",
                            "deb [signed-by=/k.gpg] http://b.example/s trixie-security main"));
}

TEST(DebianPackages, AreReadFromWhatAptPrints)
{
    const auto files = packageFilesIn("'http://m/pool/q_1%3a7.2_amd64.deb' q_1%3a7.2_amd64.deb 62603724 SHA256:ab\n"
                                      "Reading package lists...\n"
                                      "'http://m/pool/a_1_all.deb' a_1_all.deb 12 SHA256:cd\n");
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].name, "q_1%3a7.2_amd64.deb");
    EXPECT_EQ(files[0].size, 62603724U);
}

TEST(EngineImages, OfPodmanAndOfDockerAreRead)
{
    auto podman = parseImages(R"([{"Id":"ab","RepoTags":["localhost/x:1"],"Architecture":"amd64","Size":12,
        "Created":"2026-11-22T00:42:01.123456789Z","Labels":{"a":"b"},"Config":{"Labels":{"a":"b"}}}])");
    ASSERT_OK(podman);
    auto docker = parseImages(R"([{"Id":"sha256:ab","RepoTags":["localhost/x:1"],"Architecture":"amd64","Size":12,
        "Created":"2026-11-22T01:42:01+01:00","Config":{"Labels":{"a":"b"}}}])");
    ASSERT_OK(docker);
    EXPECT_EQ(*podman, *docker);
    const auto &image = podman->at(0);
    EXPECT_EQ(image.id, "sha256:ab");
    EXPECT_EQ(image.architecture, "x86_64");
    EXPECT_EQ(image.created, 1795308121);
    EXPECT_EQ(image.labels.at("a"), "b");
    EXPECT_FALSE(parseImages("nothing"));
}

TEST(EngineImages, ChangesAreInTheEnginesOwnForm)
{
    EXPECT_EQ(changeWord({.kind = EngineKind::Podman}, "ENV", "A", "b $c"), "ENV A=b $c");
    EXPECT_EQ(changeWord({.kind = EngineKind::Docker}, "ENV", "A", "b $c"), "ENV A=\"b \\$c\"");
}

} // namespace
} // namespace crossyard::container
