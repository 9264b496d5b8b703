// SPDX-License-Identifier: MIT OR Apache-2.0
// The words of a cargo command: what they ask for, and the command that is made of them.
#include "cargo/invocation_command.h"
#include "support/support.h"

#include "base/strings.h"

using namespace crossyard;
using namespace crossyard::cargo;
using crossyard::test::TempDir;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

CargoInvocation parsed(std::string_view words)
{
    const auto invocation = parseInvocation(splitWhitespace(words));
    EXPECT_OK(invocation);
    return invocation.value_or(CargoInvocation{});
}

Error wrong(std::string_view words)
{
    const auto invocation = parseInvocation(splitWhitespace(words));
    EXPECT_FALSE(invocation.has_value()) << words;
    return invocation ? Error{} : invocation.error();
}

SysrootUse use(std::string_view words)
{
    return parsed(words).sysroot;
}

CargoCall understood(const std::vector<std::string> &words, const fs::path &directory,
                     std::map<std::string, std::string> variables = {})
{
    variables.emplace("CARGO_HOME", toUtf8(directory / "no home"));
    const auto call = understandCall(words, directory, variables);
    EXPECT_OK(call);
    return call.value_or(CargoCall{});
}

std::vector<std::string> targetsOf(const CargoCall &call)
{
    const auto targets = wantedTargets(call, "x86_64-unknown-linux-gnu");
    EXPECT_OK(targets);
    std::vector<std::string> words;
    for (const auto &target : targets.value_or(std::vector<WantedTarget>{}))
        words.push_back(target.word);
    return words;
}

} // namespace

TEST(Invocation, readsEveryFormOfAnOption)
{
    for (const char *words : {"build --target a --manifest-path m/Cargo.toml --profile p",
                              "build --target=a --manifest-path=m/Cargo.toml --profile=p",
                              "b --profile p --manifest-path m/Cargo.toml --target a -v"}) {
        const auto build = parsed(words);
        EXPECT_EQ(build.subcommand, "build");
        EXPECT_THAT(build.targets, ElementsAre("a"));
        EXPECT_EQ(build.manifestPath, "m/Cargo.toml");
        EXPECT_EQ(build.profile, "p");
    }
    EXPECT_THAT(parsed("build --target a --target=b --target c").targets, ElementsAre("a", "b", "c"));
    const auto cluster = parsed("build -vvrj4 -Zbuild-std -Z unstable-options");
    EXPECT_TRUE(cluster.release);
    EXPECT_THAT(cluster.unstable, ElementsAre("build-std", "unstable-options"));
    const auto flags = parsed("--offline --locked build --frozen --config a=1 --config=b=2");
    EXPECT_TRUE(flags.offline && flags.locked && flags.frozen);
    EXPECT_THAT(flags.configArguments, ElementsAre("a=1", "b=2"));
}

TEST(Invocation, readsWhatStandsBeforeTheSubcommand)
{
    const auto build = parsed("+nightly -C sub/dir --color never --config x=1 build --release");
    EXPECT_EQ(build.toolchain, "nightly");
    EXPECT_EQ(build.chdir, "sub/dir");
    EXPECT_EQ(build.subcommand, "build");
    EXPECT_TRUE(build.release);
    EXPECT_THAT(build.globalWords, ElementsAre("-C", "sub/dir", "--color", "never", "--config", "x=1"));
    EXPECT_THAT(build.cargoWords(),
                ElementsAre("-C", "sub/dir", "--color", "never", "--config", "x=1", "build", "--release"));
}

TEST(Invocation, takesNoValueForAnOptionAndNoOptionForAValue)
{
    EXPECT_EQ(parsed("build --features=--target --bin build --target t").targets.size(), 1u);
    EXPECT_THAT(parsed("build --package --target t").targets, ElementsAre("t"));
    EXPECT_THAT(parsed("test --test build --exclude run -p check -F release").words.size(), 8u);
    EXPECT_EQ(wrong("build --features --target t").message, "`--features` needs a value") << "cargo says so too";
    EXPECT_EQ(parsed("--config build.jobs=1 check").subcommand, "check");
}

TEST(Invocation, wordsForTheProgramAreNotOptions)
{
    const auto run = parsed("run --bin x --release sub --target no -- --release");
    EXPECT_THAT(run.targets, IsEmpty());
    EXPECT_THAT(run.words, ElementsAre("--bin", "x", "--release"));
    EXPECT_THAT(run.trailing, ElementsAre("sub", "--target", "no", "--", "--release"));
    EXPECT_FALSE(run.separated);
    const auto test = parsed("test name --target t -- --help --target u");
    EXPECT_THAT(test.targets, ElementsAre("t"));
    EXPECT_FALSE(test.help);
    EXPECT_TRUE(test.separated);
    EXPECT_THAT(test.trailing, ElementsAre("--help", "--target", "u"));
    EXPECT_THAT(parsed("rustc --lib -- --print cfg").cargoWords(),
                ElementsAre("rustc", "--lib", "--", "--print", "cfg"));
    EXPECT_EQ(use("rustc --lib -- --print cfg"), SysrootUse::Always);
}

TEST(Invocation, optionsWithoutTheirValueAreErrorsOfUse)
{
    EXPECT_EQ(wrong("build --target").message, "`--target` needs a value");
    EXPECT_EQ(wrong("build --target --release").code, ErrorCode::Usage);
    EXPECT_EQ(wrong("build --target=").message, "`--target` is empty");
    EXPECT_EQ(wrong("--config").message, "`--config` needs a value");
    EXPECT_EQ(wrong("build -Z").message, "`-Z` needs a value");
    EXPECT_OK(parseInvocation({"build", "-j", "-1"}));
    EXPECT_OK(parseInvocation({"run", "--bin"}));
}

TEST(Invocation, knowsWhichCommandsNeedASysroot)
{
    for (const char *words : {"build",
                              "b",
                              "check",
                              "c",
                              "doc",
                              "d",
                              "test",
                              "t",
                              "run",
                              "r",
                              "bench",
                              "rustc",
                              "rustdoc",
                              "fix",
                              "package",
                              "publish --dry-run",
                              "clippy -- -D warnings",
                              "nextest run",
                              "test -- --list",
                              "script.rs",
                              "./script.rs --help",
                              "dir/script"})
        EXPECT_EQ(use(words), SysrootUse::Always) << words;
    for (const char *words : {"",
                              "--version",
                              "-V",
                              "--list",
                              "--help",
                              "-h",
                              "build --help",
                              "build -h",
                              "-h build",
                              "help build",
                              "--explain E0463",
                              "-Z help",
                              "fetch --target t",
                              "metadata",
                              "clean --target t",
                              "init",
                              "new x",
                              "search x",
                              "update",
                              "tree --target all",
                              "vendor",
                              "add x",
                              "remove x",
                              "rm x",
                              "login",
                              "logout",
                              "owner",
                              "yank",
                              "info x",
                              "locate-project",
                              "pkgid",
                              "generate-lockfile",
                              "verify-project",
                              "read-manifest",
                              "config get",
                              "version",
                              "report timings",
                              "fmt --all",
                              "uninstall x",
                              "package --list",
                              "package -l",
                              "package --no-verify",
                              "publish --no-verify",
                              "rustc --print cfg",
                              "build --unit-graph",
                              "miri test",
                              "careful test",
                              "clippy --help",
                              "--list build",
                              "audit"})
        EXPECT_EQ(use(words), SysrootUse::Never) << words;
    for (const char *words :
         {"install x", "install --version 1.0 x", "objcopy -- -O binary x", "size", "embed", "flash", "hack build"})
        EXPECT_EQ(use(words), SysrootUse::IfTargetGiven) << words;
    EXPECT_TRUE(parsed("check").checkOnly);
    EXPECT_TRUE(parsed("clippy").checkOnly);
    EXPECT_FALSE(parsed("build").checkOnly);
    EXPECT_TRUE(parsed("doc").isDoc);
    EXPECT_TRUE(parsed("t").isTest);
}

TEST(Invocation, aliasesAreFollowedAndLoopsRefused)
{
    const TempDir dir;
    dir.write(".cargo/config.toml",
              "[alias]\nfirm = ['build', '--release', '--target', 't']\nxx = 'firm --offline'\n"
              "b = 'check'\nbuild = 'clean'\nl1 = 'l2'\nl2 = 'l1'\nself = 'self x'\nnone = '--offline'\n"
              "go = 'run --bin x --'\n");
    const auto firm = understood({"--locked", "xx", "--lib"}, dir.path());
    EXPECT_EQ(firm.invocation.subcommand, "build");
    EXPECT_THAT(firm.invocation.cargoWords(),
                ElementsAre("--locked", "build", "--release", "--target", "t", "--offline", "--lib"));
    EXPECT_THAT(firm.invocation.targets, ElementsAre("t"));
    EXPECT_EQ(understood({"b"}, dir.path()).invocation.subcommand, "check");
    EXPECT_EQ(understood({"build"}, dir.path()).invocation.subcommand, "build");
    EXPECT_THAT(understood({"+x", "go", "--target", "y"}, dir.path()).invocation.trailing,
                ElementsAre("--target", "y"));
    const auto message = [&](const char *word) {
        const auto call = understandCall({word}, dir.path(), {{"CARGO_HOME", "none"}});
        EXPECT_FALSE(call.has_value());
        return call ? "" : call.error().message;
    };
    EXPECT_EQ(message("l1"), "the alias `l1` comes back to itself: l1 -> l2 -> l1");
    EXPECT_EQ(message("self"), "the alias `self` comes back to itself: self -> self");
    EXPECT_EQ(message("none"), "the alias `none` names no subcommand");
}

TEST(Invocation, theConfigurationIsReadWhereCargoWillWork)
{
    const TempDir dir;
    dir.write("sub/.cargo/config.toml", "build.target = 'in-sub'\n[alias]\nfirm = 'build'");
    fs::create_directories(dir.path() / "package" / ".cargo");
    dir.write("package/.cargo/config.toml", "target.t.rustflags = ['-p']");
    EXPECT_THAT(targetsOf(understood({"-C", "sub", "firm"}, dir.path())), ElementsAre("in-sub"));
    EXPECT_THAT(targetsOf(understood({"build"}, dir.path())), ElementsAre("x86_64-unknown-linux-gnu"));
    const auto install = understood({"install", "--path", "package", "--target", "t"}, dir.path());
    EXPECT_THAT(*rustflagsFor(install.config, "t", {}), ElementsAre("-p"));
    EXPECT_EQ(install.config.directory(), fs::canonical(dir.path()));
    dir.write("package/script.rs", "");
    EXPECT_THAT(*rustflagsFor(understood({"package/script.rs", "-x"}, dir.path()).config, "t", {}), ElementsAre("-p"));
    // What compiles nothing is not hindered by a file that cannot be read.
    dir.write("broken/.cargo/config.toml", "= nonsense");
    EXPECT_OK(understandCall({"clean"}, dir.path() / "broken", {}));
    EXPECT_FALSE(understandCall({"build"}, dir.path() / "broken", {}).has_value());
}

TEST(WantedTargets, comeFromTheWordsThenTheConfigurationThenTheHost)
{
    const TempDir dir;
    dir.write(".cargo/config.toml", "build.target = ['specs/b.json', 'a', 'host-tuple']");
    const auto root = fs::canonical(dir.path());
    EXPECT_THAT(targetsOf(understood({"build"}, dir.path())),
                ElementsAre(toUtf8(root / "specs/b.json"), "a", "x86_64-unknown-linux-gnu"));
    EXPECT_THAT(targetsOf(understood({"build", "--target", "c.json", "--target=c", "--target", "c"}, dir.path())),
                ElementsAre(toUtf8(root / "c.json"), "c"));
    EXPECT_THAT(targetsOf(understood({"build"}, dir.path(), {{"CARGO_BUILD_TARGET", "v"}})),
                ElementsAre(toUtf8(root / "specs/b.json"), "a", "x86_64-unknown-linux-gnu", "v"));
    EXPECT_THAT(targetsOf(understood({"build", "--config", "build.target=['z']"}, dir.path())).size(), 4u);
    const auto install = understood({"install", "x"}, dir.path());
    EXPECT_THAT(targetsOf(install), ElementsAre("x86_64-unknown-linux-gnu"));
    EXPECT_FALSE(needsSysroot(install.invocation, *wantedTargets(install, "h")));
    const auto size = understood({"size", "--release"}, dir.path());
    EXPECT_TRUE(needsSysroot(size.invocation, *wantedTargets(size, "h")));
    EXPECT_EQ(wantedTargets(size, "h")->front().name, "b");
}
