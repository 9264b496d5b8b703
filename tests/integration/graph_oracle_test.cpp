// SPDX-License-Identifier: MIT OR Apache-2.0
// Our graphs of projects against those of every cargo that is here: workspaces made for each rule, workspaces made at
// random, the standard library's own, the sample, and what lies in the directory that CROSSYARD_GRAPH_PROJECTS names.
#include "cargo/crate_source.h"
#include "integration/graph_oracle.h"

#include <algorithm>
#include <format>
#include <iostream>
#include <random>

namespace crossyard::graph {
namespace {

constexpr const char *bare = "thumbv7m-none-eabi";

class GraphOracle : public testing::Test {
protected:
    void package(const std::string &name, const std::string &more, bool script = false)
    {
        dir.write(name + "/Cargo.toml", std::format("[package]\nname = \"{0}\"\nversion = \"0.1.0\"\n{1}",
                                                    name.substr(name.find_last_of('/') + 1), more));
        dir.write(name + "/src/lib.rs", "");
        if (script)
            dir.write(name + "/build.rs", "fn main() {}");
    }

    void root(const std::string &members, const std::string &more = "")
    {
        dir.write("Cargo.toml", std::format("[workspace]\nmembers = [{}]\n{}", members, more));
    }

    void expectAgreement(OracleCase project = {})
    {
        project.directory = dir.path();
        for (const auto &cargo : allCargos()) {
            expectSameAsMetadata(cargo, project);
            expectSameAsTree(cargo, project, "");
            expectSameAsTree(cargo, project, bare);
        }
    }

    test::TempDir dir;
};

TEST_F(GraphOracle, agreesOverEveryFormOfAFeature)
{
    for (const char *resolver : {"1", "2", "3"}) {
        root("\"app\"", std::format("resolver = \"{}\"\n", resolver));
        package("app", R"(edition = "2021"
[dependencies]
a = { path = "../a", optional = true }
b = { path = "../b", optional = true }
c = { path = "../c", optional = true }
d = { path = "../d" }
new-name = { path = "../e", package = "e", optional = true, default-features = false, features = ["y"] }
[features]
default = ["plain"]
plain = []
one = ["dep:a", "a/x"]
two = ["b/x"]
three = ["c?/x", "d/x", "new-name?/x"]
four = ["c"]
five = ["new-name"]
)");
        for (const char *name : {"a", "b", "c", "d", "e"})
            package(name, "[features]\ndefault = [\"z\"]\nx = []\ny = []\nz = []\n");
        expectAgreement();
        expectAgreement({.features = {"one"}});
        expectAgreement({.features = {"two"}, .defaultFeatures = false});
        expectAgreement({.features = {"three"}});
        expectAgreement({.features = {"three", "five", "app/four"}});
        expectAgreement({.allFeatures = true});
    }
}

TEST_F(GraphOracle, agreesOverHostAndTarget)
{
    for (const char *resolver : {"1", "2", "3"}) {
        root("\"app\", \"mac\"", std::format("resolver = \"{}\"\n", resolver));
        package("app", R"(edition = "2021"
[dependencies]
shared = { path = "../shared", features = ["target"] }
mac = { path = "../mac" }
[target.'cfg(unix)'.dependencies]
onunix = { path = "../onunix" }
shared = { path = "../shared", features = ["unixy"] }
[target.thumbv7m-none-eabi.dependencies]
onbare = { path = "../onbare" }
[target.'cfg(windows)'.dependencies]
onwin = { path = "../onwin", features = ["w"] }
[build-dependencies]
shared = { path = "../shared", features = ["host"] }
[target.'cfg(unix)'.build-dependencies]
builder = { path = "../builder" }
[dev-dependencies]
tester = { path = "../tester" }
shared = { path = "../shared", features = ["test"] }
)",
                true);
        package("mac",
                "[lib]\nproc-macro = true\n[dependencies]\nshared = { path = \"../shared\", features = [\"macro\"] }\n"
                "[target.'cfg(unix)'.dependencies]\nonunix = { path = \"../onunix\", features = [\"m\"] }\n"
                "[dev-dependencies]\ntester = { path = \"../tester\", features = [\"mac\"] }\n");
        package("shared",
                "[features]\ntarget = []\nhost = []\nmacro = []\ntest = []\nunixy = [\"opt\"]\nopt = [\"dep:onbare\"]\n"
                "[dependencies]\nonbare = { path = \"../onbare\", optional = true }\n",
                true);
        package("onunix", "[features]\nm = []\n");
        package("onbare", "");
        package("onwin", "[features]\nw = []\n");
        package("builder", "[dependencies]\nshared = { path = \"../shared\", features = [\"host\"] }\n");
        package("tester", "[features]\nmac = []\n[dependencies]\nshared = { path = \"../shared\" }\n");
        expectAgreement();
    }
}

TEST_F(GraphOracle, agreesOverCirclesOfDevelopment)
{
    root("\"a\", \"b\"", "resolver = \"2\"\n");
    package("a", "[dev-dependencies]\nb = { path = \"../b\", features = [\"x\"] }\n[features]\ny = []\n");
    package("b", "[features]\nx = [\"a/y\"]\n[dependencies]\na = { path = \"../a\" }\n");
    expectAgreement();
}

TEST_F(GraphOracle, agreesOverInheritancePatchesAndVersionsOfOneName)
{
    root("\"crates/*\"", R"(exclude = ["crates/out", "other"]
resolver = "2"
[workspace.package]
edition = "2021"
[workspace.dependencies]
dep = { version = "1", default-features = false, features = ["a"] }
old = { path = "other/old", package = "twice" }
[patch.crates-io]
dep = { path = "other/dep" }
)");
    package("crates/one", "edition.workspace = true\n[dependencies]\ndep = { workspace = true, features = [\"b\"] }\n"
                          "old = { workspace = true, optional = true }\n[features]\ndefault = [\"old\"]\n");
    package("crates/two",
            "edition.workspace = true\n[dependencies]\ntwice = { path = \"../../other/twice\" }\n"
            "one = { path = \"../one\" }\n[build-dependencies]\ndep.workspace = true\n",
            true);
    package("crates/out", "");
    dir.write("other/dep/Cargo.toml", "[package]\nname = \"dep\"\nversion = \"1.4.0\"\n[features]\ndefault = "
                                      "[\"c\"]\na = []\nb = []\nc = []\n[workspace]\n");
    dir.write("other/dep/src/lib.rs", "");
    dir.write("other/old/Cargo.toml", "[package]\nname = \"twice\"\nversion = \"1.0.0\"\n[workspace]\n");
    dir.write("other/old/src/lib.rs", "");
    dir.write("other/twice/Cargo.toml", "[package]\nname = \"twice\"\nversion = \"2.0.0\"\n[workspace]\n");
    dir.write("other/twice/src/lib.rs", "");
    expectAgreement();
    expectAgreement({.defaultFeatures = false});
}

// Packages 0 to n-1; one depends on those after it, and for development on any.
class RandomWorkspace {
public:
    RandomWorkspace(const test::TempDir &dir, unsigned seed) : m_dir(dir), m_random(seed) {}

    void write()
    {
        for (int i = 0; i < packages; ++i)
            m_procMacro.push_back(i > 0 && one(5));
        std::string members;
        for (int i = 0; i < packages; ++i) {
            const bool member = i == 0 || one(3);
            if (member)
                members += std::format("\"p{}\", ", i);
            writePackage(i);
        }
        m_dir.write("Cargo.toml",
                    std::format("[workspace]\nmembers = [{}]\nresolver = \"{}\"\n", members, 1 + m_random() % 3));
    }

private:
    static constexpr int packages = 9;
    static constexpr int features = 4;

    bool one(unsigned of) { return m_random() % of == 0; }

    std::string dependency(int to, bool mayBeOptional, bool &optional)
    {
        optional = mayBeOptional && one(3);
        std::string text = std::format("p{0} = {{ path = \"../p{0}\"", to);
        if (optional)
            text += ", optional = true";
        if (one(3))
            text += ", default-features = false";
        if (one(2))
            text += std::format(", features = [\"f{}\"]", m_random() % features);
        return text + " }\n";
    }

    void writePackage(int at)
    {
        static constexpr const char *platforms[] = {"cfg(unix)", "cfg(windows)", "cfg(target_os = \"none\")", bare,
                                                    "cfg(not(unix))"};
        std::string text = std::format("[package]\nname = \"p{}\"\nversion = \"0.{}.0\"\nedition = \"2021\"\n", at, at);
        if (m_procMacro[at])
            text += "[lib]\nproc-macro = true\n";
        std::map<std::string, std::string> tables;
        std::vector<int> normal;
        std::vector<int> optionals;
        for (int to = at + 1; to < packages; ++to) {
            bool optional = false;
            if (!one(3))
                continue;
            const std::string prefix =
                one(3) ? std::format("target.'{}'.", platforms[m_random() % std::size(platforms)]) : "";
            const bool build = one(4);
            tables[prefix + (build ? "build-dependencies" : "dependencies")] += dependency(to, true, optional);
            (optional ? optionals : normal).push_back(to);
        }
        for (int to = 0; to < packages; ++to) {
            bool optional = false;
            if (to != at && one(8))
                tables["dev-dependencies"] += dependency(to, false, optional);
        }
        for (const auto &[name, entries] : tables)
            text += std::format("[{}]\n{}", name, entries);
        text += featuresOf(normal, optionals);
        m_dir.write(std::format("p{}/Cargo.toml", at), text);
        m_dir.write(std::format("p{}/src/lib.rs", at), "");
        m_dir.write(std::format("p{}/build.rs", at), "fn main() {}");
    }

    std::string featuresOf(const std::vector<int> &normal, const std::vector<int> &optionals)
    {
        std::string text = "[features]\n";
        const bool prefixed = one(2); // whether `dep:` is written: it takes the implicit feature away
        std::string all;
        for (int i = 0; i < features; ++i) {
            std::string values;
            if (i + 1 < features && one(2))
                values += std::format("\"f{}\", ", i + 1);
            for (const int to : normal) {
                if (one(4))
                    values += std::format("\"p{}/f{}\", ", to, m_random() % features);
            }
            for (const int to : optionals) {
                const auto feature = m_random() % features;
                switch (m_random() % 5) {
                case 0:
                    values += prefixed ? std::format("\"dep:p{}\", ", to) : std::format("\"p{}\", ", to);
                    break;
                case 1:
                    values += std::format("\"p{}?/f{}\", ", to, feature);
                    break;
                case 2:
                    values += std::format("\"p{}/f{}\", ", to, feature);
                    break;
                default:
                    break;
                }
            }
            text += std::format("f{} = [{}]\n", i, values);
        }
        // With `dep:` each optional dependency is named once at least, so that none has an implicit feature.
        for (const int to : optionals)
            all += prefixed ? std::format("\"dep:p{}\", ", to) : "";
        text += std::format("all = [{}]\n", all);
        if (one(2))
            text += std::format("default = [\"f{}\"]\n", m_random() % features);
        return text;
    }

    const test::TempDir &m_dir;
    std::mt19937 m_random;
    std::vector<bool> m_procMacro;
};

class RandomGraphOracle : public testing::TestWithParam<unsigned> {};

TEST_P(RandomGraphOracle, agrees)
{
    const test::TempDir dir;
    RandomWorkspace(dir, GetParam()).write();
    const auto &cargo = allCargos()[GetParam() % allCargos().size()];
    for (const bool all : {false, true}) {
        const OracleCase project{.directory = dir.path(), .allFeatures = all};
        expectSameAsMetadata(cargo, project);
        expectSameAsTree(cargo, project, "");
        expectSameAsTree(cargo, project, bare);
    }
    if (HasFailure())
        std::cout << "made at random from " << GetParam() << '\n';
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomGraphOracle, testing::Range(0U, 24U));

// A CARGO_HOME's config.toml by which crates come from a directory.
std::string vendoredConfig(const fs::path &vendor)
{
    return std::format("[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"{}\"\n",
                       toUtf8(vendor));
}

TEST(ProjectsGraphOracle, agreesOverTheSample)
{
    const test::TempDir copy;
    fs::copy(fs::path(CROSSYARD_SOURCE_DIR) / "resources/sample", copy.path(), fs::copy_options::recursive);
    for (const auto &cargo : allCargos()) {
        expectSameAsMetadata(cargo, {.directory = copy.path()});
        expectSameAsTree(cargo, {.directory = copy.path()}, bare);
    }
}

// The library without its vendored crates, as links: cargo may write its lock anew.
void mirrorLibrary(const fs::path &library, const fs::path &to)
{
    fs::create_directories(to);
    for (const auto &entry : fs::directory_iterator(library)) {
        const fs::path target = to / entry.path().filename();
        const auto name = toUtf8(entry.path().filename());
        if (name == "Cargo.lock")
            fs::copy_file(entry.path(), target);
        else if (!entry.is_directory())
            fs::create_symlink(entry.path(), target);
        else if (name != "vendor")
            mirrorLibrary(entry.path(), target);
    }
}

// The vendored crates as links, and an empty one for each that the lock names and a distribution has left out (what
// only tests and C compilers need): cargo wants to see all of them.
void fillVendor(const fs::path &library, const test::TempDir &to)
{
    for (const auto &entry : fs::directory_iterator(library / "vendor"))
        fs::create_directory_symlink(entry.path(), to.path() / entry.path().filename());
    const auto lock = cargo::readLockfile(library / "Cargo.lock");
    ASSERT_OK(lock);
    const auto crates = cargo::CrateDirectory::open({library / "vendor"});
    ASSERT_OK(crates);
    for (const auto &package : lock->packages) {
        if (package.source.empty() || crates->find(package.name, package.version))
            continue;
        const auto name = std::format("{}-{}", package.name, package.version.toString());
        to.write(name + "/Cargo.toml",
                 std::format("[package]\nname = \"{}\"\nversion = \"{}\"\n[features]\nalloc = []\nstd = []\n",
                             package.name, package.version.toString()));
        to.write(name + "/src/lib.rs", "");
        to.write(name + "/.cargo-checksum.json", std::format(R"({{"files":{{}},"package":"{}"}})", package.checksum));
    }
}

TEST(ProjectsGraphOracle, agreesOverTheStandardLibrary)
{
    const auto &toolchain = test::realToolchain();
    ASSERT_FALSE(toolchain.rustc.empty());
    const test::TempDir copy;
    const test::TempDir vendor;
    const test::TempDir home;
    mirrorLibrary(toolchain.library, copy.path());
    fillVendor(toolchain.library, vendor);
    home.write("config.toml", vendoredConfig(vendor.path()));
    const OracleCase library{.directory = copy.path(),
                             .crateDirs = {vendor.path()},
                             .environment = {{"RUSTC_BOOTSTRAP", "1"}, {"CARGO_HOME", toUtf8(home.path())}}};
    const Cargo cargo{toolchain.cargo, toolchain.rustc};
    expectSameAsMetadata(cargo, library);
    for (const char *target : {"", bare, "x86_64-pc-windows-gnu", "wasm32-wasip1"})
        expectSameAsTree(cargo, library, target);
}

TEST(ProjectsGraphOracle, agreesOverProjectsThatAreNamed)
{
    const auto named = environmentNotEmpty("CROSSYARD_GRAPH_PROJECTS");
    if (!named)
        GTEST_SKIP() << "CROSSYARD_GRAPH_PROJECTS names no directory with projects (with Cargo.lock, and vendor/ where "
                        "their crates are needed)";
    int count = 0;
    for (const auto &entry : fs::directory_iterator(fromUtf8(*named))) {
        if (!fs::exists(entry.path() / "Cargo.lock") || !fs::exists(entry.path() / "Cargo.toml"))
            continue;
        SCOPED_TRACE(toUtf8(entry.path()));
        ++count;
        OracleCase project{.directory = entry.path()};
        const test::TempDir home;
        if (const fs::path vendor = entry.path() / "vendor"; fs::is_directory(vendor)) {
            project.crateDirs = {vendor};
            home.write("config.toml", vendoredConfig(vendor));
            project.environment = {{"CARGO_HOME", toUtf8(home.path())}};
        }
        for (const auto &cargo : allCargos()) {
            expectSameAsMetadata(cargo, project);
            expectSameAsTree(cargo, project, "");
        }
    }
    EXPECT_GT(count, 0) << "no project with a Cargo.lock in " << *named;
}

} // namespace
} // namespace crossyard::graph
