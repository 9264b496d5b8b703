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

} // namespace
} // namespace crossyard::bootstrap
