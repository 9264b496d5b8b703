// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/lockfile.h"

#include "cargo/git_source.h"
#include "support/support.h"

#include <format>

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

    const auto hole = parseLockfile(
        "version = 4\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\"b\"]\n", "Cargo.lock");
    ASSERT_FALSE(hole);
    EXPECT_EQ(hole.error().place->line, 5);

    const auto torn = parseLockfile("[[package]\n", "Cargo.lock");
    ASSERT_FALSE(torn);
    EXPECT_EQ(torn.error().code, ErrorCode::Parse);
}

TEST(Lockfile, hasGitReferencesInOneFormWhateverItsVersionIs)
{
    const auto sources = [](int version, std::string_view reference) {
        const auto lock = parseLockfile(std::format(R"toml(version = {0}
[[package]]
name = "app"
version = "0.1.0"
dependencies = ["leaf 1.0.0 (git+https://h/leaf?{1})", "leaf 1.0.0 (registry+https://h/index)"]
[[package]]
name = "leaf"
version = "1.0.0"
source = "git+https://h/leaf?{1}#0123"
[[package]]
name = "leaf"
version = "1.0.0"
source = "registry+https://h/index"
)toml",
                                                    version, reference),
                                        "Cargo.lock");
        EXPECT_OK(lock);
        EXPECT_EQ(lock->packages[0].dependencies, (std::vector<std::size_t>{1, 2}));
        return lock->packages[1].source;
    };
    EXPECT_EQ(sources(4, "branch=feature%2Fx%2B1"), "git+https://h/leaf?branch=feature%2Fx%2B1#0123");
    EXPECT_EQ(sources(3, "branch=feature/x+1"), "git+https://h/leaf?branch=feature%2Fx%2B1#0123");
    EXPECT_EQ(sources(3, "branch=a%2Fb"), "git+https://h/leaf?branch=a%252Fb#0123") << "that is its name there";
    EXPECT_EQ(sources(4, "branch=feature/x"), "git+https://h/leaf?branch=feature%2Fx#0123");
    EXPECT_EQ(sources(3, "ref=x"), "git+https://h/leaf?branch=x#0123");
}

TEST(GitSource, isTakenApartAndPutTogether)
{
    EXPECT_EQ(parseGitSource("git+https://h/r.git?branch=b%2Fc+d#0123"),
              (GitSource{"https://h/r.git", "branch=b/c d", "0123"}));
    EXPECT_EQ(parseGitSource("git+https://h/r"), (GitSource{"https://h/r", "", ""}));
    EXPECT_EQ(parseGitSource("git+https://h/r?x=y&tag=v1"), (GitSource{"https://h/r", "tag=v1", ""}));
    EXPECT_EQ(gitSource("https://h/r.git", "branch=b/c d+\u00e9#*-._"),
              "git+https://h/r.git?branch=b%2Fc+d%2B%C3%A9%23*-._");
    EXPECT_EQ(gitSource("file:///a b/\u00e9'", ""), "git+file:///a%20b/%C3%A9'");
    EXPECT_EQ(gitSource("/a b", "rev=0123"), "git+/a b?rev=0123") << "a directory is no address";
    // What a person writes.
    EXPECT_EQ(parseGitAddress("https://h/r?branch=b/c+d%20e#0123"),
              (GitSource{"https://h/r", "branch=b/c+d e", "0123"}));
}

TEST(GitSource, isEncodedInLocksOfVersionFourAlone)
{
    const std::string ours = "git+https://h/r?branch=feature%2Fx%231#0123";
    EXPECT_EQ(sourceInLock(ours, 4), ours);
    EXPECT_EQ(sourceInLock(ours, 3), "git+https://h/r?branch=feature/x#1#0123");
    EXPECT_EQ(sourceFromLock(sourceInLock(ours, 3), 3), ours);
    EXPECT_EQ(sourceFromLock(ours, 4), ours);
    EXPECT_EQ(sourceInLock("registry+https://h/%2F", 3), "registry+https://h/%2F");
    EXPECT_EQ(sourceFromLock("registry+https://h/%2F", 4), "registry+https://h/%2F");
}

} // namespace
} // namespace crossyard::cargo
