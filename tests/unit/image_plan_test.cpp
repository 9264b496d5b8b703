// SPDX-License-Identifier: MIT OR Apache-2.0
// Which image a build runs in: with an engine that is a script, and remembers images as files.
#include "container/image/image_plan.h"
#include "cross_world.h"

#include <fstream>

namespace crossyard::container {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// images/NAME holds "ID ARCHITECTURE", images/NAME.labels the labels as members of an object; `log` all words.
constexpr std::string_view fakeEngine = R"sh(#!/bin/sh
dir=$(dirname "$0")
for word in "$@"; do printf '<%s>' "$word"; done >>"$dir/log"
echo >>"$dir/log"
file() { printf '%s/images/%s' "$dir" "$(printf %s "$1" | tr '/:@' '___')"; }
case $1 in
image)
    shift 2
    separator='['
    for name in "$@"; do
        f=$(file "$name")
        [ -e "$f" ] || { echo "Error: $name: image not known" >&2; exit 125; }
        read -r id architecture created <"$f"
        printf '%s{"Id":"%s","Architecture":"%s","RepoTags":["%s"],"Size":7,"Created":"%s","Config":{"Labels":{%s}}}' \
            "$separator" "$id" "$architecture" "$name" "$created" "$(cat "$f.labels" 2>/dev/null)"
        separator=,
    done
    echo ']'
    ;;
images) cat "$dir/listed" ;;
pull)
    shift
    while [ $# -gt 1 ]; do shift; done
    [ -e "$dir/offline" ] && { echo "no such host" >&2; exit 125; }
    echo "pulled $(cat "$dir/pulls" 2>/dev/null || echo amd64) 2026-01-01T00:00:00Z" >"$(file "$1")"
    ;;
build)
    [ -e Dockerfile ] && cp Dockerfile "$dir/Dockerfile"
    labels=
    while [ $# -gt 1 ]; do
        case $1 in
        --tag) tag=$2 ;;
        --label) labels="$labels${labels:+,}\"${2%%=*}\":\"${2#*=}\"" ;;
        esac
        shift
    done
    [ -e "$dir/fails" ] && { echo "step 2 failed" >&2; exit 1; }
    echo "built$(wc -l <"$dir/log") amd64 2026-01-01T00:00:00Z" >"$(file "$tag")"
    printf '%s' "$labels" >"$(file "$tag").labels"
    ;;
tag) cp "$(file "$2")" "$(file "$3")" ;;
ps) cat "$dir/containers" 2>/dev/null ;;
rm) : >"$dir/containers" ;;
rmi) [ -e "$dir/used" ] && { echo "image is in use by a container" >&2; exit 2; }; rm "$(file "$2")" ;;
*) echo "unknown verb $1" >&2; exit 125 ;;
esac
)sh";

std::string fileName(std::string reference)
{
    for (char &c : reference) {
        if (c == '/' || c == ':' || c == '@')
            c = '_';
    }
    return reference;
}

class ImagePlans : public testing::Test {
protected:
    ImagePlans()
    {
        const auto script = m_dir.write("engine/podman", fakeEngine);
        fs::permissions(script, fs::perms::owner_all);
        fs::create_directories(m_dir.path() / "engine/images");
        m_engine = {.kind = EngineKind::Podman, .program = script, .architecture = "x86_64"};
    }

    void has(const std::string &reference, const std::string &id, const std::string &architecture = "amd64",
             const std::string &labels = {})
    {
        const fs::path file = fs::path("engine/images") / fileName(reference);
        m_dir.write(file, id + " " + architecture + " 2026-01-01T00:00:00Z\n");
        m_dir.write(file.string() + ".labels", labels);
    }

    void use(std::string_view crossToml, const std::string &target = arm64, Dialect dialect = Dialect::Main)
    {
        m_settings = settingsOf(read(crossToml, dialect), {}, target,
                                [this](const std::string &path) { return fs::is_regular_file(m_dir.path() / path); });
    }

    ImageRequest request() const
    {
        return {.settings = &m_settings,
                .workspaceRoot = m_dir.path(),
                .targetDirectory = m_dir.path() / "target",
                .store = m_dir.path() / "store",
                .release = m_release,
                .anew = m_anew,
                .complete = m_complete,
                .environment = [](const std::string &) { return std::nullopt; }};
    }

    Result<ImagePlan> tryPlan() { return planImage(request(), m_engine); }
    ImagePlan plan()
    {
        auto planned = tryPlan();
        EXPECT_OK(planned);
        return planned.value_or(ImagePlan{});
    }
    Error planError()
    {
        auto planned = tryPlan();
        EXPECT_FALSE(planned);
        return planned ? Error{} : planned.error();
    }

    Result<std::string> make(const ImagePlan &plan)
    {
        activity::Reporter reporter;
        return makeImage(plan, request(), m_engine, reporter);
    }

    std::string log() const { return readFile(m_dir.path() / "engine/log").value_or(""); }

    test::TempDir m_dir;
    Engine m_engine;
    CrossSettings m_settings;
    std::string m_release = "bookworm";
    bool m_anew = false;
    bool m_complete = false;
};

std::vector<std::string> kinds(const ImagePlan &plan)
{
    std::vector<std::string> list;
    for (const auto &step : plan.steps)
        list.emplace_back(step.kind == ImageStep::Kind::Pull     ? "pull"
                          : step.kind == ImageStep::Kind::Recipe ? "recipe"
                                                                 : "build");
    return list;
}

std::string words(const ImageStep &step)
{
    std::string text;
    for (const auto &command : step.commands) {
        for (const auto &word : command.arguments)
            text += "<" + word + ">";
    }
    return text;
}

TEST_F(ImagePlans, ReplaceAnImageOfCrosssThatIsNotHere)
{
    use("");
    const auto planned = plan();
    EXPECT_THAT(kinds(planned), ElementsAre("recipe"));
    ASSERT_TRUE(planned.recipe);
    EXPECT_EQ(planned.reference, imageReference(*planned.recipe, "x86_64"));
    EXPECT_EQ(planned.digest, std::nullopt);
    EXPECT_THAT(shortOf(planned.findings), ElementsAre("note image-replaced default"));
    EXPECT_THAT(planned.findings[0].message, HasSubstr("glibc 2.36"));
    EXPECT_THAT(planned.findings[0].hint, HasSubstr("pull ghcr.io/cross-rs/aarch64-unknown-linux-gnu:main"));
    EXPECT_THAT(log(), Not(HasSubstr("pull")));
}

TEST_F(ImagePlans, ReplaceOneOfCrosssOwnThatTheUserWroteInShort)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = ':edge'\n");
    EXPECT_THAT(kinds(plan()), ElementsAre("recipe"));
    EXPECT_THAT(shortOf(plan().findings), ElementsAre("note image-replaced Cross.toml:2:1"));
}

TEST_F(ImagePlans, TakeAnImageOfCrosssThatIsHere)
{
    use("");
    has("ghcr.io/cross-rs/aarch64-unknown-linux-gnu:main", "cr055");
    const auto planned = plan();
    EXPECT_THAT(planned.steps, IsEmpty());
    EXPECT_EQ(planned.digest, "sha256:cr055");
    EXPECT_EQ(planned.reference, "ghcr.io/cross-rs/aarch64-unknown-linux-gnu:main");
    EXPECT_FALSE(planned.recipe);
    EXPECT_THAT(planned.findings, IsEmpty());
}

TEST_F(ImagePlans, TakeARecipesImageThatIsHere)
{
    use("");
    has(imageReference(*recipeFor(arm64, "", "x86_64"), "x86_64"), "0urs");
    const auto planned = plan();
    EXPECT_THAT(planned.steps, IsEmpty());
    EXPECT_EQ(planned.digest, "sha256:0urs");
    ASSERT_TRUE(planned.recipe);
    m_anew = true;
    EXPECT_THAT(kinds(plan()), ElementsAre("recipe"));
}

TEST_F(ImagePlans, SayAllThatAnotherMachineWouldHaveToDo)
{
    m_complete = true;
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'acme/arm:1'\npre-build = ['true']\n");
    has("acme/arm:1", "sha256:acme");
    auto planned = plan();
    EXPECT_THAT(kinds(planned), ElementsAre("pull", "build"));
    EXPECT_EQ(planned.digest, std::nullopt);
    use("");
    has(plan().reference, "sha256:there");
    planned = plan();
    ASSERT_THAT(kinds(planned), ElementsAre("recipe"));
    ASSERT_EQ(planned.steps[0].commands.size(), 1U) << "by the dockerfile, whatever is installed here";
    EXPECT_THAT(words(planned.steps[0]), HasSubstr("<--file><Dockerfile><.>"));
}

TEST_F(ImagePlans, FetchTheUsersImageAndThenKnowItsDigest)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'example.org/mine:1'\n");
    auto planned = plan();
    EXPECT_THAT(kinds(planned), ElementsAre("pull"));
    EXPECT_THAT(words(planned.steps[0]), HasSubstr("<pull><example.org/mine:1>"));
    EXPECT_THAT(planned.findings, IsEmpty());
    auto made = make(planned);
    ASSERT_OK(made);
    EXPECT_EQ(*made, "sha256:pulled");
    planned = plan();
    EXPECT_THAT(planned.steps, IsEmpty());
    EXPECT_EQ(planned.digest, "sha256:pulled");
}

TEST_F(ImagePlans, SayWhatTheEngineSaidWhereAnImageCannotBeFetched)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'example.org/mine:1'\n");
    m_dir.write("engine/offline", "");
    const auto made = make(plan());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::ToolFailed);
    EXPECT_THAT(made.error().message, HasSubstr("no such host"));
}

TEST_F(ImagePlans, RefuseAnImageForAnotherProcessor)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'example.org/mine:1'\n");
    has("example.org/mine:1", "arm", "arm64");
    const auto error = planError();
    EXPECT_EQ(error.code, ErrorCode::BadInput);
    EXPECT_THAT(error.message, HasSubstr("example.org/mine:1 is for arm64"));
    EXPECT_THAT(error.hint, HasSubstr("amd64"));
}

TEST_F(ImagePlans, RefuseOneThatTurnsOutToBeForAnotherProcessorWhenItIsFetched)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'example.org/mine:1'\n");
    m_dir.write("engine/pulls", "s390x");
    const auto made = make(plan());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::BadInput);
}

TEST_F(ImagePlans, FetchThePlatformThatTheEngineRuns)
{
    use("[target.aarch64-unknown-linux-gnu]\n"
        "image = { name = 'example.org/mine:1', toolchain = ['linux/arm64', 'linux/amd64'] }\n");
    EXPECT_THAT(words(plan().steps[0]), HasSubstr("<pull><--platform><linux/amd64><example.org/mine:1>"));
    use("[target.aarch64-unknown-linux-gnu]\n"
        "image = { name = 'example.org/mine:1', toolchain = ['aarch64-unknown-linux-gnu'] }\n");
    const auto error = planError();
    EXPECT_EQ(error.code, ErrorCode::BadInput);
    EXPECT_THAT(error.message, HasSubstr("linux/arm64"));
}

TEST_F(ImagePlans, NameTheNearestTargetsForOneThatNothingSupports)
{
    use("", "aarch64-unknown-linux-gnuu");
    auto error = planError();
    EXPECT_EQ(error.code, ErrorCode::NotFound);
    EXPECT_THAT(error.hint, HasSubstr("recipes for aarch64-unknown-linux-gnu,"));
    use("", "thumbv7a-none-eabi");
    EXPECT_THAT(planError().hint, HasSubstr("thumbv7m-none-eabi"));
}

TEST_F(ImagePlans, NameTheFirstReleaseThatHasTheTarget)
{
    use("", "loongarch64-unknown-linux-gnu", Dialect::Release);
    const auto error = planError();
    EXPECT_EQ(error.code, ErrorCode::NotFound);
    EXPECT_THAT(error.hint, HasSubstr("trixie"));
    m_release = "trixie";
    EXPECT_THAT(kinds(plan()), ElementsAre("recipe"));
    m_release = "woody";
    EXPECT_EQ(planError().code, ErrorCode::BadInput);
    EXPECT_THAT(planError().hint, HasSubstr("trixie (glibc 2.41)"));
}

TEST_F(ImagePlans, TakeTheRecipeOfWhatACustomTargetIsLike)
{
    use("", "acme-board");
    auto asked = request();
    asked.llvmTarget = "aarch64-acme-linux-gnu";
    auto planned = planImage(asked, m_engine);
    ASSERT_OK(planned);
    EXPECT_EQ(planned->recipe->gnuTriple, "aarch64-linux-gnu");
    use("", "specs/acme-board.json");
    const auto file = planImage(asked, m_engine);
    ASSERT_OK(file);
    EXPECT_EQ(file->recipe, planned->recipe);
}

TEST_F(ImagePlans, BuildADockerfileUponTheBaseThatItAsksFor)
{
    m_dir.write("ci/Dockerfile", "ARG CROSS_BASE_IMAGE\nFROM $CROSS_BASE_IMAGE\nRUN true\n");
    use("[target.aarch64-unknown-linux-gnu.dockerfile]\nfile = 'ci/Dockerfile'\nbuild-args = { A = 'b c' }\n");
    const auto planned = plan();
    EXPECT_THAT(kinds(planned), ElementsAre("recipe", "build"));
    const auto said = words(planned.steps[1]);
    EXPECT_THAT(said, HasSubstr("<build><--tag><localhost/crossyard/aarch64-unknown-linux-gnu:dockerfile-"));
    EXPECT_THAT(said, HasSubstr("<--build-arg><A=b c>"));
    EXPECT_THAT(said, HasSubstr("<--build-arg><CROSS_DEB_ARCH=arm64>"));
    EXPECT_THAT(said, HasSubstr("<--build-arg><CROSS_BASE_IMAGE=" + planned.steps[0].result + ">"));
    EXPECT_TRUE(
        said.ends_with("<--file><" + toUtf8(m_dir.path() / "ci/Dockerfile") + "><" + toUtf8(m_dir.path()) + ">"))
        << said;
    EXPECT_EQ(planned.reference, planned.steps[1].result);
}

TEST_F(ImagePlans, NeedNoBaseForADockerfileThatNamesItsOwn)
{
    m_dir.write("Dockerfile", "FROM debian:bookworm\n");
    m_dir.write("context/x", "");
    use("[build.dockerfile]\nfile = 'Dockerfile'\ncontext = 'context'\n", "sparc-unknown-none-elf");
    const auto planned = plan();
    EXPECT_THAT(kinds(planned), ElementsAre("build"));
    EXPECT_FALSE(planned.recipe);
    EXPECT_THAT(words(planned.steps[0]), Not(HasSubstr("CROSS_BASE_IMAGE")));
    EXPECT_THAT(words(planned.steps[0]), HasSubstr("<" + toUtf8(m_dir.path() / "context") + ">"));
}

TEST_F(ImagePlans, FailWhereTheDockerfileOrItsContextIsNotThere)
{
    use("[build.dockerfile]\nfile = 'Dockerfile'\ncontext = 'context'\n");
    auto error = planError();
    EXPECT_EQ(error.code, ErrorCode::NotFound);
    ASSERT_TRUE(error.place);
    EXPECT_EQ(error.place->line, 2);
    m_dir.write("Dockerfile", "FROM x\n");
    error = planError();
    EXPECT_THAT(error.message, HasSubstr("context"));
    EXPECT_EQ(error.place->line, 3);
}

TEST_F(ImagePlans, RunPreBuildUponTheDockerfilesImage)
{
    m_dir.write("Dockerfile", "FROM debian:bookworm\n");
    use("[build]\npre-build = ['a $CROSS_DEB_ARCH', 'b']\ndockerfile = 'Dockerfile'\n");
    const auto planned = plan();
    EXPECT_THAT(kinds(planned), ElementsAre("build", "build"));
    const auto &step = planned.steps[1];
    EXPECT_EQ(step.from, planned.steps[0].result);
    EXPECT_THAT(step.files.at("Dockerfile"), testing::StartsWith("FROM " + planned.steps[0].result + "\n"));
    EXPECT_THAT(words(step), HasSubstr("<--build-arg><CROSS_DEB_ARCH=arm64>"));
    EXPECT_THAT(words(step), HasSubstr("<--build-arg><CROSS_CMD=a $CROSS_DEB_ARCH\nb>"));
}

TEST_F(ImagePlans, WarnOfPreBuildLinesWhoseFailureNobodySees)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'x:1'\npre-build = ['apt-get update', 'apt-get install y']\n");
    const auto findings = plan().findings;
    EXPECT_THAT(shortOf(findings), ElementsAre("warning unseen-failure Cross.toml:3:1"));
    EXPECT_THAT(findings[0].message, HasSubstr("`apt-get update`"));
    EXPECT_THAT(findings[0].hint, HasSubstr("set -e"));
}

TEST_F(ImagePlans, CopyAScriptOfPreBuildAndRunItWithTheTarget)
{
    m_dir.write("ci/pre.sh", "#!/bin/sh\n");
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'x:1'\npre-build = './ci/pre.sh'\n");
    has("x:1", "x");
    const auto planned = plan();
    ASSERT_THAT(kinds(planned), ElementsAre("build"));
    EXPECT_EQ(planned.steps[0].files.at("pre-build-script"), "#!/bin/sh\n");
    EXPECT_THAT(words(planned.steps[0]), HasSubstr("<CROSS_TARGET=aarch64-unknown-linux-gnu>"));
    ASSERT_OK(make(planned));
    const auto dockerfile = readFile(m_dir.path() / "engine/Dockerfile").value_or("");
    EXPECT_THAT(dockerfile, HasSubstr("COPY pre-build-script"));
    // Upon a name that nobody else has, so that what podman leaves of a cancelled one is found.
    EXPECT_THAT(dockerfile, testing::StartsWith("FROM localhost/crossyard/building-"));
    EXPECT_FALSE(
        fs::exists(m_dir.path() / "engine/images" / fileName(dockerfile.substr(5, dockerfile.find('\n') - 5))));
    EXPECT_THAT(plan().steps, IsEmpty());
    m_dir.write("ci/pre.sh", "#!/bin/sh\ntrue\n");
    EXPECT_THAT(kinds(plan()), ElementsAre("build"));
}

TEST_F(ImagePlans, MakeNothingWhereNothingChanged)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'x:1'\npre-build = ['set -e', 'a']\n");
    has("x:1", "x");
    auto made = make(plan());
    ASSERT_OK(made);
    const auto planned = plan();
    EXPECT_THAT(planned.steps, IsEmpty());
    EXPECT_EQ(planned.digest, *made);
    // The same name, another image.
    has("x:1", "y");
    EXPECT_THAT(kinds(plan()), ElementsAre("build"));
    ASSERT_OK(make(plan()));
    EXPECT_THAT(plan().steps, IsEmpty());
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'x:1'\npre-build = ['set -e', 'b']\n");
    EXPECT_THAT(kinds(plan()), ElementsAre("build"));
}

TEST_F(ImagePlans, MakeAnImageOnceThatTwoWant)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'x:1'\npre-build = ['a']\n");
    has("x:1", "x");
    const auto first = plan(), second = plan();
    auto one = make(first), two = make(second);
    ASSERT_OK(one);
    ASSERT_OK(two);
    EXPECT_EQ(*one, *two);
    std::string text = log();
    EXPECT_EQ(text.find("<build>"), text.rfind("<build>"));
}

TEST_F(ImagePlans, TellOfABuildThatFails)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'x:1'\npre-build = ['a']\n");
    has("x:1", "x");
    m_dir.write("engine/fails", "");
    const auto planned = plan();
    const auto made = make(planned);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::ToolFailed);
    EXPECT_THAT(made.error().message, HasSubstr("step 2 failed"));
    EXPECT_THAT(kinds(plan()), ElementsAre("build"));
}

TEST_F(ImagePlans, PassTheUsersOptionsToTheBuild)
{
    use("[target.aarch64-unknown-linux-gnu]\nimage = 'x:1'\npre-build = ['a']\n");
    m_engine.buildOptions = {"--network=host"};
    auto asked = request();
    asked.buildOptions = {"--squash"};
    auto planned = planImage(asked, m_engine);
    ASSERT_OK(planned);
    EXPECT_THAT(words(planned->steps.back()), testing::StartsWith("<build><--network=host>"));
    EXPECT_THAT(words(planned->steps.back()), HasSubstr("<--squash><.>"));
}

TEST_F(ImagePlans, ListOursTheNewestFirst)
{
    m_dir.write("engine/listed", "sha256_a\nsha256_b\nsha256_a\n");
    has("sha256_a", "a", "amd64", R"("org.crossyard.target":"t","org.crossyard.release":"bookworm")");
    has("sha256_b", "b", "amd64", R"("org.crossyard.target":"")");
    m_dir.write("engine/images/sha256_b", "b amd64 2026-02-01T00:00:00Z\n");
    auto images = listImages(m_engine);
    ASSERT_OK(images);
    ASSERT_EQ(images->size(), 2U);
    EXPECT_EQ(images->at(0).id, "sha256:b");
    EXPECT_EQ(images->at(1).target, "t");
    EXPECT_EQ(images->at(1).release, "bookworm");
    EXPECT_EQ(images->at(1).size, 7U);
    EXPECT_THAT(log(), HasSubstr("<--filter><label=org.crossyard.recipe>"));
    m_dir.write("engine/listed", "");
    EXPECT_THAT(listImages(m_engine).value(), IsEmpty());
}

TEST_F(ImagePlans, RemoveNothingThatIsNotOurs)
{
    has("theirs:1", "t");
    auto removed = removeImage({.id = "sha256:t", .reference = "theirs:1"}, m_engine);
    ASSERT_FALSE(removed);
    EXPECT_EQ(removed.error().code, ErrorCode::BadInput);
    has("ours:1", "o", "amd64", R"("org.crossyard.recipe":"k")");
    m_dir.write("engine/used", "");
    removed = removeImage({.id = "sha256:o", .reference = "ours:1"}, m_engine);
    ASSERT_FALSE(removed);
    EXPECT_EQ(removed.error().code, ErrorCode::ToolFailed);
    EXPECT_THAT(removed.error().message, HasSubstr("in use by a container"));
    fs::remove(m_dir.path() / "engine/used");
    EXPECT_OK(removeImage({.id = "sha256:o", .reference = "ours:1"}, m_engine));
    EXPECT_OK(removeImage({.id = "sha256:o", .reference = "ours:1"}, m_engine)); // not there any more
}

} // namespace
} // namespace crossyard::container
