// SPDX-License-Identifier: MIT OR Apache-2.0
// What counts of all that files and variables say: precedence, key by key; and what is told of it.
#include "cross_world.h"

namespace crossyard::container {
namespace {

const std::string prefix = "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_";

TEST(CrossVariables, AreNamedAfterTheTarget)
{
    EXPECT_EQ(targetVariable(arm64, "IMAGE"), prefix + "IMAGE");
    EXPECT_EQ(targetVariable("thumbv8m.main-none-eabi", "RUNNER"), "CROSS_TARGET_THUMBV8M.MAIN_NONE_EABI_RUNNER");
    EXPECT_EQ(buildVariable("ZIG"), "CROSS_BUILD_ZIG");
    EXPECT_EQ(buildVariable("BUILD_STD"), "CROSS_BUILD_STD");
}

// Each key that has all four places: the target's variable, the target's table, the variable for all, [build].
struct FourPlaces {
    const char *key;      // in the file
    const char *variable; // behind the prefix
    Dialect dialect;
    const char *inFile[2];     // in the target's table, and in [build]
    const char *inVariable[2]; // of the target, and for all
    const char *shown[4];      // the four values, as they are shown
};

const FourPlaces fourPlaces[] = {
    {"build-std",
     "BUILD_STD",
     Dialect::Main,
     {"true", "['b']"},
     {"t,u", "0"},
     {"[\"t\", \"u\"]", "true", "false", "[\"b\"]"}},
    {"build-std", "BUILD_STD", Dialect::Release, {"true", "false"}, {"no", "0"}, {"true", "true", "false", "false"}},
    {"xargo", "XARGO", Dialect::Release, {"true", "false"}, {"false", "1"}, {"false", "true", "true", "false"}},
    {"zig.enable", "ZIG", Dialect::Main, {"true", "false"}, {"0", "yes"}, {"false", "true", "true", "false"}},
    {"zig.version", "ZIG_VERSION", Dialect::Main, {"'2'", "'4'"}, {"1", "3"}, {"\"1\"", "\"2\"", "\"3\"", "\"4\""}},
    {"zig.image", "ZIG_IMAGE", Dialect::Main, {"'i2'", "'i4'"}, {"i1", "i3"}, {"\"i1\"", "\"i2\"", "\"i3\"", "\"i4\""}},
    {"pre-build",
     "PRE_BUILD",
     Dialect::Main,
     {"['b']", "['d']"},
     {"set -e\na", "set -e\nc"},
     {"[\"set -e\", \"a\"]", "[\"b\"]", "[\"set -e\", \"c\"]", "[\"d\"]"}},
    {"dockerfile.file", "DOCKERFILE", Dialect::Main, {"'b'", "'d'"}, {"a", "c"}, {"\"a\"", "\"b\"", "\"c\"", "\"d\""}},
    {"dockerfile.context",
     "DOCKERFILE_CONTEXT",
     Dialect::Main,
     {"'b'", "'d'"},
     {"a", "c"},
     {"\"a\"", "\"b\"", "\"c\"", "\"d\""}},
    {"env.volumes",
     "ENV_VOLUMES",
     Dialect::Main,
     {"['B=/b']", "['D=/d']"},
     {"A=/a AA=/aa", "C=/c"},
     {"[\"A=/a\", \"AA=/aa\"]", "[\"B=/b\"]", "[\"C=/c\"]", "[\"D=/d\"]"}},
};

// What is said of the key, as it is shown; where it comes from; and what it wins over.
struct Said {
    std::string value;
    Strings origins;
    Strings lost;
};

template <class T> Said saidOf(const Setting<T> &setting)
{
    return {shown(setting.value), originsOf(setting), lostOf(setting)};
}

template <class T> Said saidOf(const Setting<std::optional<T>> &setting)
{
    return {setting.value ? shown(*setting.value) : "none", originsOf(setting), lostOf(setting)};
}

Said saidOf(const CrossSettings &settings, std::string_view key)
{
    if (key == "build-std")
        return saidOf(settings.buildStd);
    if (key == "xargo")
        return saidOf(settings.xargo);
    if (key == "zig.enable")
        return saidOf(settings.zig);
    if (key == "zig.version")
        return saidOf(settings.zigVersion);
    if (key == "zig.image")
        return saidOf(settings.zigImage);
    if (key == "pre-build")
        return saidOf(settings.preBuild);
    if (key == "dockerfile.file")
        return saidOf(settings.dockerfile);
    if (key == "dockerfile.context")
        return saidOf(settings.dockerfileContext);
    if (key == "env.volumes")
        return saidOf(settings.volumes);
    ADD_FAILURE() << key;
    return {};
}

TEST(CrossPrecedence, isTheTargetsVariableThenItsTableThenTheOthers)
{
    for (const auto &one : fourPlaces) {
        // Each of the 16 ways in which the four may be there.
        for (unsigned there = 0; there < 16; ++there) {
            SCOPED_TRACE(std::format("{} {}", one.key, there));
            Variables variables;
            if (there & 1U)
                variables[prefix + one.variable] = one.inVariable[0];
            if (there & 4U)
                variables[buildVariable(one.variable)] = one.inVariable[1];
            std::string text = "\n\n";
            if (there & 2U)
                text += std::format("[target.aarch64-unknown-linux-gnu]\n{} = {}\n", one.key, one.inFile[0]);
            if (there & 8U)
                text += std::format("[build]\n{} = {}\n", one.key, one.inFile[1]);
            const auto settings = settingsOf(text, variables, one.dialect);
            const auto said = saidOf(settings, one.key);
            Strings values;
            for (unsigned i = 0; i < 4; ++i) {
                if (there & (1U << i))
                    values.emplace_back(one.shown[i]);
            }
            ASSERT_EQ(said.origins.size(), values.empty() ? 0U : 1U);
            if (values.empty())
                continue;
            EXPECT_EQ(said.value, values.front());
            const auto winner = there & 1U   ? prefix + one.variable
                                : there & 2U ? "Cross.toml:4:"
                                : there & 4U ? buildVariable(one.variable)
                                             : "Cross.toml:4:";
            EXPECT_TRUE(said.origins.front().starts_with(winner)) << said.origins.front();
            ASSERT_EQ(said.lost.size(), values.size() - 1);
            for (std::size_t i = 1; i < values.size(); ++i)
                EXPECT_TRUE(said.lost[i - 1].starts_with(values[i] + " ")) << said.lost[i - 1];
        }
    }
}

TEST(CrossPrecedence, putsCrossTomlBeforeCargoTomlForEachKeyByItself)
{
    const auto config =
        read(inputsOf("[build]\nbuild-std = true\ndockerfile = { file = 'F', build-args = { A = '1' } }\n",
                      "[workspace.metadata.cross.build]\nbuild-std = false\n"
                      "dockerfile = { file = 'G', context = 'c', build-args = { A = '2', B = '3' } }\n"
                      "[workspace.metadata.cross.target.aarch64-unknown-linux-gnu]\nbuild-std = []\n"));
    const auto settings = settingsOf(config);
    // The target's table of the other file is nearer than [build] of Cross.toml.
    EXPECT_EQ(originsOf(settings.buildStd), Strings{"Cargo.toml:5:1"});
    EXPECT_EQ(lostOf(settings.buildStd), (Strings{"true Cross.toml:2:1", "false Cargo.toml:2:1"}));
    EXPECT_EQ(settings.dockerfile.value, "F");
    EXPECT_EQ(settings.dockerfileContext.value, "c");
    EXPECT_EQ(settings.buildArgs.value, (std::map<std::string, std::string>{{"A", "1"}, {"B", "3"}}));
    EXPECT_EQ(lostOf(settings.buildArgs).size(), 1U);
}

TEST(CrossPrecedence, isTheSameForWhatOnlyTargetsHave)
{
    const std::string text = "[target.aarch64-unknown-linux-gnu]\nimage = 'i'\nrunner = 'native'\n";
    const auto settings = settingsOf(text, {{prefix + "IMAGE", "v"}, {prefix + "RUNNER", "qemu-user"}});
    EXPECT_EQ(settings.image.value, (Image{"v", {}}));
    EXPECT_EQ(originsOf(settings.image), Strings{prefix + "IMAGE"});
    EXPECT_EQ(lostOf(settings.image), Strings{"\"i\" Cross.toml:2:1"});
    EXPECT_EQ(settings.runner.value, "qemu-user");
    EXPECT_EQ(lostOf(settings.runner), Strings{"\"native\" Cross.toml:3:1"});
    EXPECT_EQ(settingsOf(text).runner.value, "native");
    EXPECT_EQ(settingsOf(text, {}, Dialect::Main, "x86_64-unknown-linux-gnu").runner.value, std::nullopt);
}

TEST(CrossDefaults, areCrosssOwn)
{
    for (const auto dialect : {Dialect::Release, Dialect::Main}) {
        const auto settings = settingsOf("[build]\n", {}, dialect);
        EXPECT_EQ(settings.image.value, (Image{ownImage(arm64, dialect), {}}));
        EXPECT_TRUE(settings.image.isDefault());
        EXPECT_EQ(settings.buildStd.value, BuildStd{});
        EXPECT_FALSE(settings.xargo.value);
        EXPECT_FALSE(settings.zig.value);
        EXPECT_EQ(settings.zigImage.value, std::nullopt);
        EXPECT_EQ(settings.preBuild.value, std::nullopt);
        EXPECT_EQ(settings.runner.value, std::nullopt);
        EXPECT_TRUE(settings.passthrough.value.empty());
        EXPECT_TRUE(settings.findings.empty());
    }
}

TEST(CrossTarget, isThatOfTheCommandLineThenTheVariablesThenTheFile)
{
    const auto config = read("[build]\ndefault-target = 'x86_64-unknown-linux-musl'\n");
    const auto choose = [&](const Variables &variables, std::optional<std::string> asked = {}, std::string host = "h") {
        const auto settings = resolve(config, {lookupIn(variables), std::move(asked), std::move(host), {}});
        EXPECT_OK(settings);
        return settings ? saidOf(settings->target) : Said{};
    };
    const Variables both{{"CROSS_BUILD_TARGET", "armv7-unknown-linux-gnueabihf"}, {"CARGO_BUILD_TARGET", arm64}};
    auto said = choose(both, "x86_64-unknown-linux-gnu");
    EXPECT_EQ(said.value, "\"x86_64-unknown-linux-gnu\"");
    EXPECT_EQ(said.origins, Strings{"--target"});
    EXPECT_EQ(said.lost, (Strings{"\"armv7-unknown-linux-gnueabihf\" CROSS_BUILD_TARGET",
                                  "\"aarch64-unknown-linux-gnu\" CARGO_BUILD_TARGET",
                                  "\"x86_64-unknown-linux-musl\" Cross.toml:2:1"}));
    EXPECT_EQ(choose(both).origins, Strings{"CROSS_BUILD_TARGET"});
    EXPECT_EQ(choose({{"CARGO_BUILD_TARGET", arm64}}).origins, Strings{"CARGO_BUILD_TARGET"});
    EXPECT_EQ(choose({}).origins, Strings{"Cross.toml:2:1"});
    const auto host = resolve(read("[build]\n"), {lookupIn({}), {}, arm64, {}});
    ASSERT_OK(host);
    EXPECT_EQ(host->target.value, arm64);
    EXPECT_TRUE(host->target.isDefault());
    const auto none = resolve(read("[build]\n"), {lookupIn({}), {}, {}, {}});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::Usage);
}

TEST(CrossTarget, isToldWhereItIsMisspelt)
{
    const auto asked = settingsOf("[build]\n", {}, Dialect::Main, "aarch64-unknown-linux-gmu");
    ASSERT_FALSE(asked.findings.empty());
    EXPECT_EQ(shortOf(asked.findings)[0], "warning misspelt-target --target");
    EXPECT_EQ(asked.findings[0].hint, "did you mean aarch64-unknown-linux-gnu?");
    // The file's table for nearly this target, where no list tells which one is right.
    auto inputs = inputsOf("[target.my_board-none]\nimage = 'i'\n");
    inputs.knownTargets.clear();
    const auto near = settingsOf(read(inputs), {}, "my-board-none");
    EXPECT_EQ(shortOf(near.findings), (Strings{"warning misspelt-target Cross.toml:1:9", "warning no-image --target"}));
    EXPECT_EQ(near.findings[0].hint, "did you mean `[target.my-board-none]`?");
    // It is told once.
    const auto config = read("[target.aarch64-unknown-linux_gnu]\nrunner = 'native'\n");
    EXPECT_EQ(config.findings.size(), 1U);
    EXPECT_TRUE(settingsOf(config).findings.empty());
}

TEST(CrossStd, takesVariablesAsTheDialectDoes)
{
    const auto taken = [](const char *text, Dialect dialect) {
        return shown(
            settingsOf("", {{"CROSS_BUILD_BUILD_STD", "x"}, {"CROSS_BUILD_STD", text}}, dialect).buildStd.value);
    };
    for (const auto dialect : {Dialect::Release, Dialect::Main}) {
        for (const char *text : {"true", "1", "-7", "+2"})
            EXPECT_EQ(taken(text, dialect), "true") << text;
        for (const char *text : {"false", "0"})
            EXPECT_EQ(taken(text, dialect), "false") << text;
    }
    EXPECT_EQ(taken("core,alloc", Dialect::Main), "[\"core\", \"alloc\"]");
    EXPECT_EQ(taken("core,alloc", Dialect::Release), "true");
    EXPECT_EQ(taken("", Dialect::Release), "false");
    EXPECT_EQ(shortOf(settingsOf("", {{"CROSS_BUILD_STD", ""}}).findings),
              Strings{"error empty-value CROSS_BUILD_STD"});
}

TEST(CrossStd, winsOverXargo)
{
    const auto settings = settingsOf("[build]\nxargo = true\nbuild-std = true\n", {}, Dialect::Release);
    EXPECT_FALSE(settings.xargo.value);
    EXPECT_EQ(originsOf(settings.xargo), Strings{"Cross.toml:3:1"});
    EXPECT_EQ(lostOf(settings.xargo), Strings{"true Cross.toml:2:1"});
    const auto custom = settingsOf("", {}, Dialect::Release, "my-board-none");
    EXPECT_TRUE(custom.xargo.value);
    EXPECT_TRUE(custom.xargo.isDefault());
    EXPECT_FALSE(settingsOf("[build]\nxargo = false\n", {}, Dialect::Release, "my-board-none").xargo.value);
}

TEST(CrossZig, hasAnImageOfItsOwn)
{
    const auto on = settingsOf("[build]\nzig = '2.17'\n");
    EXPECT_TRUE(on.zig.value);
    EXPECT_EQ(on.zigVersion.value, "2.17");
    EXPECT_EQ(on.zigImage.value, (Image{"ghcr.io/cross-rs/zig:main", {}}));
    EXPECT_TRUE(on.zigImage.isDefault());
    EXPECT_EQ(settingsOf("[build]\nzig = { enable = true, image = ':edge' }\n").zigImage.value,
              (Image{"ghcr.io/cross-rs/zig:edge", {}}));
    const auto listed = settingsOf("", {{"CROSS_BUILD_ZIG", "1"},
                                        {"CROSS_BUILD_ZIG_IMAGE", "-x"},
                                        {"CROSS_BUILD_ZIG_IMAGE_TOOLCHAIN", "aarch64-unknown-linux-gnu"}});
    ASSERT_TRUE(listed.zigImage.value);
    EXPECT_EQ(listed.zigImage.value->reference, "ghcr.io/cross-rs/zig:main-x");
    ASSERT_EQ(listed.zigImage.value->toolchains.size(), 1U);
    EXPECT_EQ(listed.zigImage.value->toolchains[0].platform(), "linux/arm64");
    // The release knows nothing of it.
    EXPECT_FALSE(settingsOf("", {{"CROSS_BUILD_ZIG", "1"}}, Dialect::Release).zig.value);
}

TEST(CrossZig, isToldWhereItDoesNotFit)
{
    EXPECT_EQ(shortOf(settingsOf("[build]\nzig = { version = '2.17' }\n").findings),
              Strings{"warning zig-off Cross.toml:2:9"});
    EXPECT_EQ(shortOf(settingsOf("[build]\nzig = true\n[target.aarch64-unknown-linux-gnu]\nimage = 'i'\n").findings),
              Strings{"note unused-setting Cross.toml:4:1"});
}

TEST(CrossPreBuild, isAScriptWhereTheDialectTakesItForOne)
{
    using Kind = PreBuildAction::Kind;
    const auto isScript = [](const std::string &path) { return path == "s.sh"; };
    const auto action = [&](const std::string &text, const Variables &variables, Dialect dialect) {
        return settingsOf(read(text, dialect), variables, arm64, isScript).preBuild.value.value_or(PreBuildAction{});
    };
    const std::string script = "[build]\npre-build = 's.sh'\n";
    const std::string line = "[build]\npre-build = 'apt-get update'\n";
    const Variables scriptVariable{{"CROSS_BUILD_PRE_BUILD", "s.sh"}};
    EXPECT_EQ(action(script, {}, Dialect::Main), (PreBuildAction{Kind::Script, {"s.sh"}}));
    EXPECT_EQ(action(script, {}, Dialect::Release), (PreBuildAction{Kind::Script, {"s.sh"}}));
    EXPECT_EQ(action(line, {}, Dialect::Main), (PreBuildAction{Kind::Commands, {"apt-get update"}}));
    EXPECT_EQ(action(line, {}, Dialect::Release), (PreBuildAction{Kind::Script, {"apt-get update"}}));
    EXPECT_EQ(action("", scriptVariable, Dialect::Main), (PreBuildAction{Kind::Commands, {"s.sh"}}));
    EXPECT_EQ(action("", scriptVariable, Dialect::Release), (PreBuildAction{Kind::Script, {"s.sh"}}));
    EXPECT_EQ(action("", {{"CROSS_BUILD_PRE_BUILD", "a"}}, Dialect::Release), (PreBuildAction{Kind::Commands, {"a"}}));
    EXPECT_EQ(action("", {{"CROSS_BUILD_PRE_BUILD", "set -e\nb"}}, Dialect::Main),
              (PreBuildAction{Kind::Commands, {"set -e", "b"}}));
    EXPECT_EQ(action("[build]\npre-build = ['s.sh']\n", {}, Dialect::Main), (PreBuildAction{Kind::Commands, {"s.sh"}}));
    const auto refused = settingsOf(read(line, Dialect::Release), {}, arm64, isScript);
    EXPECT_EQ(shortOf(refused.findings), Strings{"error no-script Cross.toml:2:1"});
    EXPECT_EQ(refused.findings[0].hint, "write commands as a list: [\"apt-get update\"]");
    EXPECT_EQ(shortOf(settingsOf("", {{"CROSS_BUILD_PRE_BUILD", "a\nb"}}).findings),
              Strings{"warning unheard-failure CROSS_BUILD_PRE_BUILD"});
}

TEST(CrossDockerfile, putsItsArgumentsTogether)
{
    const auto settings = settingsOf("[build.dockerfile]\nfile = 'F'\nbuild-args = { A = 'b', B = 'b' }\n"
                                     "[target.aarch64-unknown-linux-gnu.dockerfile]\nfile = 'G'\ncontext = 'c'\n"
                                     "build-args = { A = 't', C = 't' }\n");
    EXPECT_EQ(settings.dockerfile.value, "G");
    EXPECT_EQ(settings.buildArgs.value, (std::map<std::string, std::string>{{"A", "t"}, {"B", "b"}, {"C", "t"}}));
    EXPECT_EQ(lostOf(settings.buildArgs), Strings{"A = \"b\" Cross.toml:3:16"});
    EXPECT_EQ(originsOf(settings.buildArgs), (Strings{"Cross.toml:7:16", "Cross.toml:7:25", "Cross.toml:3:25"}));
    // File and context are keys of their own.
    EXPECT_EQ(settingsOf("build.dockerfile = { file = 'F', context = 'c' }\n", {{prefix + "DOCKERFILE", "G"}})
                  .dockerfileContext.value,
              "c");
    EXPECT_EQ(shortOf(settingsOf("", {{"CROSS_BUILD_DOCKERFILE_CONTEXT", "c"}}).findings),
              Strings{"note unused-setting CROSS_BUILD_DOCKERFILE_CONTEXT"});
    EXPECT_EQ(shortOf(settingsOf("", {{"CROSS_BUILD_DOCKERFILE", ""}}).findings),
              Strings{"error empty-value CROSS_BUILD_DOCKERFILE"});
}

const std::string passFiles = "[build.env]\npassthrough = ['B']\n"
                              "[target.aarch64-unknown-linux-gnu.env]\npassthrough = ['T=1']\n";

TEST(CrossPassthrough, sumsTheListsOfFiles)
{
    const auto settings = settingsOf(passFiles);
    EXPECT_EQ(textsOf(settings.passthrough.value), (Strings{"B", "T=1"}));
    EXPECT_EQ(originsOf(settings.passthrough), (Strings{"Cross.toml:2:1", "Cross.toml:4:1"}));
    EXPECT_EQ(shortOrigin(settings.passthrough.value[1].origin), "Cross.toml:4:16");
    EXPECT_TRUE(settings.findings.empty());
}

TEST(CrossPassthrough, takesVariablesInPlaceOfFilesAndSumsThose)
{
    const auto settings =
        settingsOf(passFiles, {{"CROSS_BUILD_ENV_PASSTHROUGH", "V\tW=2"}, {prefix + "ENV_PASSTHROUGH", " X "}});
    EXPECT_EQ(textsOf(settings.passthrough.value), (Strings{"V", "W=2", "X"}));
    EXPECT_EQ(originsOf(settings.passthrough), (Strings{"CROSS_BUILD_ENV_PASSTHROUGH", prefix + "ENV_PASSTHROUGH"}));
    EXPECT_EQ(lostOf(settings.passthrough), (Strings{"[\"B\"] Cross.toml:2:1", "[\"T=1\"] Cross.toml:4:1"}));
    EXPECT_TRUE(settings.findings.empty());
    EXPECT_TRUE(settingsOf(passFiles, {{"CROSS_BUILD_ENV_PASSTHROUGH", ""}}).passthrough.value.empty());
}

TEST(CrossPassthrough, dropsTheTargetsVariableWhereItIsAlone)
{
    for (const auto dialect : {Dialect::Release, Dialect::Main}) {
        const auto settings = settingsOf(passFiles, {{prefix + "ENV_PASSTHROUGH", "X"}}, dialect);
        EXPECT_EQ(textsOf(settings.passthrough.value), (Strings{"B", "T=1"}));
        EXPECT_EQ(lostOf(settings.passthrough), Strings{"[\"X\"] " + prefix + "ENV_PASSTHROUGH"});
        EXPECT_EQ(shortOf(settings.findings), Strings{"warning dropped-variable " + prefix + "ENV_PASSTHROUGH"});
    }
}

TEST(CrossPassthrough, refusesTheRunnersVariable)
{
    EXPECT_EQ(shortOf(settingsOf("", {{"CROSS_BUILD_ENV_PASSTHROUGH", "CROSS_RUNNER"}}).findings),
              Strings{"error reserved-variable CROSS_BUILD_ENV_PASSTHROUGH"});
}

TEST(CrossVolumes, areToldWhereTheirVariableIsNotSet)
{
    const std::string text = "[build.env]\nvolumes = ['A', 'B=/b', 'C']\n";
    const auto settings = settingsOf(text, {{"C", "/c"}});
    EXPECT_EQ(shortOf(settings.findings), Strings{"note unset-volume Cross.toml:2:12"});
    EXPECT_EQ(settings.findings[0].hint, "set it to a path, or write \"A=/path\"");
}

TEST(CrossImage, isMadeWholeForTheTarget)
{
    const auto image = [](const char *name) {
        return settingsOf(std::format("[target.aarch64-unknown-linux-gnu]\nimage = '{}'\n", name))
            .image.value->reference;
    };
    EXPECT_EQ(image(":edge"), "ghcr.io/cross-rs/aarch64-unknown-linux-gnu:edge");
    EXPECT_EQ(image("-centos"), "ghcr.io/cross-rs/aarch64-unknown-linux-gnu:main-centos");
    EXPECT_EQ(image("my/image:1"), "my/image:1");
}

TEST(CrossImage, takesToolchainsFromAVariableTogetherWithIts)
{
    const auto settings = settingsOf(
        "", {{prefix + "IMAGE", "i"}, {prefix + "IMAGE_TOOLCHAIN", "x86_64-unknown-linux-gnu, aarch64-apple-darwin"}});
    ASSERT_TRUE(settings.image.value);
    EXPECT_EQ(shown(*settings.image.value), "{ name = \"i\", toolchain = [\"linux/amd64=x86_64-unknown-linux-gnu\", "
                                            "\"darwin/arm64=aarch64-apple-darwin\"] }");
    EXPECT_TRUE(settings.findings.empty());
    EXPECT_EQ(shortOf(settingsOf("", {{prefix + "IMAGE", "i"}, {prefix + "IMAGE_TOOLCHAIN", "x"}}).findings),
              Strings{"error invalid-platform " + prefix + "IMAGE_TOOLCHAIN"});
    EXPECT_EQ(shortOf(settingsOf("", {{prefix + "IMAGE_TOOLCHAIN", "x86_64-unknown-linux-gnu"}}).findings),
              Strings{"warning unread-variable " + prefix + "IMAGE_TOOLCHAIN"});
    EXPECT_EQ(
        shortOf(
            settingsOf("", {{prefix + "IMAGE", "i"}, {prefix + "IMAGE_TOOLCHAIN", "x"}}, Dialect::Release).findings),
        Strings{"warning other-dialect " + prefix + "IMAGE_TOOLCHAIN"});
    EXPECT_EQ(shortOf(settingsOf("", {{prefix + "IMAGE", ""}}).findings),
              Strings{"error empty-value " + prefix + "IMAGE"});
}

TEST(CrossImage, isToldWhereThereIsNone)
{
    const auto settings = settingsOf("", {}, Dialect::Release, "thumbv8m.main-none-eabi");
    EXPECT_EQ(settings.image.value, std::nullopt);
    EXPECT_EQ(shortOf(settings.findings), Strings{"warning no-image --target"});
    EXPECT_EQ(settings.findings[0].hint, "write `image` in `[target.\"thumbv8m.main-none-eabi\"]`");
    EXPECT_TRUE(settingsOf("", {}, Dialect::Main, "thumbv8m.main-none-eabi").findings.empty());
    // The main branch needs none where there is a Dockerfile.
    EXPECT_TRUE(settingsOf("[build]\ndockerfile = 'F'\n", {}, Dialect::Main, "my-board-none").findings.empty());
    EXPECT_EQ(shortOf(settingsOf("[build]\ndockerfile = 'F'\n", {}, Dialect::Release, "my-board-none").findings),
              Strings{"warning no-image --target"});
}

TEST(CrossVariables, areToldWhereCrossDoesNotReadThem)
{
    const std::pair<std::string, std::string> cases[] = {
        {"CROSS_BUILD_DEFAULT_TARGET", "set `CROSS_BUILD_TARGET`"},
        {"CROSS_BUILD_IMAGE", "an image is set for one target: `" + prefix + "IMAGE`"},
        {"CROSS_BUILD_RUNNER", "a runner is set for one target: `" + prefix + "RUNNER`"},
        {"CROSS_BUILD_PASSTHROUGH", "set `CROSS_BUILD_ENV_PASSTHROUGH`"},
        {"CROSS_BUILD_VOLUMES", "set `CROSS_BUILD_ENV_VOLUMES`"},
        {"CROSS_BUILD_DOCKERFILE_BUILD_ARGS", "write `build-args` in `[build.dockerfile]`"},
        {prefix + "PASSTHROUGH", "put `ENV_` before `PASSTHROUGH`"},
        {prefix + "VOLUMES", "put `ENV_` before `VOLUMES`"},
    };
    for (const auto &[name, hint] : cases) {
        const auto findings = settingsOf("", {{name, "x"}}).findings;
        EXPECT_EQ(shortOf(findings), Strings{"warning unread-variable " + name});
        EXPECT_EQ(hintsOf(findings), Strings{hint});
    }
    EXPECT_EQ(shortOf(settingsOf("", {{"CROSS_BUILD_XARGO", "1"}}).findings),
              Strings{"warning other-dialect CROSS_BUILD_XARGO"});
    for (const char *key : {"ZIG", "ZIG_VERSION", "ZIG_IMAGE"})
        EXPECT_EQ(shortOf(settingsOf("", {{prefix + key, "1"}}, Dialect::Release).findings),
                  Strings{"warning other-dialect " + prefix + key});
}

TEST(CrossVariables, keepTheDotOfATriple)
{
    const std::string dotted = "thumbv8m.main-none-eabi";
    EXPECT_EQ(settingsOf("", {{"CROSS_TARGET_THUMBV8M.MAIN_NONE_EABI_IMAGE", "i"}}, Dialect::Main, dotted).image.value,
              (Image{"i", {}}));
    const auto other = settingsOf("", {{"CROSS_TARGET_THUMBV8M_MAIN_NONE_EABI_IMAGE", "i"}}, Dialect::Main, dotted);
    EXPECT_TRUE(other.image.isDefault());
    EXPECT_EQ(shortOf(other.findings), Strings{"warning unread-variable CROSS_TARGET_THUMBV8M_MAIN_NONE_EABI_IMAGE"});
    EXPECT_TRUE(other.findings[0].hint.contains("`[target.\"thumbv8m.main-none-eabi\"]`"));
}

} // namespace
} // namespace crossyard::container
