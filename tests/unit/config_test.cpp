// SPDX-License-Identifier: MIT OR Apache-2.0
// Cargo's configuration: what is read, how it is merged, and that the real cargo agrees.
#include "cargo/config_tables.h"
#include "cargo/rustflags.h"
#include "config_oracle.h"

using namespace crossyard;
using namespace crossyard::cargo;
using crossyard::test::ConfigProject;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

std::vector<std::string> words(const Config &config, const ConfigKey &key)
{
    const auto found = config.words(key);
    EXPECT_OK(found);
    return found && *found ? (*found)->value : std::vector<std::string>{};
}

} // namespace

TEST(Config, deeperFilesWinAndListsAreJoinedWithTheDeepestLast)
{
    ConfigProject project;
    project.home("[build]\nrustflags = ['-home']\njobs = 1\n[net]\noffline = true\n");
    project.outer("[build]\nrustflags = ['-outer']\njobs = 2\n");
    project.own("[build]\nrustflags = ['-own']\n");
    const auto config = project.loaded();
    EXPECT_THAT(words(config, {"build", "rustflags"}), ElementsAre("-home", "-outer", "-own"));
    const auto jobs = config.integer({"build", "jobs"});
    ASSERT_OK(jobs);
    EXPECT_EQ((*jobs)->value, 2);
    EXPECT_EQ((*jobs)->definition.place, (Place{project.at("outer/.cargo/config.toml"), 3, 8}));
    EXPECT_EQ(*offline(config), true);
    EXPECT_THAT(config.files(),
                ElementsAre(project.at("outer/inner/.cargo/config.toml"), project.at("outer/.cargo/config.toml"),
                            project.dir.path() / "home/config.toml"));
}

TEST(Config, theEnvironmentBeatsFilesAndArgumentsBeatBoth)
{
    ConfigProject project;
    project.own("[build]\njobs = 1\nrustflags = ['-file']\n")
        .set("CARGO_BUILD_JOBS", "2")
        .set("CARGO_BUILD_RUSTFLAGS", "-env -more");
    EXPECT_EQ((*project.loaded().integer({"build", "jobs"}))->value, 2);
    project.argument("build.jobs=3").argument("build.rustflags=['-argument']");
    const auto config = project.loaded();
    const auto jobs = *config.integer({"build", "jobs"});
    EXPECT_EQ(jobs->value, 3);
    EXPECT_EQ(jobs->definition.describe(), "`--config build.jobs=3`");
    EXPECT_THAT(words(config, {"build", "rustflags"}), ElementsAre("-file", "-env", "-more", "-argument"));
}

TEST(Config, readsTheOldNameOfTheFileAndSaysWhichOfTwoItTook)
{
    ConfigProject project;
    project.file("outer/inner/.cargo/config", "build.jobs = 1").own("build.jobs = 2");
    const auto config = project.loaded();
    EXPECT_EQ((*config.integer({"build", "jobs"}))->value, 1);
    ASSERT_EQ(config.warnings().size(), 1u);
    EXPECT_THAT(config.warnings()[0], HasSubstr("both `"));
    fs::remove(project.directory / ".cargo" / "config.toml");
    EXPECT_THAT(project.loaded().warnings(), ElementsAre(HasSubstr("is an old name, cargo wants `config.toml`")));
    // A link from one to the other, for cargos of all ages, is fine.
    fs::rename(project.directory / ".cargo" / "config", project.directory / ".cargo" / "config.toml");
    fs::create_symlink("config.toml", project.directory / ".cargo" / "config");
    EXPECT_THAT(project.loaded().warnings(), IsEmpty());
}

TEST(Config, readsCargoHomeOnceWhenItIsOnTheWayUp)
{
    ConfigProject project;
    project.outer("build.rustflags = ['-once']").set("CARGO_HOME", toUtf8(project.dir.path() / "outer" / ".cargo"));
    EXPECT_THAT(words(project.loaded(), {"build", "rustflags"}), ElementsAre("-once"));
}

TEST(Config, includesAreReadBeforeTheFileThatNamesThem)
{
    ConfigProject project;
    project.own("include = ['a.toml', { path = 'sub/b.toml' }, { path = 'none.toml', optional = true }]\n"
                "[build]\nrustflags = ['-own']\njobs = 9\n");
    project.file("outer/inner/.cargo/a.toml", "build.rustflags = ['-a']\nbuild.jobs = 1\nnet.retry = 1");
    project.file("outer/inner/.cargo/sub/b.toml", "include = ['c.toml']\nbuild.rustflags = ['-b']\nnet.retry = 2");
    project.file("outer/inner/.cargo/sub/c.toml", "build.rustflags = ['-c']");
    const auto config = project.loaded();
    EXPECT_THAT(words(config, {"build", "rustflags"}), ElementsAre("-a", "-c", "-b", "-own"));
    EXPECT_EQ((*config.integer({"build", "jobs"}))->value, 9);
    EXPECT_EQ((*config.integer({"net", "retry"}))->value, 2);
}

TEST(Config, includesThatCannotBeAreErrorsWithTheirPlace)
{
    const auto message = [](std::string_view text) {
        ConfigProject project;
        project.own(text).file("outer/inner/.cargo/loop.toml", "include = ['config.toml']");
        const auto error = project.error();
        EXPECT_TRUE(error.place.has_value()) << describe(error);
        return error.message;
    };
    EXPECT_THAT(message("include = 'a.toml'"), HasSubstr("`include` must be an array of strings"));
    EXPECT_THAT(message("include = [1]"), HasSubstr("`include` must be an array of strings"));
    EXPECT_THAT(message("include = [{}]"), HasSubstr("has no `path`"));
    EXPECT_THAT(message("include = ['a.json']"), HasSubstr("end in .toml"));
    EXPECT_THAT(message("include = ['*.toml']"), HasSubstr("no patterns"));
    EXPECT_THAT(message("include = ['loop.toml']"), HasSubstr("includes itself"));
}

TEST(Config, wrongTypesAreErrorsWithFileLineAndColumn)
{
    ConfigProject project;
    project.own("[build]\njobs = true\nrustflags = ['-a', 1]\n[net]\noffline = "
                "'yes'\n[target.thumbv7m-none-eabi]\nlinker = 1\n");
    const auto config = project.loaded();
    const auto build = buildConfig(config);
    ASSERT_FALSE(build.has_value());
    EXPECT_EQ(build.error().message, "`build.jobs` must be a number of jobs or \"default\", but is a boolean");
    EXPECT_EQ(build.error().place, (Place{project.at("outer/inner/.cargo/config.toml"), 2, 8}));
    const auto flags = config.words({"build", "rustflags"});
    ASSERT_FALSE(flags.has_value());
    EXPECT_EQ(flags.error().message, "`build.rustflags` must hold strings only, but has an integer in it");
    EXPECT_EQ(flags.error().place->column, 20);
    EXPECT_EQ(offline(config).error().message, "`net.offline` must be true or false, but is a string");
    EXPECT_THAT(targetConfig(config, "thumbv7m-none-eabi", {}).error().message, HasSubstr("linker` must be a string"));
    EXPECT_EQ(config.string({"build", "jobs", "deeper"}).error().message,
              "`build.jobs` must be a table, but is a boolean");
}

TEST(Config, aVariableThatDoesNotParseIsNamed)
{
    ConfigProject project;
    project.set("CARGO_NET_OFFLINE", "perhaps");
    EXPECT_EQ(offline(project.loaded()).error().message,
              "the environment variable `CARGO_NET_OFFLINE` must be true or false, but is `perhaps`");
}

TEST(Config, typesThatCargoDoesNotKnowAreErrors)
{
    EXPECT_EQ(ConfigProject().own("[a.'b c']\nd = 1.5").error().message,
              "`a.'b c'.d` is a number, which cargo's configuration does not know");
    EXPECT_THAT(ConfigProject().own("a = 2020-01-01").error().message, HasSubstr("a date or time"));
    EXPECT_EQ(ConfigProject().own("a = [").error().code, ErrorCode::Parse);
}

TEST(Config, listsAndStringsOfDifferentFilesCannotBeMerged)
{
    ConfigProject project;
    project.own("[build]\nrustflags = ['-a']").outer("[build]\nrustflags = '-b'");
    const auto error = project.error();
    EXPECT_THAT(error.message, HasSubstr("`build.rustflags` is a string here, but an array in"));
    EXPECT_EQ(error.place, (Place{project.at("outer/.cargo/config.toml"), 2, 13}));
}

TEST(Config, argumentsAreOneDottedKeyWithAValueOrAFile)
{
    ConfigProject project;
    project.file("outer/inner/extra.toml", "[build]\njobs = 7\ntarget-dir = 'x'").argument("extra.toml");
    const auto build = buildConfig(project.loaded());
    ASSERT_OK(build);
    EXPECT_EQ(build->jobs, 7);
    EXPECT_EQ(build->targetDir, project.at("outer/x")); // above the directory that holds the file
    for (const char *text : {"", "build", "[build]\njobs=1", "build={jobs=1}", "a.b=1\na.c=2", "build.jobs=1 # four",
                             "# four\nbuild.jobs=1", "build.jobs=", "none.toml", "[[a]]\nb=1"}) {
        ConfigProject wrong;
        wrong.argument(text);
        EXPECT_EQ(wrong.error().code, ErrorCode::Usage) << text;
    }
    for (const char *text : {"build.jobs = 1", " build.jobs=1\n", "target.'cfg(unix)'.linker=\"ü#\"", "a.b=[{c=1}]",
                             "\"a.b\".c='''x\ny'''"}) {
        ConfigProject right;
        right.argument(text);
        EXPECT_OK(right.load());
    }
    ConfigProject secret;
    secret.argument("registries.mine.token='x'");
    EXPECT_THAT(secret.error().message, HasSubstr("token"));
}

TEST(BuildConfig, pathsAreRelativeToTheDirectoryAboveTheConfigDirectory)
{
    ConfigProject project;
    project.outer(
        "[build]\ntarget = ['specs/my.json', 'thumbv7m-none-eabi']\ntarget-dir = 'out'\nrustc = 'tools/rustc'\n"
        "rustc-wrapper = 'sccache'\n");
    const auto build = buildConfig(project.loaded());
    ASSERT_OK(build);
    EXPECT_THAT(build->targets, ElementsAre(toUtf8(project.at("outer/specs/my.json")), "thumbv7m-none-eabi"));
    EXPECT_EQ(build->targetDir, project.at("outer/out"));
    EXPECT_EQ(build->rustc, project.at("outer/tools/rustc"));
    EXPECT_EQ(build->rustcWrapper, "sccache");
}

TEST(BuildConfig, toolVariablesBeatTheKeysAndEmptyOnesMeanNone)
{
    ConfigProject project;
    project.own("[build]\nrustc = 'a'\nrustc-wrapper = 'b'\n").set("RUSTC", "sub/c").set("RUSTC_WRAPPER", "");
    project.set("CARGO_TARGET_DIR", "d")
        .set("CARGO_BUILD_TARGET_DIR", "e")
        .set("CARGO_BUILD_TARGET", "riscv32imac-unknown-none-elf");
    const auto build = buildConfig(project.loaded());
    ASSERT_OK(build);
    EXPECT_EQ(build->rustc, project.at("outer/inner/sub/c"));
    EXPECT_EQ(build->rustcWrapper, std::nullopt);
    EXPECT_EQ(build->targetDir, project.at("outer/inner/d"));
    EXPECT_THAT(build->targets, ElementsAre("riscv32imac-unknown-none-elf"));
}

TEST(TargetConfig, takesLinkerAndRunnerFromTheTargetThenFromOneCfgTable)
{
    ConfigProject project;
    project.own(
        "[target.'cfg(target_os = \"none\")']\nlinker = 'bin/ld'\nrunner = ['qemu', '-M', 'a b']\n"
        "[target.'cfg(unix)']\nlinker = 'other'\n[target.thumbv7m-none-eabi]\nrunner = 'bin/probe run --chip x'\n");
    const auto cfgs = CfgSet::fromLines({"target_os=\"none\""});
    const auto thumb = targetConfig(project.loaded(), "thumbv7m-none-eabi", cfgs);
    ASSERT_OK(thumb);
    EXPECT_EQ(thumb->linker, project.at("outer/inner/bin/ld"));
    EXPECT_EQ(thumb->runner, (ProgramAndArguments{project.at("outer/inner/bin/probe"), {"run", "--chip", "x"}}));
    const auto riscv = targetConfig(project.loaded(), "riscv32imac-unknown-none-elf", cfgs);
    ASSERT_OK(riscv);
    EXPECT_EQ(riscv->runner, (ProgramAndArguments{"qemu", {"-M", "a b"}}));
    const auto both = targetConfig(project.loaded(), "x", CfgSet::fromLines({"unix", "target_os=\"none\""}));
    ASSERT_FALSE(both.has_value());
    EXPECT_THAT(both.error().message, HasSubstr("both set the linker"));
}

TEST(TargetConfig, runnersOfSeveralFilesAreNotJoined)
{
    ConfigProject project;
    project.own("target.t.runner = ['own', 'x']").outer("target.t.runner = ['outer', 'y']");
    EXPECT_EQ(targetConfig(project.loaded(), "t", {})->runner, (ProgramAndArguments{"own", {"x"}}));
    project.set("CARGO_TARGET_T_RUNNER", "variable z");
    EXPECT_EQ(targetConfig(project.loaded(), "t", {})->runner, (ProgramAndArguments{"variable", {"z"}}));
    project.argument("target.t.runner=['argument']");
    EXPECT_EQ(targetConfig(project.loaded(), "t", {})->runner, (ProgramAndArguments{"argument", {}}));
}

TEST(TargetConfig, linksOverridesStandForABuildScript)
{
    ConfigProject project;
    project.own(
        "[target.t.foo]\nrustc-link-lib = ['foo']\nrustc-link-search = ['/lib']\nrustc-flags = '-L /some -lbar'\n"
        "rustc-cfg = ['a=\"1\"']\nrustc-link-arg-bins = ['-x']\nrustc-cdylib-link-arg = ['-y']\nversion = '3'\n"
        "[target.t.foo.rustc-env]\nK = 'v'\n");
    const auto target = targetConfig(project.loaded(), "t", {});
    ASSERT_OK(target);
    const auto &foo = target->linksOverrides.at("foo");
    EXPECT_THAT(foo.libraries, ElementsAre("bar", "foo"));
    EXPECT_THAT(foo.libraryPaths, ElementsAre("/some", "/lib"));
    EXPECT_THAT(foo.linkArguments, ElementsAre(LinksOverride::LinkArgument{"rustc-link-arg-cdylib", "-y"},
                                               LinksOverride::LinkArgument{"rustc-link-arg-bins", "-x"}));
    EXPECT_THAT(foo.environment, ElementsAre(std::pair("K", "v")));
    EXPECT_THAT(foo.metadata, ElementsAre(std::pair("version", "3")));
    ConfigProject wrong;
    wrong.own("[target.t.foo]\nwarning = 'x'");
    EXPECT_THAT(targetConfig(wrong.loaded(), "t", {}).error().message, HasSubstr("cannot be said"));
}

TEST(EnvironmentTable, setsWhatIsNotSetAndForcesWhatSaysSo)
{
    ConfigProject project;
    project.outer("[env]\nA = 'a'\nB = { value = 'b', force = true }\nC = { value = 'c', relative = true }\nD = 'd'\n");
    project.set("A", "mine").set("B", "mine");
    const auto variables = environmentTable(project.loaded());
    ASSERT_OK(variables);
    EXPECT_THAT(*variables,
                ElementsAre(std::pair("B", "b"), std::pair("C", toUtf8(project.at("outer/c"))), std::pair("D", "d")));
    ConfigProject wrong;
    wrong.own("[env]\nCARGO_HOME = 'x'");
    EXPECT_THAT(environmentTable(wrong.loaded()).error().message, HasSubstr("cannot be set in [env]"));
}

TEST(SourceTable, followsReplacementsToTheEnd)
{
    ConfigProject project;
    project.outer("[source.crates-io]\nreplace-with = 'mirror'\n[source.mirror]\nregistry = 'https://m.example/'\n"
                  "replace-with = 'vendored'\n[source.vendored]\ndirectory = 'vendor'\n"
                  "[source.g]\ngit = 'https://g.example/x'\nbranch = 'main'\n");
    const auto config = project.loaded();
    const auto sources = sourceTable(config);
    ASSERT_OK(sources);
    const auto used = replacedSource(config, *sources, "crates-io");
    ASSERT_OK(used);
    EXPECT_EQ(used->kind, SourceConfig::Kind::Directory);
    EXPECT_EQ(used->path, project.at("outer/vendor"));
    EXPECT_EQ(sources->at("g").gitReference, "branch=main");
}

TEST(SourceTable, loopsUnknownNamesAndHalfDefinitionsAreErrors)
{
    const auto message = [](std::string_view text) -> std::string {
        ConfigProject project;
        project.own(text);
        const auto config = project.loaded();
        const auto sources = sourceTable(config);
        if (!sources)
            return sources.error().message;
        const auto used = replacedSource(config, *sources, "crates-io");
        EXPECT_FALSE(used.has_value());
        return used ? "" : used.error().message + " / " + used.error().hint;
    };
    EXPECT_THAT(message("[source]\ncrates-io.replace-with = 'a'\na = { directory = 'd', replace-with = 'crates-io' }"),
                HasSubstr("is replaced by itself"));
    EXPECT_THAT(message("[source]\ncrates-io.replace-with = 'vendord'\nvendored.directory = 'v'"),
                HasSubstr("no source is called `vendord` / did you mean `vendored`?"));
    EXPECT_THAT(message("[source.a]\nreplace-with = 'b'"), HasSubstr("names no place"));
    EXPECT_THAT(message("[source.a]\ndirectory = 'x'\nregistry = 'y'"), HasSubstr("more than one place"));
    EXPECT_THAT(message("[source.a]\ndirectory = 'x'\ntag = 'y'"), HasSubstr("only a `git` source"));
}

TEST(ProfileTable, takesVariablesAsWell)
{
    ConfigProject project;
    project.own("[profile.release]\nopt-level = 's'\n[profile.release.package.x]\nopt-level = 1\n");
    project.set("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3").set("CARGO_PROFILE_RELEASE_BUILD_OVERRIDE_OPT_LEVEL", "1");
    project.set("CARGO_PROFILE_RELEASE_DEBUG", "line-tables-only")
        .set("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true");
    const auto profile = profileTable(project.loaded(), "release");
    ASSERT_OK(profile);
    const auto &table = *(**profile).table();
    EXPECT_EQ(*table.at("opt-level").integer(), 3);
    EXPECT_EQ(*table.at("debug").string(), "line-tables-only");
    EXPECT_EQ(*table.at("debug-assertions").boolean(), true);
    EXPECT_EQ(*table.at("build-override").table()->at("opt-level").integer(), 1);
    EXPECT_TRUE(table.at("package").table()->contains("x"));
    EXPECT_EQ(*profileTable(project.loaded(), "dev"), std::nullopt);
}

TEST(ConfigKey, isWrittenWithQuotesWhereItNeedsThem)
{
    EXPECT_EQ(toString(ConfigKey{"target", "cfg(unix)", "linker"}), "target.'cfg(unix)'.linker");
    EXPECT_EQ(toString(ConfigKey{"a", "it's \"so\""}), "a.\"it's \\\"so\\\"\"");
    EXPECT_EQ(environmentName({"target", "thumbv7m-none-eabi", "rustflags"}),
              "CARGO_TARGET_THUMBV7M_NONE_EABI_RUSTFLAGS");
    EXPECT_EQ(dottedKey("target.thumbv8m.main-none-eabi").size(), 3u);
}
