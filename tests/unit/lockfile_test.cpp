// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/lockfile.h"
#include "support/support.h"

namespace crossyard::cargo {
namespace {

constexpr std::string_view registry = "registry+https://github.com/rust-lang/crates.io-index";

TEST(Lockfile, readsVersionOneWithItsChecksumsAtTheEnd)
{
    const auto lock = parseLockfile(R"toml([[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "cfg-if 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)",
]

[[package]]
name = "cfg-if"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"

[metadata]
"checksum cfg-if 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)" = "baf1de4339761588bc0619e3cbc0120ee582ebb74b53b4efbf79117bd2da40fd"
)toml",
                                    "Cargo.lock");
    ASSERT_OK(lock);
    EXPECT_EQ(lock->version, 1);
    ASSERT_EQ(lock->packages.size(), 2U);
    EXPECT_EQ(lock->packages[0].dependencies, std::vector<std::size_t>{1});
    EXPECT_EQ(lock->packages[1].source, registry);
    EXPECT_TRUE(lock->packages[1].checksum.starts_with("baf1de"));
}

TEST(Lockfile, tellsPackagesOfOneNameApartByVersion)
{
    for (const char *head : {"", "version = 3\n", "version = 4\n"}) {
        const auto lock = parseLockfile(std::string(head) + R"toml(
[[package]]
name = "app"
version = "0.1.0"
dependencies = ["wasi 0.14.4+wasi-0.2.4", "wasi 0.11.1+wasi-snapshot-preview1", "object"]

[[package]]
name = "object"
version = "0.37.3"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "ff76201f031d8863c38aa7f905eca4f53abbfa15f609db4277d44cd8938f33fe"

[[package]]
name = "wasi"
version = "0.11.1+wasi-snapshot-preview1"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "wasi"
version = "0.14.4+wasi-0.2.4"
source = "registry+https://github.com/rust-lang/crates.io-index"
)toml",
                                        "Cargo.lock");
        ASSERT_OK(lock);
        EXPECT_EQ(lock->version, *head == 0 ? 2 : head[10] - '0');
        EXPECT_EQ(lock->packages[0].dependencies, (std::vector<std::size_t>{3, 2, 1}));
        ASSERT_NE(lock->find("object", *Version::parse("0.37.3")), nullptr);
        EXPECT_EQ(lock->find("object", *Version::parse("0.37.2")), nullptr);
    }
}

TEST(Lockfile, saysWhereItIsWrong)
{
    const auto newer = parseLockfile("version = 5\n", "Cargo.lock");
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(newer.error().place, (Place{"Cargo.lock", 1, 11}));

    const auto number = parseLockfile("version = 4E19\n", "Cargo.lock");
    ASSERT_FALSE(number);
    EXPECT_EQ(number.error().message, "`version` must be an integer, but is a number");

    const auto hole = parseLockfile("version = 4\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\"b\"]\n",
                                    "Cargo.lock");
    ASSERT_FALSE(hole);
    EXPECT_EQ(hole.error().place->line, 5);

    const auto torn = parseLockfile("[[package]\n", "Cargo.lock");
    ASSERT_FALSE(torn);
    EXPECT_EQ(torn.error().code, ErrorCode::Parse);
}

} // namespace
} // namespace crossyard::cargo
