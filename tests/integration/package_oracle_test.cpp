// SPDX-License-Identifier: MIT OR Apache-2.0
// The unit graphs of published packages against cargo's own, for the host and for targets of other kinds, with several
// choices of features. Our side runs in this process. Every difference is printed as a line. (package_graphs.sh fetches
// the packages.)
#include "base/strings.h"
#include "bootstrap/bootstrap_plan.h"
#include "package_oracle.h"
#include "unit_graph_compare.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <cstdio>
#include <format>
#include <mutex>
#include <set>
#include <thread>

namespace crossyard {
namespace {

// What is asked for, in cargo's words and in ours.
struct Asked {
    std::string target;   // empty: none is given
    std::string features; // "": the default ones, "none", "all"
    std::string profile = "release";

    std::string text() const
    {
        return std::format("{} {} {}", target.empty() ? "host" : target, features.empty() ? "default" : features,
                           profile);
    }
    std::vector<std::string> words() const
    {
        std::vector<std::string> words{"build",     "--unit-graph", "-Zunstable-options",
                                       "--offline", "--profile",    profile};
        if (!target.empty())
            words.insert(words.end(), {"--target", target});
        if (features == "none")
            words.push_back("--no-default-features");
        if (features == "all")
            words.push_back("--all-features");
        return words;
    }
    bootstrap::BootstrapRequest request(const rust::Toolchain &toolchain, const fs::path &package) const
    {
        bootstrap::BootstrapRequest request;
        request.toolchain = toolchain;
        request.package = package;
        request.locked = true;
        if (!target.empty())
            request.target = target;
        request.defaultFeatures = features != "none";
        request.allFeatures = features == "all";
        request.profile = profile;
        return request;
    }
};

std::vector<Asked> allAsked()
{
    std::vector<Asked> all;
    for (const char *features : {"", "none", "all"}) {
        for (const char *target : {"", "aarch64-unknown-linux-gnu", "x86_64-pc-windows-gnu", "aarch64-apple-darwin",
                                   "wasm32-unknown-unknown", "thumbv7em-none-eabihf"})
            all.push_back({target, features});
    }
    all.push_back({"", "", "dev"});
    return all;
}

struct Counts {
    std::size_t packages = 0;          // with graphs that were compared
    std::size_t same = 0;              // graphs
    std::size_t units = 0;             // in these
    std::size_t refused = 0;           // by cargo and by us
    std::size_t pruned = 0;            // packages that were planned without what they do not need
    std::size_t prunedRefused = 0;     // of these by cargo
    std::vector<std::string> unusable; // packages of which cargo can make no lock
    std::vector<std::string> different;
};

class PackageOracle {
public:
    explicit PackageOracle(rust::Toolchain toolchain) : m_toolchain(std::move(toolchain)) {}

    void compareAll(const std::vector<test::PackageSource> &sources)
    {
        std::atomic<std::size_t> next = 0;
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < std::max(2U, std::thread::hardware_concurrency()); ++i)
            workers.emplace_back([&] {
                // Cargos that share a home wait for each other.
                const test::TempDir home;
                const test::TempDir target;
                for (std::size_t at = next++; at < sources.size(); at = next++)
                    comparePackage(sources[at], home.path(), target.path());
            });
    }

    const Counts &counts() const { return m_counts; }

private:
    void comparePackage(const test::PackageSource &source, const fs::path &home, const fs::path &target)
    {
        const test::TempDir directory;
        const auto name = toUtf8(source.directory.filename());
        const auto project = test::PackageProject::make(source, directory.path(), home, target);
        if (!project) {
            const std::lock_guard guard(m_mutex);
            m_counts.unusable.push_back(std::format("{}: {}", name, firstLines(describe(project.error()))));
            return;
        }
        Counts own;
        for (const auto &asked : allAsked())
            compareGraph(*project, asked, name, own);
        if (own.different.empty())
            planPruned(*project, name, own);
        const std::lock_guard guard(m_mutex);
        m_counts.packages += own.same > 0;
        m_counts.same += own.same;
        m_counts.units += own.units;
        m_counts.refused += own.refused;
        m_counts.pruned += own.pruned;
        m_counts.prunedRefused += own.prunedRefused;
        m_counts.different.insert(m_counts.different.end(), own.different.begin(), own.different.end());
    }

    void compareGraph(const test::PackageProject &project, const Asked &asked, const std::string &name,
                      Counts &counts) const
    {
        const auto add = [&](std::string_view line) {
            counts.different.push_back(std::format("{} ({}): {}", name, asked.text(), line));
        };
        const auto cargo = project.cargo(asked.words(), true);
        if (!cargo)
            return add(describe(cargo.error()));
        const auto ours = bootstrap::planGraph(asked.request(m_toolchain, project.directory()));
        if (cargo->exitCode != 0 || !ours) {
            if (cargo->exitCode != 0 && !ours)
                ++counts.refused;
            else if (ours)
                add("cargo alone refuses: " + firstLines(cargo->errors));
            else
                add("we alone refuse: " + firstLines(describe(ours.error())));
            return;
        }
        const auto cargos = nlohmann::json::parse(cargo->output);
        const auto differences =
            test::unitGraphDifferences(nlohmann::json::parse(build::toCargoJson(ours->graph->units)), cargos);
        for (const auto &line : differences)
            add(line);
        if (differences.empty()) {
            ++counts.same;
            counts.units += cargos["units"].size();
        }
    }

    // Without the crates that the host does not need, of which cargo wants each, nothing changes; a crate that it does
    // need is missed.
    void planPruned(const test::PackageProject &project, const std::string &name, Counts &counts) const
    {
        const auto add = [&](std::string_view line) {
            counts.different.push_back(std::format("{} (pruned): {}", name, line));
        };
        const Asked asked;
        const auto whole = bootstrap::planGraph(asked.request(m_toolchain, project.directory()));
        if (!whole)
            return;
        const auto &graph = whole->graph->units;
        std::set<fs::path> used;
        for (const auto &unit : graph.units)
            used.insert(graph.package(unit).manifest.directory());
        if (project.prune([&](const fs::path &crate) { return used.contains(crate); }) == 0)
            return;
        const auto cargo = project.cargo(asked.words(), true);
        counts.prunedRefused += cargo && cargo->exitCode != 0;
        const auto pruned = bootstrap::planGraph(asked.request(m_toolchain, project.directory()));
        if (!pruned)
            return add("is refused: " + firstLines(describe(pruned.error())));
        ++counts.pruned;
        // With resolver 1 the crates that are gone may have asked for features; that is told.
        const bool told =
            std::ranges::any_of(pruned->notes, [](const auto &n) { return n.starts_with("with resolver 1"); });
        EXPECT_TRUE(!told || pruned->input->workspace.resolver < 2) << name;
        for (const auto &line :
             test::unitGraphDifferences(shownGraph(pruned->graph->units, !told), shownGraph(graph, !told)))
            add(line);
        if (project.prune([&](const fs::path &crate) { return crate != *used.rbegin(); }) == 0)
            return;
        const auto missed = bootstrap::planGraph(asked.request(m_toolchain, project.directory()));
        if (missed || !missed.error().message.contains("is needed by"))
            add("what is missing is not missed: " + toUtf8(used.rbegin()->filename()));
    }

    static nlohmann::json shownGraph(const build::UnitGraph &graph, bool features)
    {
        auto json = nlohmann::json::parse(build::toCargoJson(graph));
        for (auto &unit : json["units"]) {
            if (!features)
                unit["features"] = nlohmann::json::array();
        }
        return json;
    }

    static std::string firstLines(std::string text)
    {
        std::ranges::replace(text, '\n', ' ');
        return text.substr(0, 400);
    }

    rust::Toolchain m_toolchain;
    std::mutex m_mutex;
    Counts m_counts;
};

// Lines "PACKAGE<tab>CRATES": two directories.
std::vector<test::PackageSource> readSources(const fs::path &file,
                                             std::map<std::string, cargo::CrateDirectory> &directories)
{
    std::vector<test::PackageSource> sources;
    for (const auto &line : split(readFile(file).value_or(""), '\n')) {
        const auto parts = split(line, '\t');
        if (parts.size() != 2)
            continue;
        const std::string crates(parts[1]);
        if (!directories.contains(crates)) {
            auto opened = cargo::CrateDirectory::open({fromUtf8(crates)});
            EXPECT_OK(opened);
            directories[crates] = opened ? std::move(*opened) : cargo::CrateDirectory();
        }
        sources.push_back({fromUtf8(parts[0]), &directories[crates]});
    }
    return sources;
}

TEST(PackageOracleTest, unitGraphsOfPublishedPackagesAreCargos)
{
    const auto file = environmentNotEmpty("CROSSYARD_ORACLE_PACKAGES");
    if (!file)
        GTEST_SKIP() << "CROSSYARD_ORACLE_PACKAGES names no file with packages and their crates' directories";
    ASSERT_FALSE(test::realToolchain().rustc.empty());
    rust::Toolchain toolchain;
    const auto compiler = rust::probeCompiler(test::realToolchain().rustc);
    ASSERT_OK(compiler);
    toolchain.compiler = *compiler;
    std::map<std::string, cargo::CrateDirectory> directories;
    const auto sources = readSources(fromUtf8(*file), directories);
    PackageOracle oracle(toolchain);
    oracle.compareAll(sources);
    const auto &counts = oracle.counts();
    for (const auto &line : counts.unusable)
        std::printf("not compared: %s\n", line.c_str());
    std::printf(
        "%zu packages compared, %zu graphs with %zu units are the same, %zu are refused by cargo and by us, "
        "%zu packages have no lock; %zu are planned without the crates that the host does not need, cargo refuses "
        "%zu of these\n",
        counts.packages, counts.same, counts.units, counts.refused, counts.unusable.size(), counts.pruned,
        counts.prunedRefused);
    EXPECT_GE(counts.packages, 120U);
    EXPECT_EQ(join(counts.different, "\n"), "");
}

} // namespace
} // namespace crossyard
