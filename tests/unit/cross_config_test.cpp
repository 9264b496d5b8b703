// SPDX-License-Identifier: MIT OR Apache-2.0
// Every key of Cross.toml in each of its forms, and what is found wrong with a file.
#include "container/config/cross_checks.h"
#include "container/config/cross_keys.h"
#include "cross_world.h"

namespace crossyard::container {
namespace {

const std::string section = "[target.aarch64-unknown-linux-gnu]\n";

// The settings of the target, of a file that has just its table.
CrossSection target(const std::string &lines, Dialect dialect = Dialect::Main)
{
    const auto config = read(section + lines, dialect);
    EXPECT_EQ(config.findings, std::vector<Finding>{});
    const auto *found = config.files.empty() ? nullptr : config.files[0].section(arm64);
    EXPECT_TRUE(found);
    return found ? *found : CrossSection{};
}

CrossSection build(const std::string &lines, Dialect dialect = Dialect::Main)
{
    const auto config = read("[build]\n" + lines, dialect);
    EXPECT_EQ(config.findings, std::vector<Finding>{});
    return config.files.empty() ? CrossSection{} : config.files[0].build;
}

// What is found in a file; hints in the same order.
std::vector<Finding> found(const std::string &text, Dialect dialect = Dialect::Main)
{
    return read(text, dialect).findings;
}

template <class T> Written<T> at(T value, int line, int column = 1)
{
    return {std::move(value), {"/p/Cross.toml", line, column}};
}

TEST(CrossConfig, readsBuildStd)
{
    EXPECT_EQ(target("build-std = true").buildStd, at(BuildStd{true, {}}, 2));
    EXPECT_EQ(build("\n  build-std = false").buildStd, at(BuildStd{false, {}}, 3, 3));
    EXPECT_EQ(build("build-std = ['core', 'alloc']").buildStd, at(BuildStd{true, {"core", "alloc"}}, 2));
    EXPECT_EQ(build("build-std = []").buildStd, at(BuildStd{false, {}}, 2));
    EXPECT_EQ(build("build-std = true", Dialect::Release).buildStd, at(BuildStd{true, {}}, 2));
}

TEST(CrossConfig, readsXargoOfTheRelease)
{
    EXPECT_EQ(target("xargo = true", Dialect::Release).xargo, at(true, 2));
    EXPECT_EQ(build("xargo = false", Dialect::Release).xargo, at(false, 2));
}

TEST(CrossConfig, readsZigInItsThreeForms)
{
    EXPECT_EQ(build("zig = true").zig, at(true, 2));
    EXPECT_EQ(build("zig = true").zigVersion, std::nullopt);
    const auto version = target("zig = '2.17'");
    EXPECT_EQ(version.zig, at(true, 2));
    EXPECT_EQ(version.zigVersion, at(std::string("2.17"), 2));
    const auto table = target("zig = { enable = false, version = '2.28', image = 'mine:1' }");
    EXPECT_EQ(table.zig, at(false, 2, 9));
    EXPECT_EQ(table.zigVersion, at(std::string("2.28"), 2, 25));
    EXPECT_EQ(table.zigImage, at(Image{"mine:1", {}}, 2, 43));
    const auto header = build("[build.zig]\nversion = '2.17'\nimage = { name = ':edge', toolchain = ['linux/amd64'] }");
    EXPECT_EQ(header.zig, std::nullopt);
    EXPECT_EQ(header.zigVersion, at(std::string("2.17"), 3));
    EXPECT_EQ(header.zigImage, at(Image{":edge", {defaultPlatform()}}, 4));
}

TEST(CrossConfig, readsDefaultTarget)
{
    EXPECT_EQ(build("default-target = 'x86_64-unknown-linux-gnu'").defaultTarget,
              at(std::string("x86_64-unknown-linux-gnu"), 2));
}

TEST(CrossConfig, readsPreBuildAsListAndAsText)
{
    EXPECT_EQ(target("pre-build = ['apt-get update']").preBuild,
              at(PreBuild{PreBuild::Form::Commands, {"apt-get update"}}, 2));
    EXPECT_EQ(build("pre-build = ['set -e', 'a', 'b']").preBuild,
              at(PreBuild{PreBuild::Form::Commands, {"set -e", "a", "b"}}, 2));
    EXPECT_EQ(build("pre-build = []").preBuild, at(PreBuild{PreBuild::Form::Commands, {}}, 2));
    EXPECT_EQ(target("pre-build = './prepare.sh'").preBuild, at(PreBuild{PreBuild::Form::Text, {"./prepare.sh"}}, 2));
}

TEST(CrossConfig, readsDockerfileAsTextAndAsTable)
{
    EXPECT_EQ(build("dockerfile = 'docker/F'").dockerfile, at(std::string("docker/F"), 2));
    const auto table = target("[target.aarch64-unknown-linux-gnu.dockerfile]\nfile = 'F'\ncontext = 'sub'\nbuild-args "
                              "= { A = 'x', 'b c' = '' }");
    EXPECT_EQ(table.dockerfile, at(std::string("F"), 3));
    EXPECT_EQ(table.dockerfileContext, at(std::string("sub"), 4));
    EXPECT_EQ(table.buildArgs, (std::map<std::string, Written<std::string>>{{"A", at(std::string("x"), 5, 16)},
                                                                            {"b c", at(std::string(), 5, 25)}}));
}

TEST(CrossConfig, readsPassthroughAndVolumes)
{
    const auto env = target("env.passthrough = ['A',\n 'B=1=2']\nenv.volumes = ['V', 'W=/w']");
    ASSERT_TRUE(env.passthrough);
    EXPECT_EQ(env.passthrough->place, (Place{"/p/Cross.toml", 2, 5}));
    EXPECT_EQ(env.passthrough->value, (std::vector<VariableEntry>{{"A", Origin::file({"/p/Cross.toml", 2, 20})},
                                                                  {"B=1=2", Origin::file({"/p/Cross.toml", 3, 2})}}));
    EXPECT_EQ(env.passthrough->value[1].name(), "B");
    EXPECT_EQ(env.passthrough->value[1].value(), "1=2");
    EXPECT_EQ(env.passthrough->value[0].value(), std::nullopt);
    ASSERT_TRUE(env.volumes);
    EXPECT_EQ(textsOf(env.volumes->value), (Strings{"V", "W=/w"}));
    const auto ofBuild = build("[build.env]\npassthrough = []\nvolumes = ['X']");
    ASSERT_TRUE(ofBuild.passthrough && ofBuild.volumes);
    EXPECT_EQ(textsOf(ofBuild.passthrough->value), Strings{});
    EXPECT_EQ(textsOf(ofBuild.volumes->value), Strings{"X"});
}

TEST(CrossConfig, readsImageInAllForms)
{
    for (const char *name : {"repo/img:tag", ":tag", "@sha256:0123", "-centos"})
        EXPECT_EQ(target(std::format("image = '{}'", name)).image, at(Image{name, {}}, 2));
    EXPECT_EQ(target("image = 'repo/img:tag'", Dialect::Release).image, at(Image{"repo/img:tag", {}}, 2));
    EXPECT_EQ(target("[target.aarch64-unknown-linux-gnu.image]\nname = 'i'\n"
                     "toolchain = ['aarch64-apple-darwin', 'linux/arm/v7=armv7-unknown-linux-gnueabihf']")
                  .image,
              at(Image{"i",
                       {{"darwin", "arm64", "", "aarch64-apple-darwin"},
                        {"linux", "arm", "v7", "armv7-unknown-linux-gnueabihf"}}},
                 2, 35));
}

TEST(CrossConfig, readsRunner)
{
    for (const char *runner : {"native", "qemu-user", "qemu-system"})
        EXPECT_EQ(target(std::format("runner = '{}'", runner)).runner, at(std::string(runner), 2));
}

TEST(ImagePlatform, isReadInAllForms)
{
    const std::pair<const char *, const char *> cases[] = {
        {"x86_64-unknown-linux-gnu", "linux/amd64=x86_64-unknown-linux-gnu"},
        {"x86_64-pc-windows-msvc", "windows/amd64=x86_64-pc-windows-msvc"},
        {"aarch64-linux-android", "android/arm64=aarch64-linux-android"},
        {"arm-unknown-linux-gnueabihf", "linux/arm/v6=arm-unknown-linux-gnueabihf"},
        {"armv7-unknown-linux-musleabihf", "linux/arm/v7=armv7-unknown-linux-musleabihf"},
        {"riscv64gc-unknown-linux-gnu", "linux/riscv64=riscv64gc-unknown-linux-gnu"},
        {"linux/amd64", "linux/amd64=x86_64-unknown-linux-gnu"},
        {"linux/arm64", "linux/arm64=aarch64-unknown-linux-gnu"},
        {"linux/arm64/v8", "linux/arm64=aarch64-unknown-linux-gnu"},
        {"macos/aarch64=aarch64-apple-darwin", "darwin/arm64=aarch64-apple-darwin"},
        {"linux/arm64/v8=aarch64-unknown-linux-musl", "linux/arm64/v8=aarch64-unknown-linux-musl"},
    };
    for (const auto &[text, whole] : cases) {
        const auto platform = parseImagePlatform(text);
        ASSERT_OK(platform);
        EXPECT_EQ(platform->toText(), whole);
    }
    for (const char *text :
         {"", "x86_64", "i686-unknown-linux-gnu", "x86_64-unknown-none", "linux=x86_64-unknown-linux-gnu",
          "linux/amd64=", "linux//v7=a-b", "plan9/amd64=a-b", "linux/amd64/v1/x=a-b"})
        EXPECT_FALSE(parseImagePlatform(text)) << text;
}

TEST(ImageReference, isMadeWhole)
{
    EXPECT_EQ(fullReference(":edge", arm64, Dialect::Main), "ghcr.io/cross-rs/aarch64-unknown-linux-gnu:edge");
    EXPECT_EQ(fullReference("@sha256:1", arm64, Dialect::Main), "ghcr.io/cross-rs/aarch64-unknown-linux-gnu@sha256:1");
    EXPECT_EQ(fullReference("-centos", arm64, Dialect::Main), "ghcr.io/cross-rs/aarch64-unknown-linux-gnu:main-centos");
    EXPECT_EQ(fullReference("-centos", arm64, Dialect::Release),
              "ghcr.io/cross-rs/aarch64-unknown-linux-gnu:0.2.5-centos");
    EXPECT_EQ(fullReference("localhost/x", arm64, Dialect::Main), "localhost/x");
}

TEST(CrossFindings, tellWhatTomlIsNot)
{
    const auto config = readCrossConfig(inputsOf("[build]\nxargo = \n"), Dialect::Release);
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().code, ErrorCode::Parse);
    EXPECT_EQ(config.error().place->file, fs::path("/p/Cross.toml"));
    EXPECT_EQ(config.error().place->line, 2);
    const auto cargo = readCrossConfig(inputsOf("", "[package\n"), Dialect::Release);
    ASSERT_FALSE(cargo);
    EXPECT_EQ(cargo.error().place->file, fs::path("/p/Cargo.toml"));
}

TEST(CrossFindings, tellUnknownKeysWithTheirMend)
{
    struct Case {
        const char *text;
        const char *origin;
        const char *hint;
    };
    const Case cases[] = {
        {"[build]\npre_build = []\n", "Cross.toml:2:1", "write `pre-build`"},
        {"[build]\nDockerFile = ''\n", "Cross.toml:2:1", "write `dockerfile`"},
        {"[build.env]\npasstrough = []\n", "Cross.toml:2:1", "write `passthrough`"},
        {"[target.x86_64-unknown-linux-gnu]\nimge = ''\n", "Cross.toml:2:1", "write `image`"},
        {"[target.x86_64-unknown-linux-gnu]\npassthrough = []\n", "Cross.toml:2:1",
         "it belongs into `[target.x86_64-unknown-linux-gnu.env]`"},
        {"[target.\"thumbv8m.main-none-eabi\"]\nvolumes = []\n", "Cross.toml:2:1",
         "it belongs into `[target.\"thumbv8m.main-none-eabi\".env]`"},
        {"[target.x86_64-unknown-linux-gnu]\ncontext = '.'\n", "Cross.toml:2:1",
         "it belongs into `[target.x86_64-unknown-linux-gnu.dockerfile]`"},
        {"[target.x86_64-unknown-linux-gnu]\ndefault-target = ''\n", "Cross.toml:2:1", "it belongs into `[build]`"},
        {"[build]\nimage = ''\n", "Cross.toml:2:1", "it belongs into `[target.TRIPLE]`"},
        {"[build]\nrunner = 'native'\n", "Cross.toml:2:1", "it belongs into `[target.TRIPLE]`"},
        {"[env]\npassthrough = []\n", "Cross.toml:1:2", "it belongs into `[build]`"},
        {"passthrough = []\n", "Cross.toml:1:1", "it belongs into `[build.env]`"},
        {"image = ''\n", "Cross.toml:1:1", "it belongs into `[target.TRIPLE]`"},
        {"[targets.x]\n", "Cross.toml:1:2", "write `target`"},
        {"[build.env]\ndockerfile = ''\n", "Cross.toml:2:1", "it belongs into `[build]`"},
        {"[build.env]\nimage = ''\n", "Cross.toml:2:1", "it belongs into `[target.TRIPLE]`"},
        {"[target.x86_64-unknown-linux-gnu.env]\nimage = ''\n", "Cross.toml:2:1",
         "it belongs into `[target.x86_64-unknown-linux-gnu]`"},
        {"[target.x86_64-unknown-linux-gnu.env]\nPKG_CONFIG_ALLOW_CROSS = \"1\"\n", "Cross.toml:2:1",
         "a variable for the container is written `passthrough = [\"PKG_CONFIG_ALLOW_CROSS=1\"]`"},
        {"[build.env]\nssh_agent_passthrough = true\n", "Cross.toml:2:1",
         "remove it, or write one of passthrough, volumes"},
        {"[build.dockerfile]\nfile = ''\nbuild_args = {}\n", "Cross.toml:3:1", "write `build-args`"},
        {"[build]\ndockerfile = { file = '', pre-build = '' }\n", "Cross.toml:2:27", "it belongs into `[build]`"},
        {"[build]\nzig = { enabled = true }\n", "Cross.toml:2:9", "write `enable`"},
        {"[target.x86_64-unknown-linux-gnu]\nimage = { name = 'i', toolchain = [], toolchains = [] }\n",
         "Cross.toml:2:39", "write `toolchain`"},
    };
    for (const auto &[text, origin, hint] : cases) {
        const auto findings = found(text);
        EXPECT_EQ(shortOf(findings), Strings{std::format("warning unknown-key {}", origin)}) << text;
        EXPECT_EQ(hintsOf(findings), Strings{hint}) << text;
    }
}

TEST(CrossFindings, tellKeysOfTheOtherDialect)
{
    const auto zig = found("[build]\nzig = true\n[target.x86_64-unknown-linux-gnu]\nzig = '2.17'\n", Dialect::Release);
    EXPECT_EQ(shortOf(zig), (Strings{"warning other-dialect Cross.toml:2:1", "warning other-dialect Cross.toml:4:1"}));
    EXPECT_EQ(zig[0].message, "`build.zig` is a key of cross's main branch; cross 0.2.5 passes over it");
    EXPECT_EQ(zig[0].hint, "it takes cross's main branch: --dialect main");
    const auto xargo = found("[build]\nxargo = true\n");
    EXPECT_EQ(shortOf(xargo), Strings{"warning other-dialect Cross.toml:2:1"});
    EXPECT_EQ(xargo[0].hint, "`build-std` has taken its place");
}

TEST(CrossFindings, tellFormsOfTheMainBranchAndReadThem)
{
    const auto config =
        read(section + "build-std = ['core']\nimage = { name = 'i', toolchain = [] }\n", Dialect::Release);
    EXPECT_EQ(shortOf(config.findings),
              (Strings{"warning other-dialect Cross.toml:2:1", "warning other-dialect Cross.toml:3:1"}));
    const auto *read = config.files[0].section(arm64);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->buildStd, at(BuildStd{true, {"core"}}, 2));
    EXPECT_EQ(read->image, at(Image{"i", {}}, 3));
    for (const char *name : {":main", "@sha256:1", "-centos"}) {
        const auto tag = found(section + std::format("image = '{}'\n", name), Dialect::Release);
        EXPECT_EQ(shortOf(tag), Strings{"warning other-dialect Cross.toml:2:1"});
        EXPECT_EQ(tag[0].hint, "write the whole name, with ghcr.io/cross-rs/ and the target in front");
    }
}

TEST(CrossFindings, tellWrongTypes)
{
    const std::pair<const char *, const char *> cases[] = {
        {"build = 1", "`build` must be a table, but is an integer"},
        {"target = []", "`target` must be a table, but is an array"},
        {"target.a-b-c = ''", "`target.a-b-c` must be a table, but is a string"},
        {"build.build-std = 1", "`build.build-std` must be a boolean or an array of strings, but is an integer"},
        {"build.build-std = [1]", "`build.build-std` must be an array of strings, but is an integer"},
        {"build.zig = 1.5", "`build.zig` must be a boolean, a string or a table, but is a number"},
        {"build.zig.enable = 'x'", "`build.zig.enable` must be a boolean, but is a string"},
        {"build.zig.version = 2.17", "`build.zig.version` must be a string, but is a number"},
        {"build.zig.image = 1", "`build.zig.image` must be a string or a table, but is an integer"},
        {"build.default-target = ['x']", "`build.default-target` must be a string, but is an array"},
        {"build.pre-build = true", "`build.pre-build` must be a string or an array of strings, but is a boolean"},
        {"build.pre-build = [['x']]", "`build.pre-build` must be an array of strings, but is an array"},
        {"build.dockerfile = true", "`build.dockerfile` must be a string or a table, but is a boolean"},
        {"build.dockerfile = { file = 1 }", "`build.dockerfile.file` must be a string, but is an integer"},
        {"build.dockerfile = { file = '', context = 1 }",
         "`build.dockerfile.context` must be a string, but is an integer"},
        {"build.dockerfile = { file = '', build-args = ['A=1'] }",
         "`build.dockerfile.build-args` must be a table, but is an array"},
        {"build.env = []", "`build.env` must be a table, but is an array"},
        {"build.env.passthrough = 'A'", "`build.env.passthrough` must be an array of strings, but is a string"},
        {"build.env.volumes = { A = '/a' }", "`build.env.volumes` must be an array of strings, but is a table"},
        {"target.a-b-c.image = []", "`target.a-b-c.image` must be a string or a table, but is an array"},
        {"target.a-b-c.image = { name = 1, toolchain = [] }",
         "`target.a-b-c.image.name` must be a string, but is an integer"},
        {"target.a-b-c.image = { name = 'i', toolchain = 'x' }",
         "`target.a-b-c.image.toolchain` must be an array of strings, but is a string"},
        {"target.a-b-c.runner = 1", "`target.a-b-c.runner` must be a string, but is an integer"},
    };
    for (const auto &[text, message] : cases) {
        const auto findings = found(text);
        ASSERT_EQ(findings.size(), 1U) << text;
        EXPECT_EQ(findings[0].id, "wrong-type");
        EXPECT_EQ(findings[0].severity, Finding::Severity::Error);
        EXPECT_EQ(findings[0].message, message);
        EXPECT_EQ(findings[0].origin.place.line, 1);
    }
    EXPECT_EQ(hintsOf(found("build.env.passthrough = 'A'")), Strings{"write `[\"A\"]`"});
    EXPECT_EQ(hintsOf(found("build.xargo = 'true'", Dialect::Release)), Strings{"write `true` without quotes"});
    const auto argument = found("build.dockerfile = { file = '', build-args = { A = 1 } }");
    ASSERT_EQ(argument.size(), 1U);
    EXPECT_EQ(argument[0].message, "`build.dockerfile.build-args.A` must be a string, but is an integer");
    // The rest of the file counts.
    EXPECT_EQ(read("build.xargo = 1\nbuild.build-std = true\n", Dialect::Release).files[0].build.buildStd,
              at(BuildStd{true, {}}, 2, 7));
}

TEST(CrossFindings, tellMissingKeysOfTables)
{
    EXPECT_EQ(shortOf(found("[build]\ndockerfile = { context = '.' }")), Strings{"error missing-key Cross.toml:2:1"});
    EXPECT_EQ(shortOf(found(section + "image = { name = 'i' }")), Strings{"error missing-key Cross.toml:2:1"});
    EXPECT_EQ(shortOf(found(section + "image = { toolchain = [] }")), Strings{"error missing-key Cross.toml:2:1"});
    EXPECT_EQ(shortOf(found(section + "image = ''")), Strings{"error empty-value Cross.toml:2:1"});
    EXPECT_EQ(shortOf(found(section + "image = { name = 'i', toolchain = ['x86_64-unknown-none'] }")),
              Strings{"error invalid-platform Cross.toml:2:36"});
}

TEST(CrossFindings, tellTriplesWithDotsAndNoQuotes)
{
    const auto findings = found("[target.thumbv8m.main-none-eabi]\nimage = 'i'\n\n"
                                "[target.thumbv8m.base-none-eabi.env]\npassthrough = ['A']\n");
    EXPECT_EQ(shortOf(findings),
              (Strings{"warning unquoted-target Cross.toml:1:18", "warning unquoted-target Cross.toml:4:18"}));
    EXPECT_EQ(hintsOf(findings), (Strings{"write `[target.\"thumbv8m.main-none-eabi\"]`",
                                          "write `[target.\"thumbv8m.base-none-eabi\"]`"}));
    const auto config = read("[target.thumbv8m.main-none-eabi]\nimage = 'i'\n");
    EXPECT_TRUE(config.files[0].targets.empty());
    const auto quoted = read("[target.\"thumbv8m.main-none-eabi\"]\nimage = 'i'\n");
    EXPECT_TRUE(quoted.findings.empty());
    ASSERT_TRUE(quoted.files[0].section("thumbv8m.main-none-eabi"));
}

TEST(CrossFindings, tellMisspeltTargets)
{
    const std::pair<const char *, const char *> cases[] = {
        {"[target.x86-64-unknown-linux-gnu]\n", "did you mean `[target.x86_64-unknown-linux-gnu]`?"},
        {"[target.aarch64_unknown_linux_gnu]\n", "did you mean `[target.aarch64-unknown-linux-gnu]`?"},
        {"[target.AArch64-Unknown-Linux-GNU]\n", "did you mean `[target.aarch64-unknown-linux-gnu]`?"},
        {"[target.aarch64-unknow-linux-gnu]\n", "did you mean `[target.aarch64-unknown-linux-gnu]`?"},
        {"[target.thumbv8m_main-none-eabi]\n", "did you mean `[target.\"thumbv8m.main-none-eabi\"]`?"},
        {"[build]\ndefault-target = 'armv7-unknown-linux-gnuabihf'\n",
         "did you mean \"armv7-unknown-linux-gnueabihf\"?"},
    };
    for (const auto &[text, hint] : cases) {
        const auto findings = found(text);
        ASSERT_EQ(findings.size(), 1U) << text;
        EXPECT_EQ(findings[0].id, "misspelt-target");
        EXPECT_EQ(findings[0].hint, hint);
    }
    // A vendor's own target is none of the compiler's.
    EXPECT_TRUE(found("[target.aarch64-acme-linux-gnu]\nimage = 'i'\n").empty());
    CrossInputs unknown = inputsOf("[target.x86-64-unknown-linux-gnu]\n");
    unknown.knownTargets.clear();
    EXPECT_TRUE(read(unknown).findings.empty());
}

TEST(CrossFindings, tellNamesThatCannotBePassed)
{
    const auto one = [](const std::string &word, Dialect dialect = Dialect::Main) {
        return shortOf(found("[build.env]\npassthrough = ['" + word + "']\n", dialect));
    };
    EXPECT_EQ(one("CROSS_RUNNER"), Strings{"error reserved-variable Cross.toml:2:16"});
    EXPECT_EQ(one("CROSS_RUNNER=native"), Strings{"error reserved-variable Cross.toml:2:16"});
    for (const char *name :
         {"CARGO_HOME", "CARGO_TARGET_DIR=/t", "USER", "CROSS_RUSTC_MINOR_VERSION", "CROSS_RUST_SYSROOT"})
        EXPECT_EQ(one(name), Strings{"warning reserved-variable Cross.toml:2:16"}) << name;
    for (const char *name : {"PKG_CONFIG_ALLOW_CROSS", "XARGO_HOME"}) {
        EXPECT_EQ(one(name, Dialect::Release), Strings{"warning reserved-variable Cross.toml:2:16"}) << name;
        EXPECT_EQ(one(name), Strings{}) << name;
    }
    EXPECT_EQ(one("CROSS_RUST_SYSROOT", Dialect::Release), Strings{});
    for (const char *name : {"A B", "A,B", "", "=x", "A-B=1", "$A"})
        EXPECT_EQ(one(name), Strings{"warning variable-name Cross.toml:2:16"}) << name;
    EXPECT_EQ(one("A_1=any thing, at = all"), Strings{});
    EXPECT_EQ(shortOf(found("[build.env]\nvolumes = ['CROSS_RUNNER']\n")),
              Strings{"error reserved-variable Cross.toml:2:12"});
}

TEST(CrossFindings, tellRunnersThatAreNone)
{
    const auto findings = found(section + "runner = 'qemu_user'\n");
    EXPECT_EQ(shortOf(findings), Strings{"error invalid-runner Cross.toml:2:1"});
    EXPECT_EQ(findings[0].hint, "write \"qemu-user\"");
    EXPECT_EQ(found(section + "runner = 'wine'\n")[0].hint, "it is \"native\", \"qemu-user\" or \"qemu-system\"");
}

TEST(CrossFindings, tellFailuresThatNobodyHearsOf)
{
    const auto ids = [](const std::string &value) { return shortOf(found("[build]\npre-build = " + value + "\n")); };
    const Strings told{"warning unheard-failure Cross.toml:2:1"};
    EXPECT_EQ(ids("['a', 'b']"), told);
    EXPECT_EQ(ids("['a\\nb']"), Strings{}); // a literal string: one line
    EXPECT_EQ(ids("[\"a\\nb\"]"), told);
    EXPECT_EQ(ids("\"a\\nb\""), told);
    EXPECT_EQ(ids("['set -x', 'b']"), told);
    EXPECT_EQ(ids("['set -o pipefail', 'b']"), told);
    EXPECT_EQ(ids("['setup -e', 'b']"), told);
    for (const char *first : {"set -e", " set -eux", "set -x -e", "set -o errexit", "set -euo pipefail", "set -e; a",
                              "set -o pipefail -o errexit"})
        EXPECT_EQ(ids(std::format("['{}', 'b']", first)), Strings{}) << first;
    EXPECT_EQ(ids("['# why', '', 'a && b']"), Strings{});
    EXPECT_EQ(found("[build]\npre-build = ['a', 'b']\n")[0].hint, "write \"set -e\" as the first line");
}

TEST(CargoMetadata, isReadWhereTheDialectLooks)
{
    const std::string workspace = "[workspace]\n[workspace.metadata.cross.build]\nbuild-std = true\n";
    const auto main = read(inputsOf("", workspace));
    EXPECT_TRUE(main.findings.empty());
    ASSERT_EQ(main.files.size(), 1U);
    EXPECT_EQ(main.files[0].table, "workspace.metadata.cross");
    EXPECT_EQ(main.files[0].build.buildStd, (Written<BuildStd>{{true, {}}, {"/p/Cargo.toml", 3, 1}}));
    const auto release = read(inputsOf("", workspace), Dialect::Release);
    EXPECT_TRUE(release.files.empty());
    EXPECT_EQ(shortOf(release.findings), Strings{"warning other-dialect Cargo.toml:2:21"});

    const std::string package = "[package]\nname = 'p'\n[package.metadata.cross.build]\nbuild-std = true\n";
    for (const auto dialect : {Dialect::Release, Dialect::Main}) {
        const auto config = read(inputsOf("", package), dialect);
        ASSERT_EQ(config.files.size(), 1U);
        EXPECT_EQ(config.files[0].table, "package.metadata.cross");
        EXPECT_TRUE(config.findings.empty());
    }
    EXPECT_EQ(shortOf(read(inputsOf("", "[package]\nname = 'p'\nmetadata.cross = 1\n")).findings),
              Strings{"error wrong-type Cargo.toml:3:10"});
    EXPECT_TRUE(read(inputsOf("", "[package]\nname = 'p'\nmetadata = 1\n")).findings.empty());
    EXPECT_EQ(shortOf(read(inputsOf("", "[package.metadata.cross.build]\npre_build = []\n")).findings),
              Strings{"warning unknown-key Cargo.toml:2:1"});
}

TEST(CargoMetadata, isTakenFromOneMemberOnly)
{
    const std::string table = "[package.metadata.cross.build]\nbuild-std = true\n";
    CrossInputs inputs = inputsOf("", "[workspace]\n");
    inputs.memberManifests = {{"/p/a/Cargo.toml", "[package]\nname = 'zeta'\n" + table},
                              {"/p/b/Cargo.toml", "[package]\nname = 'alpha'\n" + table}};
    const auto config = read(inputs);
    ASSERT_EQ(config.files.size(), 1U);
    EXPECT_EQ(config.files[0].file, fs::path("/p/b/Cargo.toml")); // the first by name
    ASSERT_EQ(shortOf(config.findings), Strings{"warning second-metadata Cargo.toml:3:19"});
    EXPECT_EQ(config.findings[0].origin.place.file, fs::path("/p/a/Cargo.toml"));
    EXPECT_EQ(config.findings[0].hint,
              "move the settings to `[workspace.metadata.cross]` in the workspace's Cargo.toml");

    inputs.workspaceManifest = ConfigText{"/p/Cargo.toml", "[workspace.metadata.cross.build]\nbuild-std = false\n"};
    const auto both = read(inputs);
    ASSERT_EQ(both.files.size(), 1U);
    EXPECT_EQ(both.files[0].file, fs::path("/p/Cargo.toml"));
    EXPECT_EQ(shortOf(both.findings),
              (Strings{"warning second-metadata Cargo.toml:3:19", "warning second-metadata Cargo.toml:3:19"}));

    inputs.workspaceManifest = ConfigText{"/p/Cargo.toml", "[workspace]\n"};
    const auto release = read(inputs, Dialect::Release);
    EXPECT_TRUE(release.files.empty());
    EXPECT_EQ(shortOf(release.findings),
              (Strings{"warning other-dialect Cargo.toml:3:19", "warning other-dialect Cargo.toml:3:19"}));
}

TEST(CargoMetadata, isToldWhereCrossTomlSaysOtherwise)
{
    const auto config =
        read(inputsOf("[build]\nbuild-std = true\n[target.aarch64-unknown-linux-gnu]\nimage = 'a'\n",
                      "[workspace.metadata.cross]\nbuild.build-std = false\n"
                      "target.aarch64-unknown-linux-gnu.image = 'a'\nbuild.default-target = 'x-y-z'\n"));
    ASSERT_EQ(shortOf(config.findings), Strings{"warning two-files Cross.toml:2:1"});
    EXPECT_EQ(config.findings[0].message,
              "`build.build-std` is true here, but false in /p/Cargo.toml:2:7: this one counts, as cross documents it; "
              "its main branch takes the other");
}

TEST(Dialect, isGuessedFromWhatOnlyOneTakes)
{
    const auto guess = [](std::string_view crossToml, std::string_view cargoToml = {}) {
        const auto guessed = guessDialect(inputsOf(crossToml, cargoToml));
        EXPECT_OK(guessed);
        return guessed.value_or(DialectGuess{});
    };
    EXPECT_EQ(guess("[build]\nbuild-std = true\n").dialect, Dialect::Release);
    EXPECT_EQ(guess("").because, std::nullopt);
    EXPECT_EQ(guess("[build]\nxargo = true\n").dialect, Dialect::Release);
    const auto zig = guess("[build]\nzig = true\n");
    EXPECT_EQ(zig.dialect, Dialect::Main);
    ASSERT_TRUE(zig.because);
    EXPECT_EQ(shortOrigin(zig.because->origin), "Cross.toml:2:1");
    EXPECT_EQ(guess(section + "image = ':edge'\n").dialect, Dialect::Main);
    EXPECT_EQ(guess(section + "build-std = ['core']\n").dialect, Dialect::Main);
    EXPECT_EQ(guess("", "[workspace.metadata.cross]\n").dialect, Dialect::Main);
    // As much for the one as for the other: what `cargo install` brings.
    EXPECT_EQ(guess("[build]\nxargo = true\nzig = false\n").dialect, Dialect::Release);
    EXPECT_FALSE(guessDialect(inputsOf("[")));
    EXPECT_EQ(parseDialect("0.2.5").value(), Dialect::Release);
    EXPECT_EQ(parseDialect("main").value(), Dialect::Main);
    EXPECT_EQ(parseDialect("0.3").error().code, ErrorCode::Usage);
}

TEST(OwnImages, differBetweenTheDialects)
{
    EXPECT_EQ(targetsWithImages(Dialect::Release).size(), 54U);
    EXPECT_EQ(targetsWithImages(Dialect::Main).size(), 57U);
    EXPECT_TRUE(hasImage(arm64, Dialect::Release));
    EXPECT_TRUE(hasImage("thumbv8m.main-none-eabi", Dialect::Main));
    EXPECT_FALSE(hasImage("thumbv8m.main-none-eabi", Dialect::Release));
    EXPECT_TRUE(hasImage("mips-unknown-linux-musl", Dialect::Release));
    EXPECT_FALSE(hasImage("mips-unknown-linux-musl", Dialect::Main));
    EXPECT_EQ(ownImage(arm64, Dialect::Release), "ghcr.io/cross-rs/aarch64-unknown-linux-gnu:0.2.5");
    EXPECT_TRUE(std::ranges::is_sorted(targetsWithImages(Dialect::Main)));
}

} // namespace
} // namespace crossyard::container
