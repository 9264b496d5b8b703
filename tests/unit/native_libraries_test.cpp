// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/native_libraries.h"

#include "support/support.h"

namespace crossyard::bootstrap {
namespace {

constexpr const char *linux64 = "x86_64-unknown-linux-gnu";

const NativeLibrary &library(std::string_view crate)
{
    const auto it = std::ranges::find(nativeLibraries(), crate, &NativeLibrary::crate);
    EXPECT_NE(it, nativeLibraries().end()) << crate;
    return *it;
}

TEST(NativeLibraries, compareVersionsAsNumbers)
{
    EXPECT_LT(compareNativeVersions("1.9.0", "1.10.0"), 0);
    EXPECT_EQ(compareNativeVersions("1.9", "1.9.0"), 0);
    EXPECT_GT(compareNativeVersions("24.3.18", "9.22"), 0);
    EXPECT_EQ(compareNativeVersions("8.14.1-DEV", "8.14.1"), 0);
    EXPECT_LT(compareNativeVersions("", "0.1"), 0);
}

TEST(NativeLibraries, readTheWindowFromTheScript)
{
    EXPECT_EQ(windowIn("let mut cfg = pkg_config::Config::new();\n"
                       "match cfg.range_version(\"1.9.2\"..\"1.10.0\").probe(\"libgit2\") {",
                       "libgit2"),
              (NativeWindow{"1.9.2", "1.10.0"}));
    EXPECT_EQ(windowIn("if pkg_config::Config::new().atleast_version(\"1.6\").probe(\"dbus-1\").is_ok() {", "dbus-1"),
              (NativeWindow{"1.6", ""}));
    EXPECT_EQ(windowIn("c.range_version(\"1\"..\"2\").probe(\"other\"); c.probe(\"zlib\");", "zlib"), std::nullopt);
    EXPECT_EQ(windowIn("c.probe(\"zlib", "zlib"), std::nullopt);
    EXPECT_EQ(windowIn("c.range_version(a..b).probe(\"zlib\")", "zlib"), std::nullopt);
}

TEST(NativeLibraries, knowTheDistribution)
{
    EXPECT_EQ(distributionOf("NAME=\"Debian GNU/Linux\"\nID=debian\n"), Distribution::Debian);
    EXPECT_EQ(distributionOf("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), Distribution::Debian);
    EXPECT_EQ(distributionOf("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"), Distribution::Fedora);
    EXPECT_EQ(distributionOf("ID=manjaro\nID_LIKE=arch\n"), Distribution::Arch);
    EXPECT_EQ(distributionOf("ID=void\nVARIANT_ID=debian\n"), Distribution::Unknown);
}

TEST(NativeLibraries, nameThePackageForTheTarget)
{
    const auto &openssl = library("openssl-sys");
    EXPECT_EQ(packageFor(openssl, Distribution::Debian, linux64, linux64), "libssl-dev");
    EXPECT_EQ(packageFor(openssl, Distribution::Debian, "aarch64-unknown-linux-gnu", linux64), "libssl-dev:arm64");
    EXPECT_EQ(packageFor(openssl, Distribution::Debian, "armv7-unknown-linux-gnueabihf", linux64), "libssl-dev:armhf");
    EXPECT_EQ(packageFor(openssl, Distribution::Debian, "x86_64-unknown-linux-musl", linux64), "");
    EXPECT_EQ(packageFor(openssl, Distribution::Fedora, linux64, linux64), "openssl-devel");
    EXPECT_EQ(packageFor(openssl, Distribution::Fedora, "aarch64-unknown-linux-gnu", linux64), "");
    EXPECT_EQ(packageFor(openssl, Distribution::Unknown, linux64, linux64), "");
}

TEST(NativeLibraries, haveANameEverywhere)
{
    for (const auto &one : nativeLibraries()) {
        EXPECT_FALSE(one.pkgConfig.empty() || one.debian.empty() || one.fedora.empty() || one.arch.empty())
            << one.crate;
        EXPECT_EQ(one.habit == NativeLibrary::Habit::System, one.bundled.empty()) << one.crate;
    }
}

constexpr const char *arm64 = "aarch64-unknown-linux-gnu";

std::string asked(const std::map<std::string, std::string> &variables, const std::string &target = arm64,
                  bool debians = false, const std::set<std::string> &programs = {"pkg-config"})
{
    const auto variable = [&](const std::string &name) {
        const auto it = variables.find(name);
        return it == variables.end() ? std::nullopt : std::optional(it->second);
    };
    return pkgConfigFor({"openssl", target, debians}, linux64, variable,
                        [&](const std::string &name) { return programs.contains(name); })
        .value_or("nobody");
}

TEST(PkgConfig, isTheOneThatTheVariablesName)
{
    EXPECT_EQ(asked({}, linux64), "pkg-config");
    EXPECT_EQ(asked({}), "nobody") << "another target must be allowed";
    EXPECT_EQ(asked({{"PKG_CONFIG_ALLOW_CROSS", "1"}}), "pkg-config");
    EXPECT_EQ(asked({{"PKG_CONFIG_ALLOW_CROSS", "0"}, {"PKG_CONFIG", "own"}}), "nobody");
    EXPECT_EQ(asked({{"PKG_CONFIG_SYSROOT_DIR_aarch64_unknown_linux_gnu", "/arm"}}), "pkg-config");
    std::map<std::string, std::string> all{{"PKG_CONFIG", "d"}};
    EXPECT_EQ(asked(all), "d");
    all["TARGET_PKG_CONFIG"] = "c";
    EXPECT_EQ(asked(all), "c");
    all["PKG_CONFIG_aarch64_unknown_linux_gnu"] = "b";
    EXPECT_EQ(asked(all), "b");
    all["PKG_CONFIG_aarch64-unknown-linux-gnu"] = "a";
    EXPECT_EQ(asked(all), "a");
    EXPECT_EQ(asked(all, linux64), "d");
    EXPECT_EQ(asked({{"HOST_PKG_CONFIG", "h"}, {"TARGET_PKG_CONFIG", "t"}}, linux64), "h");
}

TEST(PkgConfig, isPkgconfWhereThatAloneIsThere)
{
    EXPECT_EQ(asked({}, linux64, false, {"pkgconf"}), "pkgconf");
    EXPECT_EQ(asked({}, linux64, false, {"pkgconf", "pkg-config"}), "pkg-config");
    EXPECT_EQ(asked({}, linux64, false, {}), "pkg-config");
    EXPECT_EQ(asked({{"PKG_CONFIG", "own"}}, linux64, false, {"pkgconf"}), "own");
}

TEST(PkgConfig, ofDebiansCrateIsThatOfTheArchitecture)
{
    EXPECT_EQ(asked({}, arm64, true), "pkg-config");
    const std::map<std::string, std::string> building{{"DEB_HOST_GNU_TYPE", "aarch64-linux-gnu"}};
    const std::set<std::string> programs{"pkg-config", "aarch64-linux-gnu-pkg-config"};
    EXPECT_EQ(asked(building, arm64, true, programs), "aarch64-linux-gnu-pkg-config");
    EXPECT_EQ(asked(building, arm64, false, programs), "nobody");
    auto named = building;
    named["PKG_CONFIG"] = "own";
    EXPECT_EQ(asked(named, arm64, true, programs), "own");
    EXPECT_TRUE(isDebiansPkgConfig("self.env_var_os(\"DEB_HOST_GNU_TYPE\")"));
    EXPECT_FALSE(isDebiansPkgConfig("let exe = pkg_config_exe.unwrap_or_else(|| OsString::from(\"pkg-config\"));"));
}

TEST(PkgConfig, hasTheNamesThatDistributionsGiveIt)
{
    const auto last = [](const std::string &target) { return pkgConfigWrappers(target).back(); };
    EXPECT_THAT(pkgConfigWrappers(arm64),
                testing::ElementsAre("aarch64-unknown-linux-gnu-pkg-config", "aarch64-linux-gnu-pkg-config"));
    EXPECT_EQ(last("armv7-unknown-linux-gnueabihf"), "arm-linux-gnueabihf-pkg-config");
    EXPECT_EQ(last("riscv64gc-unknown-linux-gnu"), "riscv64-linux-gnu-pkg-config");
    EXPECT_EQ(last("i586-unknown-linux-gnu"), "i686-linux-gnu-pkg-config");
    EXPECT_EQ(last("x86_64-pc-windows-gnu"), "x86_64-w64-mingw32-pkg-config");
    EXPECT_THAT(pkgConfigWrappers("thumbv7m-none-eabi"), testing::ElementsAre("thumbv7m-none-eabi-pkg-config"));
}

} // namespace
} // namespace crossyard::bootstrap
