// SPDX-License-Identifier: MIT OR Apache-2.0
// Locks against those of `cargo generate-lockfile`: over small registries that the test makes, a rule each, and over
// Debian's packages of crates, of which every one can be a root (CROSSYARD_CRATES names their directory, or else
// apt-get fetches some).
#include "base/digest.h"
#include "base/strings.h"
#include "registry/sources.h"
#include "support/rust.h"

#include <algorithm>
#include <cstdio>
#include <format>

namespace crossyard::registry {
namespace {

using test::TempDir;

std::string differences(const std::string &ours, const std::string &theirs)
{
    const auto left = split(ours, '\n');
    const auto right = split(theirs, '\n');
    std::string text;
    for (const auto &line : left) {
        if (!line.empty() && std::ranges::count(right, line) < std::ranges::count(left, line))
            text += "only ours:   " + line + "\n";
    }
    for (const auto &line : right) {
        if (!line.empty() && std::ranges::count(left, line) < std::ranges::count(right, line))
            text += "only cargo's: " + line + "\n";
    }
    return text.empty() && ours != theirs ? "another order\n" : text;
}

// A project with a cargo home of its own.
class LockOracle : public testing::Test {
protected:
    void SetUp() override { ASSERT_FALSE(test::realToolchain().cargo.empty()); }

    void config(const std::string &source)
    {
        dir.write("home/config.toml", "[source.crates-io]\nreplace-with = \"there\"\n[source.there]\n" + source + "\n");
    }

    // A crate of a local registry: its archive, and its line in the index.
    void crate(const std::string &name, const std::string &version, const std::string &manifest,
               const std::string &line)
    {
        const std::string top = name + "-" + version;
        dir.write("work/" + top + "/Cargo.toml",
                  std::format("[package]\nname = \"{}\"\nversion = \"{}\"\n{}", name, version, manifest));
        dir.write("work/" + top + "/src/lib.rs", "");
        fs::create_directories(registry());
        EXPECT_OK(process::outputOf({.program = "tar",
                                     .arguments = {"--format=ustar", "-czf", toUtf8(registry() / (top + ".crate")),
                                                   "-C", toUtf8(dir.path() / "work"), top}}));
        const auto path = registry() / "index" / indexPath(name);
        fs::create_directories(path.parent_path());
        const auto before = readFile(path).value_or("");
        const auto sum = sha256(readFile(registry() / (top + ".crate")).value_or(""));
        EXPECT_OK(writeFile(
            path,
            before + std::format(R"({{"name":"{}","vers":"{}","cksum":"{}",{}}})", name, version, sum, line) + "\n"));
    }
    fs::path registry() const { return dir.path() / "registry"; }
    void useRegistry() { config(std::format("local-registry = '{}'", toUtf8(registry()))); }

    // A package with one optional dependency on each of these, "name req".
    static std::string deps(const std::vector<std::string> &list)
    {
        std::string text;
        for (const auto &one : list) {
            const auto words = splitWhitespace(one);
            text += std::format(R"({}{{"name":"{}","req":"{}","features":[],"optional":{},"default_features":true,)"
                                R"("target":null,"kind":"normal"}})",
                                text.empty() ? "" : ",", words[0], words[1], words.size() > 2);
        }
        return text;
    }
    void simple(const std::string &name, const std::string &version, const std::vector<std::string> &list = {},
                const std::string &more = R"("features":{},"yanked":false)")
    {
        std::string manifest = "[dependencies]\n";
        for (const auto &one : list) {
            const auto words = splitWhitespace(one);
            manifest += std::format("{} = {{ version = \"{}\"{} }}\n", words[0], words[1],
                                    words.size() > 2 ? ", optional = true" : "");
        }
        crate(name, version, manifest, std::format(R"("deps":[{}],{})", deps(list), more));
    }

    void project(const std::string &manifest, const std::string &head = "edition = \"2021\"\n")
    {
        dir.write("app/Cargo.toml",
                  std::format("[package]\nname = \"app\"\nversion = \"0.1.0\"\n{}\n{}", head, manifest));
        dir.write("app/src/lib.rs", "");
    }

    std::map<std::string, std::optional<std::string>> environment() const
    {
        return {{"CARGO_HOME", toUtf8(dir.path() / "home")}, {"RUSTC", toUtf8(test::realToolchain().rustc)}};
    }

    // What cargo says; its lock, or nothing where it has none.
    std::optional<std::string> cargos(std::string &errors)
    {
        std::error_code ignored;
        fs::remove(dir.path() / "app" / "Cargo.lock", ignored);
        const auto run = process::run({.program = test::realToolchain().cargo,
                                       .arguments = {"generate-lockfile", "--offline"},
                                       .directory = dir.path() / "app",
                                       .environment = environment()});
        errors = run ? run->errors : run.error().message;
        const auto lock = readFile(dir.path() / "app" / "Cargo.lock");
        return run && run->exitCode == 0 && lock ? std::optional(*lock) : std::nullopt;
    }

    Result<std::string> ours()
    {
        const auto all = wholeEnvironment();
        std::map<std::string, std::string> variables(all.begin(), all.end());
        variables["CARGO_HOME"] = toUtf8(dir.path() / "home");
        CY_TRY(const auto read, cargo::Config::load({.directory = dir.path() / "app", .environment = variables}));
        CY_TRY(auto access, accessFor(read, dir.path() / "cache"));
        access.offline = true;
        Sources sources(read, access);
        CY_TRY(const auto resolved,
               resolveProject(dir.path() / "app" / "Cargo.toml", sources, std::nullopt, "1.95.0", {}));
        return resolved.lockText();
    }

    void expectSame(const std::string &what)
    {
        std::string errors;
        const auto theirs = cargos(errors);
        const auto mine = ours();
        if (!theirs) {
            EXPECT_FALSE(mine) << what << ": cargo refuses: " << errors;
            return;
        }
        ASSERT_TRUE(mine) << what << ": " << describe(mine.error());
        EXPECT_EQ(differences(*mine, *theirs), "") << what;
    }

    TempDir dir;
};

TEST_F(LockOracle, RangesAndBacktracking)
{
    for (const char *version : {"0.1.1", "0.1.2", "0.2.0", "1.0.0", "1.1.0", "2.0.0-rc.1"})
        simple("base", version);
    simple("a", "1.0.0", {"base 1"});
    simple("a", "1.1.0", {"base =1.1.0"});
    simple("b", "1.0.0", {"base =1.0.0"});
    simple("c", "1.0.0", {"base >=0.1,<2", "a >=1"});
    simple("pre", "1.0.0", {"base ^2.0.0-rc.0"});
    useRegistry();
    for (const char *list :
         {"a = '1'\nb = '1'", "base = '0.1'\na = '1'", "c = '1'", "c = '1'\nb = '1'", "pre = '1'\nc = '1'",
          "base = '*'", "a = '=1.1.0'\nb = '1'", "base = '3'", "missing = '1'"}) {
        project(std::string("[dependencies]\n") + list);
        expectSame(list);
    }
}

TEST_F(LockOracle, FeaturesLinksYankedAndRenamed)
{
    simple("x", "1.0.0", {}, R"("features":{"deep":[]},"yanked":false)");
    simple("x", "1.1.0", {}, R"("features":{},"yanked":false)");
    simple("y", "1.0.0");
    simple("y", "1.1.0", {}, R"("features":{},"yanked":true)");
    simple(
        "a", "1.0.0", {"x 1 ?", "y 1 ?"},
        R"("features":{"weak":["x?/deep"],"strong":["x/deep"]},"features2":{"hidden":["dep:y"]},"v":2,"yanked":false)");
    simple("z-sys", "1.0.0", {}, R"("features":{},"links":"z","yanked":false)");
    simple("z-sys", "2.0.0", {}, R"("features":{},"links":"z","yanked":false)");
    simple("z1", "1.0.0", {"z-sys 1"});
    simple("z2", "1.0.0", {"z-sys >=1"});
    simple("z3", "1.0.0", {"z-sys 2"});
    useRegistry();
    for (const char *list :
         {"a = '1'", "a = {version = '1', features = ['weak']}", "a = {version = '1', features = ['strong']}",
          "a = {version = '1', features = ['hidden']}", "a = {version = '1', features = ['none']}",
          "z1 = '1'\nz2 = '1'", "z1 = '1'\nz3 = '1'", "y = '1'", "y = '=1.1.0'",
          "other = {package = 'x', version = '1', features = ['deep']}", "a = {version = '1', optional = true}",
          "x = '=1.0.0'\nother = {package = 'x', version = '1.0'}"}) {
        project(std::string("[dependencies]\n") + list);
        expectSame(list);
        project(std::string("[target.'cfg(windows)'.dev-dependencies]\n") + list);
        expectSame(std::string("dev ") + list);
    }
}

TEST_F(LockOracle, RustVersionsAndVersionsOfLocks)
{
    simple("a", "1.0.0", {}, R"("features":{},"rust_version":"1.60","yanked":false)");
    simple("a", "1.1.0", {}, R"("features":{},"rust_version":"1.80","yanked":false)");
    useRegistry();
    for (const char *rust :
         {"1.30", "1.41", "1.52", "1.53", "1.56", "1.60", "1.77", "1.78", "1.79", "1.82", "1.83", "1.85"}) {
        for (const char *edition : {"edition = '2018'\n", "edition = '2018'\nresolver = '3'\n"}) {
            project("[dependencies]\na = '1'", std::format("{}rust-version = '{}'\n", edition, rust));
            expectSame(std::format("{} {}", rust, edition));
        }
    }
}

TEST_F(LockOracle, PathsPatchesAndWorkspaces)
{
    for (const char *version : {"1.0.0", "1.1.0"})
        simple("a", version);
    simple("b", "1.0.0", {"a 1"});
    useRegistry();
    dir.write("app/near/Cargo.toml", "[package]\nname = \"near\"\nversion = \"0.3.0\"\n[dependencies]\nb = \"1\"\n");
    dir.write("app/near/src/lib.rs", "");
    dir.write("patched/Cargo.toml", "[package]\nname = \"a\"\nversion = \"1.0.0\"\n");
    dir.write("patched/src/lib.rs", "");
    for (const char *rest :
         {"[dependencies]\nnear = {path = 'near'}", "[workspace]\nmembers = ['near']\n[dependencies]\na = '=1.0.0'",
          "[dependencies]\nb = '1'\n[patch.crates-io]\na = {path = '../patched'}",
          "[dependencies]\na = '1.1'\n[patch.crates-io]\na = {path = '../patched'}"}) {
        project(rest);
        expectSame(rest);
    }
}

// Directories NAME-VERSION of crates, as Debian's packages install them.
fs::path debianCrates()
{
    if (const auto named = environmentNotEmpty("CROSSYARD_CRATES"))
        return fromUtf8(*named);
    const fs::path cache = fromUtf8(CROSSYARD_TEST_CRATES);
    const auto run = process::run(
        {.program = "bash", .arguments = {CROSSYARD_SOURCE_DIR "/tests/support/debian_crates.sh", toUtf8(cache)}});
    return run && run->exitCode == 0 ? cache / "usr" / "share" / "cargo" / "registry" : fs::path();
}

TEST_F(LockOracle, EveryCrateOfDebianAsARoot)
{
    const auto crates = debianCrates();
    std::error_code error;
    if (crates.empty() || !fs::is_directory(crates, error))
        GTEST_SKIP() << "there are no packages of crates here, and apt-get cannot fetch them";
    config(std::format("directory = '{}'", toUtf8(crates)));
    int same = 0;
    int refused = 0;
    std::vector<fs::path> roots;
    for (const auto &entry : fs::directory_iterator(crates))
        roots.push_back(entry.path());
    std::ranges::sort(roots);
    for (const auto &root : roots) {
        // Most of Debian's crates come without what their tests need, so that cargo refuses them as they are: a package
        // that depends on the crate, with its default features, has none of that.
        const auto read = cargo::readManifest(root / "Cargo.toml");
        if (!read)
            continue;
        project(std::format("[dependencies]\n{} = \"={}\"\n", read->name, read->version.toString()));
        std::string errors;
        const auto theirs = cargos(errors);
        const auto mine = ours();
        if (!theirs) {
            ++refused;
            EXPECT_FALSE(mine) << toUtf8(root.filename()) << ": cargo refuses: " << errors;
            continue;
        }
        EXPECT_TRUE(mine) << toUtf8(root.filename()) << ": " << describe(mine.error());
        if (!mine)
            continue;
        EXPECT_EQ(differences(*mine, *theirs), "") << toUtf8(root.filename());
        same += *mine == *theirs;
    }
    std::printf("%d locks are the same, byte for byte; cargo and we refuse %d\n", same, refused);
    EXPECT_GE(same, 30);
}

} // namespace
} // namespace crossyard::registry
