// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/use_sysroot.h"

#include "base/strings.h"
#include "support/support.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace crossyard::sysroot {
namespace {

using test::TempDir;
using testing::HasSubstr;

constexpr const char *thumb = "thumbv7m-none-eabi";

SysrootUse useOf(const char *target = thumb, const char *path = "/s/sysroots/thumbv7m-none-eabi-new")
{
    SysrootUse use;
    use.toolchain.name = "stable-x86_64-unknown-linux-gnu";
    use.toolchain.origin = rust::Origin::Rustup;
    use.toolchain.isDefault = true;
    use.toolchain.compiler.rustc = "/r/bin/rustc";
    use.toolchain.compiler.channel = "stable";
    use.target = target;
    use.sysroot = path;
    return use;
}

TEST(UseCommands, areWhatAUserWouldType)
{
    auto use = useOf();
    auto commands = buildCommands(use);
    EXPECT_EQ(process::shown(commands.crossyard), "crossyard cargo build --target thumbv7m-none-eabi");
    EXPECT_EQ(commands.cargo.arguments.back(),
              "target.thumbv7m-none-eabi.rustflags=[\"--sysroot\", \"/s/sysroots/thumbv7m-none-eabi-new\"]");
    use.toolchain.isDefault = false;
    use.target = "thumbv8m.main-none-eabi";
    commands = buildCommands(use);
    EXPECT_EQ(commands.crossyard.arguments[1], "+stable-x86_64-unknown-linux-gnu");
    EXPECT_EQ(commands.cargo.arguments.front(), "+stable-x86_64-unknown-linux-gnu");
    EXPECT_THAT(commands.cargo.arguments.back(), HasSubstr("target.thumbv8m.main-none-eabi.rustflags="));
    use.toolchain.origin = rust::Origin::Path;
    EXPECT_EQ(buildCommands(use).cargo.environment.at("RUSTC"), "/r/bin/rustc");
    use.spec = "/p/my.json";
    use.target = "my";
    commands = buildCommands(use);
    EXPECT_EQ(commands.crossyard.arguments.back(), "/p/my.json");
    EXPECT_EQ(commands.cargo.environment.at("RUSTC_BOOTSTRAP"), "1");
    EXPECT_THAT(commands.cargo.arguments.back(), HasSubstr("\"-Zunstable-options\""));
}

class UseConfig : public testing::Test {
protected:
    Result<ConfigPlan> plan(std::string_view before, SysrootUse use = useOf(), bool defaultTarget = false,
                            const char *name = ".cargo/config.toml")
    {
        if (!before.empty())
            dir.write(name, before);
        return planConfig(
            {.use = std::move(use), .project = dir.path(), .defaultTarget = defaultTarget, .environment = environment});
    }

    std::string after(std::string_view before)
    {
        const auto made = plan(before);
        return !made ? describe(made.error()) : made->edit.after.value_or("no file");
    }

    const TempDir dir;
    const TempDir home; // what the machine has in its own CARGO_HOME is not looked at
    std::map<std::string, std::string> environment{{"CARGO_HOME", toUtf8(home.path())}, {"HOME", toUtf8(home.path())}};
};

TEST_F(UseConfig, makesTheFile)
{
    const auto made = plan("", useOf(), true);
    ASSERT_OK(made);
    EXPECT_EQ(made->edit.file, dir.path() / ".cargo" / "config.toml");
    EXPECT_EQ(made->edit.before, std::nullopt);
    EXPECT_EQ(made->edit.after, "[target.thumbv7m-none-eabi]\n"
                                "rustflags = [\"--sysroot\", \"/s/sysroots/thumbv7m-none-eabi-new\"]\n\n"
                                "[build]\ntarget = \"thumbv7m-none-eabi\"\n");
    const auto diff = diffOf(made->edit);
    ASSERT_OK(diff);
    EXPECT_TRUE(diff->starts_with("--- /dev/null\n+++ ")) << *diff;
    ASSERT_OK(apply(made->edit));
    EXPECT_EQ(readFile(made->edit.file), made->edit.after.value_or(""));
    // Again: nothing to do.
    const auto again = plan("", useOf(), true);
    ASSERT_OK(again);
    EXPECT_FALSE(again->edit.changes());
    // And out again, file and all.
    const auto out = planConfigRemoval(dir.path(), thumb, true);
    ASSERT_OK(out);
    EXPECT_EQ(out->edit.after, std::nullopt);
    ASSERT_OK(apply(out->edit));
    EXPECT_FALSE(fs::exists(made->edit.file));
}

TEST_F(UseConfig, keepsOtherFlagsInEveryForm)
{
    const std::string path = "/s/sysroots/thumbv7m-none-eabi-new";
    const std::pair<std::string, std::string> cases[] = {
        {"[target.thumbv7m-none-eabi] # t\nrustflags = [\n  \"-Clink-arg=-Tlink.x\", # why\n]\n",
         "[target.thumbv7m-none-eabi] # t\nrustflags = [\n  \"-Clink-arg=-Tlink.x\", # why\n  \"--sysroot\",\n  \"" +
             path + "\",\n]\n"},
        {"[target.thumbv7m-none-eabi]\nrustflags = \"-Ca  -Cb\" # s\n",
         "[target.thumbv7m-none-eabi]\nrustflags = \"-Ca -Cb --sysroot " + path + "\" # s\n"},
        {"[target.thumbv7m-none-eabi]\nrustflags = ['--sysroot', '/x/sysroots/thumbv7m-none-eabi-old', '-Ca']\n",
         "[target.thumbv7m-none-eabi]\nrustflags = ['--sysroot', \"" + path + "\", '-Ca']\n"},
        {"[target.thumbv7m-none-eabi]\nrustflags = ['-Ca', '--sysroot=/x/sysroots/thumbv7m-none-eabi-old']\n",
         "[target.thumbv7m-none-eabi]\nrustflags = ['-Ca', \"--sysroot=" + path + "\"]\n"},
        {"[target.thumbv7m-none-eabi]\nrustflags = '-Ca --sysroot /x/sysroots/thumbv7m-none-eabi-old'\n",
         "[target.thumbv7m-none-eabi]\nrustflags = \"-Ca --sysroot " + path + "\"\n"},
        {"[target.thumbv7m-none-eabi]\nrunner = 'q' # r\n",
         "[target.thumbv7m-none-eabi]\nrunner = 'q' # r\nrustflags = [\"--sysroot\", \"" + path + "\"]\n"},
        {"target.thumbv7m-none-eabi.runner = 'q'\n",
         "target.thumbv7m-none-eabi.runner = 'q'\ntarget.thumbv7m-none-eabi.rustflags = [\"--sysroot\", \"" + path +
             "\"]\n"},
    };
    for (const auto &[before, expected] : cases)
        EXPECT_EQ(after(before), expected);
}

TEST_F(UseConfig, turnsAStringIntoAListWhereThePathHasASpace)
{
    const auto made =
        plan("[target.thumbv7m-none-eabi]\nrustflags = '-Ca'\n", useOf(thumb, "/a b/sysroots/thumbv7m-none-eabi-new"));
    ASSERT_OK(made);
    EXPECT_EQ(made->edit.after, "[target.thumbv7m-none-eabi]\n"
                                "rustflags = [\"-Ca\", \"--sysroot\", \"/a b/sysroots/thumbv7m-none-eabi-new\"]\n");
}

TEST_F(UseConfig, writesATargetWithADotAsCargoReadsIt)
{
    const auto made = plan("", useOf("thumbv8m.main-none-eabi", "/sysroots/x"));
    ASSERT_OK(made);
    EXPECT_TRUE(made->edit.after->starts_with("[target.thumbv8m.main-none-eabi]\n")) << *made->edit.after;
}

TEST_F(UseConfig, repeatsTheFlagsThatItWouldHide)
{
    const auto made = plan("[build]\nrustflags = ['-Ca', '-Cb']\n");
    ASSERT_OK(made);
    EXPECT_THAT(made->edit.after.value_or(""), HasSubstr("rustflags = [\"-Ca\", \"-Cb\", \"--sysroot\", \"/s/"));
    ASSERT_EQ(made->remarks.size(), 1U);
    EXPECT_THAT(made->remarks[0], HasSubstr("build.rustflags"));
    ASSERT_OK(apply(made->edit));
    const auto out = planConfigRemoval(dir.path(), thumb, false);
    ASSERT_OK(out);
    EXPECT_EQ(out->edit.after, "[build]\nrustflags = ['-Ca', '-Cb']\n");
}

TEST_F(UseConfig, followsTheFormOfTheOtherFiles)
{
    home.write("config.toml", "[target.thumbv7m-none-eabi]\nrustflags = '-Chome'\n");
    const auto made = plan("");
    ASSERT_OK(made);
    EXPECT_THAT(made->edit.after.value_or(""), HasSubstr("rustflags = \"-Chome --sysroot /s/"));
    EXPECT_EQ(made->remarks.size(), 1U);
    const auto spaced = plan("", useOf(thumb, "/a b/sysroots/thumbv7m-none-eabi-new"));
    ASSERT_FALSE(spaced);
    EXPECT_FALSE(spaced.error().hint.empty());
}

TEST_F(UseConfig, takesTheOlderFileWhereItIs)
{
    const auto made = plan("# old\n", useOf(), false, ".cargo/config");
    ASSERT_OK(made);
    EXPECT_EQ(made->edit.file, dir.path() / ".cargo" / "config");
    EXPECT_TRUE(made->edit.after->starts_with("# old\n\n[target"));
}

TEST_F(UseConfig, tellsOfVariablesThatHideFiles)
{
    environment["RUSTFLAGS"] = "-Cx";
    const auto made = plan("");
    ASSERT_OK(made);
    ASSERT_EQ(made->remarks.size(), 1U);
    EXPECT_THAT(made->remarks[0], HasSubstr("RUSTFLAGS"));
}

TEST_F(UseConfig, saysWhereCargoWouldTakeAnotherCompiler)
{
    auto use = useOf();
    use.toolchain.isDefault = false;
    const auto made = plan("", use);
    ASSERT_OK(made);
    ASSERT_EQ(made->remarks.size(), 1U);
    EXPECT_THAT(made->remarks[0], HasSubstr(use.toolchain.name));
}

TEST_F(UseConfig, refusesWithThePlace)
{
    auto made = plan("[target.thumbv7m-none-eabi]\nrustflags = ['--sysroot', '/mine']\n");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().place->line, 2);
    EXPECT_THAT(describe(made.error()), HasSubstr("/mine"));
    made = plan("[target.thumbv7m-none-eabi]\nrustflags = 1\n");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().place->line, 2);
    made = plan("[target\n");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().place->line, 1);
    dir.write(".cargo/config.toml", "# none\n");
    home.write("config.toml", "[target.thumbv7m-none-eabi]\nrustflags = ['--sysroot=/mine']\n");
    made = plan("");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().place->file.filename(), "config.toml");
    auto custom = useOf("my");
    custom.spec = "/p/my.json";
    made = plan("", custom);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::Unsupported);
}

TEST_F(UseConfig, allowsACustomTargetOnANightlyCompiler)
{
    auto custom = useOf("my", "/s/sysroots/my-key");
    custom.spec = "/p/my.json";
    custom.toolchain.compiler.channel = "nightly";
    const auto made = plan("", custom);
    ASSERT_OK(made);
    EXPECT_EQ(made->edit.after,
              "[target.my]\nrustflags = [\"--sysroot\", \"/s/sysroots/my-key\", \"-Zunstable-options\"]\n");
    ASSERT_OK(apply(made->edit));
    const auto out = planConfigRemoval(dir.path(), "my", false);
    ASSERT_OK(out);
    EXPECT_EQ(out->edit.after, std::nullopt);
}

TEST_F(UseConfig, takesOutOnlyWhatIsOurs)
{
    const std::pair<const char *, const char *> cases[] = {
        {"[target.thumbv7m-none-eabi]\nrustflags = [\n  '-Ca', # a\n  '--sysroot',\n  "
         "'/sysroots/thumbv7m-none-eabi-x',\n"
         "  '-Cb',\n]\n",
         "[target.thumbv7m-none-eabi]\nrustflags = [\n  '-Ca', # a\n  '-Cb',\n]\n"},
        {"[target.thumbv7m-none-eabi]\nrustflags = '-Ca --sysroot=/sysroots/thumbv7m-none-eabi-x' # c\n",
         "[target.thumbv7m-none-eabi]\nrustflags = \"-Ca\" # c\n"},
        {"[target.thumbv7m-none-eabi]\n# mine\nrustflags = ['--sysroot=/sysroots/thumbv7m-none-eabi-x'] # c\n",
         "[target.thumbv7m-none-eabi]\n# mine\n"},
    };
    for (const auto &[before, expected] : cases) {
        dir.write(".cargo/config.toml", before);
        const auto out = planConfigRemoval(dir.path(), thumb, true);
        ASSERT_OK(out);
        EXPECT_EQ(out->edit.after, expected);
    }
    dir.write(".cargo/config.toml", "[target.thumbv7m-none-eabi]\nrustflags = ['--sysroot', '/mine']\n");
    const auto out = planConfigRemoval(dir.path(), thumb, true);
    ASSERT_OK(out);
    EXPECT_FALSE(out->edit.changes());
}

TEST(FileEdit, isAppliedOnlyToTheTextThatItWasMadeFor)
{
    const TempDir dir;
    const auto file = dir.write("f", "one\n");
    auto edit = editOf(file);
    ASSERT_OK(edit);
    edit->after = "two\n";
    ASSERT_OK(apply(*edit));
    EXPECT_EQ(readFile(file), "two\n");
    const auto refused = apply(*edit);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("changed in the meantime"));
    ASSERT_OK(apply(reversed(*edit)));
    EXPECT_EQ(readFile(file), "one\n");
    fs::create_symlink(file, dir.path() / "link");
    auto linked = editOf(dir.path() / "link");
    ASSERT_OK(linked);
    linked->after = "three\n";
    ASSERT_OK(apply(*linked));
    EXPECT_TRUE(fs::is_symlink(dir.path() / "link"));
    EXPECT_EQ(readFile(file), "three\n");
}

TEST(UseEditor, setsWhatRustAnalyzerNeedsAndKeepsTheRest)
{
    const TempDir dir;
    auto use = useOf();
    use.toolchain.source = rust::RustSource{.library = "/src/library", .lockFile = {}, .vendor = {}};
    dir.write(".vscode/settings.json",
              "{\n\t\"a\": [1,2],\n\t\"rust-analyzer.cargo.target\": \"x\",\n\t\"s\": \"}\\\"\"\n}\n");
    const auto plan = planEditor({.use = use, .project = dir.path()});
    ASSERT_OK(plan);
    ASSERT_TRUE(plan->edit) << describe(*plan->why);
    EXPECT_TRUE(plan->edit->after->starts_with("{\n\t\"a\": [1,2],\n\t\"rust-analyzer.cargo.target\": "
                                               "\"thumbv7m-none-eabi\",\n\t\"s\": \"}\\\"\",\n\t\"rust-analyzer."))
        << *plan->edit->after;
    const auto settings = nlohmann::json::parse(*plan->edit->after);
    EXPECT_EQ(settings["rust-analyzer.cargo.sysrootSrc"], "/src/library");
    EXPECT_EQ(
        settings["rust-analyzer.check.overrideCommand"],
        (nlohmann::json{"crossyard", "cargo", "check", "--workspace", "--message-format=json", "--target", thumb}));
    EXPECT_EQ(nlohmann::json::parse(plan->snippet)["rust-analyzer.cargo.target"], thumb);
}

TEST(UseEditor, writesEveryFormOfObject)
{
    const TempDir dir;
    const auto edited = [&](std::string_view before) {
        dir.write(".vscode/settings.json", before);
        const auto plan = planEditor({.use = useOf(), .project = dir.path()});
        EXPECT_OK(plan);
        return plan && plan->edit ? *plan->edit->after : plan->why ? describe(*plan->why) : "";
    };
    EXPECT_TRUE(edited("{}").starts_with("{\n    \"rust-analyzer.cargo.target\": \"thumbv7m-none-eabi\",\n    \""));
    EXPECT_TRUE(edited("{}").ends_with("]\n}"));
    EXPECT_TRUE(edited("").ends_with("]\n}\n"));
    EXPECT_TRUE(edited("{ \"a\": 1 }").starts_with("{ \"a\": 1, \"rust-analyzer.cargo.target\": "));
    EXPECT_TRUE(edited("{ \"a\": 1 }").ends_with("] }"));
    EXPECT_TRUE(edited("{\r\n  \"a\": {}\r\n}\r\n").starts_with("{\r\n  \"a\": {},\r\n  \"rust-analyzer"));
}

TEST(UseEditor, givesOnlyTheSnippetWhereTheFileIsNotPlainJson)
{
    const TempDir dir;
    for (const char *content : {"// mine\n{}\n", "{ \"a\": 1, }", "[]",
                                "{\"rust-analyzer.cargo.target\": 1, "
                                "\"rust-analyzer.cargo.target\": 2}"}) {
        dir.write(".vscode/settings.json", content);
        const auto plan = planEditor({.use = useOf(), .project = dir.path()});
        ASSERT_OK(plan);
        EXPECT_FALSE(plan->edit) << content;
        ASSERT_TRUE(plan->why) << content;
        EXPECT_EQ(plan->why->place->file, dir.path() / ".vscode" / "settings.json");
        EXPECT_FALSE(plan->snippet.empty());
    }
}

// A toolchain whose programs print what they are given.
class UseToolchain : public testing::Test {
protected:
    UseToolchain()
    {
        for (const char *name : {"rustc", "rustdoc", "clippy-driver", "cargo", "rustfmt"}) {
            const auto file =
                dir.write(fs::path("real/bin") / name, "#!/bin/sh\n"
                                                       "echo \"$(basename \"$0\")${RUSTC_BOOTSTRAP:+ b}\"\n"
                                                       "for w in \"$@\"; do echo \"[$w]\"; done\nexit 3\n");
            fs::permissions(file, fs::perms(0755));
        }
        use.toolchain.compiler.rustc = dir.path() / "real" / "bin" / "rustc";
        use.toolchain.compiler.sysroot = dir.path() / "real";
        use.toolchain.cargo = dir.path() / "real" / "bin" / "cargo";
        use.sysroot = dir.path() / "sys root's" / "x";
    }

    LinkedToolchainPlan made()
    {
        const auto plan = planLinkedToolchain({.use = use, .name = "mine", .directory = dir.path() / "t" / "mine"});
        EXPECT_OK(plan);
        EXPECT_OK(makeToolchain(*plan));
        return plan.value_or(LinkedToolchainPlan{});
    }

    std::string run(const char *program, std::vector<std::string> words) const
    {
        const auto finished = process::run({.program = dir.path() / "t" / "mine" / "bin" / program,
                                            .arguments = std::move(words),
                                            .directory = {},
                                            .environment = {{"RUSTC_BOOTSTRAP", std::nullopt}}});
        EXPECT_OK(finished);
        EXPECT_EQ(finished->exitCode, 3);
        return join(split(trim(finished->output), '\n'), " ");
    }

    const TempDir dir;
    SysrootUse use = useOf();
};

TEST_F(UseToolchain, addsTheSysrootForItsTargetAlone)
{
    const auto plan = made();
    EXPECT_EQ(plan.link.arguments, (std::vector<std::string>{"toolchain", "link", "mine", toUtf8(plan.directory)}));
    const std::string ours = "[--sysroot] [" + toUtf8(use.sysroot) + "]";
    EXPECT_EQ(run("rustc", {"--target", thumb, "a b"}), "rustc " + ours + " [--target] [thumbv7m-none-eabi] [a b]");
    EXPECT_EQ(run("rustc", {"x", "--target=thumbv7m-none-eabi"}),
              "rustc " + ours + " [x] [--target=thumbv7m-none-eabi]");
    EXPECT_EQ(run("rustdoc", {"--target", thumb}), "rustdoc " + ours + " [--target] [thumbv7m-none-eabi]");
    EXPECT_EQ(run("clippy-driver", {"rustc", "--target", thumb}),
              "clippy-driver [rustc] [--target] [thumbv7m-none-eabi] " + ours);
    EXPECT_EQ(run("rustc", {"--target", "other", thumb}), "rustc [--target] [other] [thumbv7m-none-eabi]");
    EXPECT_EQ(run("rustc", {"-vV"}), "rustc [-vV]");
    EXPECT_EQ(run("rustc", {"--target", thumb, "--sysroot=/z"}),
              "rustc [--target] [thumbv7m-none-eabi] [--sysroot=/z]");
    EXPECT_EQ(run("rustc", {"--sysroot", "/z", "--target", thumb}),
              "rustc [--sysroot] [/z] [--target] [thumbv7m-none-eabi]");
    EXPECT_EQ(run("cargo", {"b"}), "cargo [b]");
    EXPECT_EQ(run("rustfmt", {}), "rustfmt");
}

TEST_F(UseToolchain, readsTheFileOfAnArgument)
{
    made();
    const auto words = toUtf8(dir.write("words", "--crate-name\nx\n--target\nthumbv7m-none-eabi"));
    EXPECT_THAT(run("rustc", {"@" + words}), HasSubstr("[--sysroot]"));
    EXPECT_EQ(run("rustc", {"@/none"}), "rustc [@/none]");
}

TEST_F(UseToolchain, opensTheGateForACustomTargetAlone)
{
    use.target = "my";
    use.spec = "/p/my.json";
    made();
    EXPECT_THAT(run("rustc", {"--target", "/q/my.json"}), testing::StartsWith("rustc b [--sysroot]"));
    EXPECT_THAT(run("rustc", {"--target", "my"}), HasSubstr("[-Zunstable-options]"));
    EXPECT_EQ(run("rustc", {"--target", "/q/not-my.json"}), "rustc [--target] [/q/not-my.json]");
}

TEST_F(UseToolchain, replacesOnlyWhatItMade)
{
    const auto plan = made();
    ASSERT_OK(makeToolchain(plan));
    fs::remove(plan.directory / "crossyard-toolchain");
    const auto refused = makeToolchain(plan);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
}

TEST_F(UseToolchain, refusesNamesAndCompilersThatCannotBeLinked)
{
    for (const char *name : {"", "stable", "nightly-2020-01-01", "a/b", "1.70", "-x", "none"})
        EXPECT_FALSE(planLinkedToolchain({.use = use, .name = name, .directory = "/t"})) << name;
    use.toolchain.compiler.rustc = "C:/r/rustc.exe";
    EXPECT_FALSE(planLinkedToolchain({.use = use, .name = "x", .directory = "/t"}));
    dir.write("rustup", "");
    fs::create_symlink(dir.path() / "rustup", dir.path() / "rustc");
    use.toolchain.compiler.rustc = dir.path() / "rustc";
    EXPECT_FALSE(planLinkedToolchain({.use = use, .name = "x", .directory = "/t"}));
}

} // namespace
} // namespace crossyard::sysroot
