// SPDX-License-Identifier: MIT OR Apache-2.0
// Libraries of the system that build scripts want: what is said before anything is compiled, on a system that the test
// makes of files for pkg-config.
#include "base/strings.h"
#include "bootstrap_world.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard {
namespace {

using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::optional<std::string>>;
using Json = nlohmann::json;

class BootstrapNatives : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_FALSE(test::realToolchain().rustc.empty());
        if (!findProgram("pkg-config"))
            GTEST_SKIP() << "there is no pkg-config";
        project.write("src/main.rs", "fn main() {}\n");
        fs::create_directories(project.path() / "libs");
    }

    /// A crate whose script fails, so that one that was started is seen.
    void crate(const std::string &name, const std::string &version, const std::string &more = "",
               const std::string &script = "")
    {
        const std::string dir = std::format("crates/{}", name);
        project.write(dir + "/Cargo.toml",
                      std::format("[package]\nname = \"{}\"\nversion = \"{}\"\n{}\n", name, version, more));
        project.write(dir + "/src/lib.rs", "");
        project.write(dir + "/build.rs", std::format("/* {} */ fn main() {{ panic!(\"it was run\") }}\n", script));
        project.write(dir + "/.cargo-checksum.json", "{\"files\":{},\"package\":null}\n");
        dependencies += std::format("{} = \"*\"\n", name);
        project.write("Cargo.toml", "[package]\nname = \"root\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
                                    "[dependencies]\n" +
                                        dependencies);
    }

    void library(const std::string &name, const std::string &version)
    {
        project.write(std::format("libs/{}.pc", name),
                      std::format("Name: {0}\nDescription: {0}\nVersion: {1}\n", name, version));
    }

    process::Finished bootstrap(Words words, Environment environment = {})
    {
        words.insert(words.end(), {"--vendor", "crates"});
        environment.insert({"PKG_CONFIG_LIBDIR", toUtf8(project.path() / "libs")});
        environment.insert({"PKG_CONFIG_PATH", std::nullopt});
        return test::bootstrapRun(words, store.path(), project.path(), environment);
    }

    Json natives(const Words &more = {}, const Environment &environment = {})
    {
        Words words{"--dry-run", "--json"};
        words.insert(words.end(), more.begin(), more.end());
        const auto run = bootstrap(words, environment);
        const auto json = Json::parse(split(run.output, '\n').front(), nullptr, false);
        EXPECT_TRUE(json.is_object()) << run.output << run.errors;
        return json.is_object() ? json["natives"] : Json();
    }

    test::TempDir project;
    test::TempDir store;
    std::string dependencies;
};

TEST_F(BootstrapNatives, thatAreMissingStopBeforeAnythingIsCompiled)
{
    crate("openssl-sys", "0.9.107", "links = \"openssl\"");
    const auto run = bootstrap({"--verbose"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("openssl-sys 0.9.107 needs openssl (1.0.1 or later), and pkg-config finds none"));
    EXPECT_THAT(run.errors, HasSubstr("[target.x86_64-unknown-linux-gnu.openssl]"));
    EXPECT_THAT(run.errors, Not(HasSubstr("--crate-name")));
    const auto forced = bootstrap({"--no-native-check"});
    EXPECT_EQ(forced.exitCode, 1);
    EXPECT_THAT(forced.errors, HasSubstr("it was run"));
    // What stands for the script needs nothing.
    const auto instead = bootstrap({"--config", "target.x86_64-unknown-linux-gnu.openssl.rustc-link-lib=[]"});
    EXPECT_EQ(instead.exitCode, 0) << instead.errors;
}

// pkg-config tells its version, but gives no words to link it with.
TEST_F(BootstrapNatives, areMissingWhereWhatTheyNeedThemselvesIs)
{
    crate("curl-sys", "0.4.83", "links = \"curl\"");
    project.write("libs/libcurl.pc", "Name: a\nDescription: a\nVersion: 8.1.0\nRequires.private: nowhere\n");
    const auto found = natives();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0]["state"], "missing");
    EXPECT_EQ(found[0]["version"], "8.1.0");
    const auto run = bootstrap({});
    EXPECT_THAT(run.errors, HasSubstr("curl-sys 0.4.83 needs libcurl, which is here, but not what it needs itself"));
    EXPECT_THAT(run.errors, HasSubstr("nowhere"));
    EXPECT_THAT(run.errors, Not(HasSubstr("it was run")));
    library("nowhere", "1");
    EXPECT_EQ(natives()[0]["state"], "found");
}

TEST_F(BootstrapNatives, areHeldAgainstTheWindowOfTheScript)
{
    crate("libgit2-sys", "0.18.3+1.9.2", "links = \"git2\"",
          "match cfg.range_version(\"1.9.2\"..\"1.10.0\").probe(\"libgit2\") {");
    for (const auto &[version, state] :
         {std::pair{"1.9.0", "too old"}, {"1.9.2", "found"}, {"1.9.10", "found"}, {"1.10.0", "too new"}}) {
        library("libgit2", version);
        const auto found = natives();
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0]["state"], state) << version;
        EXPECT_EQ(found[0]["version"], version);
        EXPECT_EQ(found[0]["wanted"], "1.9.2 or later, below 1.10.0");
        EXPECT_EQ(found[0]["stops"], state != std::string("found"));
    }
    EXPECT_THAT(bootstrap({}).errors,
                HasSubstr("needs libgit2 (1.9.2 or later, below 1.10.0), and 1.10.0 is here, which is too new"));
    // What comes along is compiled where the system has nothing that fits, unless somebody forbids it.
    project.write("crates/libgit2-sys/libgit2/src/x.c", "");
    EXPECT_EQ(natives()[0]["state"], "bundled");
    EXPECT_EQ(natives({}, {{"LIBGIT2_NO_VENDOR", "1"}})[0]["state"], "too new");
    EXPECT_EQ(natives({}, {{"LIBGIT2_NO_VENDOR", "0"}})[0]["state"], "bundled");
    library("libgit2", "1.9.2");
    EXPECT_EQ(natives()[0]["state"], "found");
    EXPECT_EQ(natives({}, {{"LIBGIT2_NO_PKG_CONFIG", "1"}})[0]["state"], "bundled");
}

TEST_F(BootstrapNatives, followFeaturesAndVariables)
{
    crate("zstd-sys", "2.0.13", "links = \"zstd\"\n[features]\npkg-config = []");
    project.write("crates/zstd-sys/zstd/lib/zstd.h", "");
    EXPECT_EQ(natives()[0]["state"], "bundled");
    EXPECT_EQ(natives({}, {{"ZSTD_SYS_USE_PKG_CONFIG", "1"}})[0]["state"], "missing");
    EXPECT_EQ(natives({"--features", "zstd-sys/pkg-config"})[0]["state"], "missing");
    library("libzstd", "1.5.7");
    EXPECT_EQ(natives({"--features", "zstd-sys/pkg-config"})[0]["state"], "found");
    EXPECT_EQ(natives({"--config", "env.ZSTD_SYS_USE_PKG_CONFIG='1'"})[0]["state"], "found");
}

TEST_F(BootstrapNatives, ofCurlAreAskedForHttp2)
{
    crate("curl-sys", "0.4.67", "links = \"curl\"\n[features]\nhttp2 = []");
    library("libcurl", "8.14.1");
    const auto tool = project.write("bin/curl-config", "#!/bin/sh\necho SSL\necho $MORE\n");
    fs::permissions(tool, fs::perms::owner_all);
    const auto path = toUtf8(project.path() / "bin") + ":" + environment("PATH").value_or("");
    EXPECT_EQ(natives({}, {{"PATH", path}})[0]["state"], "found");
    const auto without = natives({"--features", "curl-sys/http2"}, {{"PATH", path}});
    EXPECT_EQ(without[0]["state"], "missing");
    EXPECT_THAT(without[0]["text"].get<std::string>(), HasSubstr("needs libcurl with HTTP2"));
    EXPECT_EQ(natives({"--features", "curl-sys/http2"}, {{"PATH", path}, {"MORE", "HTTP2"}})[0]["state"], "found");
}

TEST_F(BootstrapNatives, ofAnotherTargetAreAskedForThere)
{
    crate("openssl-sys", "0.9.107", "links = \"openssl\"");
    library("openssl", "3.5.7");
    const Words cross{"--target", "aarch64-unknown-linux-gnu"};
    const test::TempDir tools; // without what this system may have for that target
    fs::create_symlink(findProgram("pkg-config").value(), tools.path() / "pkg-config");
    const auto none = natives(cross, {{"PATH", toUtf8(tools.path())}});
    ASSERT_EQ(none.size(), 1U);
    EXPECT_EQ(none[0]["state"], "missing");
    EXPECT_THAT(none[0]["text"].get<std::string>(), HasSubstr("PKG_CONFIG_ALLOW_CROSS=1"));
    EXPECT_EQ(natives(cross, {{"PKG_CONFIG_ALLOW_CROSS", "1"}})[0]["state"], "found");
    const test::TempDir arm;
    EXPECT_EQ(natives(cross, {{"PKG_CONFIG_ALLOW_CROSS", "1"},
                              {"PKG_CONFIG_LIBDIR_aarch64_unknown_linux_gnu", toUtf8(arm.path())}})[0]["state"],
              "missing");
    EXPECT_EQ(natives(cross, {{"AARCH64_UNKNOWN_LINUX_GNU_OPENSSL_DIR", "/opt/ssl"}})[0]["state"], "found");
}

TEST_F(BootstrapNatives, ofAnotherTargetThatItsOwnPkgConfigKnowsAreToldSo)
{
    crate("openssl-sys", "0.9.107", "links = \"openssl\"");
    const auto tool =
        project.write("bin/aarch64-linux-gnu-pkg-config", "#!/bin/sh\n[ \"$2\" = openssl ] && echo 3.5.7\n");
    fs::permissions(tool, fs::perms::owner_all);
    const auto path = toUtf8(project.path() / "bin") + ":" + environment("PATH").value_or("");
    const Words cross{"--target", "aarch64-unknown-linux-gnu"};
    const auto told = natives(cross, {{"PATH", path}});
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0]["state"], "missing") << "the crate does not ask it by itself";
    EXPECT_THAT(told[0]["text"].get<std::string>(),
                HasSubstr("(PKG_CONFIG_aarch64_unknown_linux_gnu=aarch64-linux-gnu-pkg-config)"));
    EXPECT_EQ(natives(cross, {{"PATH", path},
                              {"PKG_CONFIG_aarch64_unknown_linux_gnu", "aarch64-linux-gnu-pkg-config"}})[0]["state"],
              "found");
}

TEST_F(BootstrapNatives, thatNobodyKnowsAreOnlyTold)
{
    crate("strange-sys", "1.0.0",
          "links = \"strange\"\n[package.metadata.system-deps.glib_2_0]\nname = \"glib-2.0\"\nversion = \"2.70\"",
          "pkg_config::probe_library(\"strange\")");
    library("glib-2.0", "2.60.1");
    const auto found = natives();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0]["library"], "glib-2.0");
    EXPECT_EQ(found[0]["state"], "too old");
    EXPECT_EQ(found[1]["library"], "strange");
    EXPECT_EQ(found[1]["state"], "missing");
    EXPECT_EQ(found[0]["stops"], false);
    EXPECT_EQ(found[1]["stops"], false);
    EXPECT_THAT(bootstrap({}).errors, HasSubstr("it was run"));
}

TEST_F(BootstrapNatives, areCompiledOnlyWhereThereIsACompiler)
{
    crate("lzma-sys", "0.1.20", "links = \"lzma\"");
    project.write("crates/lzma-sys/xz-5.2/src/x.c", "");
    EXPECT_EQ(natives().size(), 1U);
    const Words cross{"--target", "riscv64gc-unknown-linux-gnu"};
    const test::TempDir tools;
    for (const char *name : {"pkg-config", "sh", "cc"}) {
        if (const auto found = findProgram(name))
            fs::create_symlink(*found, tools.path() / name);
    }
    const Environment bare{{"PATH", toUtf8(tools.path())}};
    const auto found = natives(cross, bare);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0]["state"], "bundled");
    EXPECT_EQ(found[1]["library"], "C compiler");
    EXPECT_EQ(found[1]["stops"], true);
    EXPECT_THAT(found[1]["text"].get<std::string>(), HasSubstr("CC_riscv64gc_unknown_linux_gnu"));
    auto named = bare;
    named["CC_riscv64gc_unknown_linux_gnu"] = "cc";
    EXPECT_EQ(natives(cross, named).size(), 1U);
}

} // namespace
} // namespace crossyard
