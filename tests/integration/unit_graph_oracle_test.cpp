// SPDX-License-Identifier: MIT OR Apache-2.0
// Our unit graph of the library against cargo's own, for the same request: packages, features, kinds, profiles, edges.
// Every difference is printed as a line.
#include "support/rust.h"

#include <format>
#include <map>
#include <nlohmann/json.hpp>

namespace crossyard {
namespace {

using Json = nlohmann::json;

struct Pair {
    const char *name;
    const char *target;
    const char *crates;
    const char *stdFeatures = nullptr; // nothing: the default
    const char *profile = "release";
    const char *manifest = ""; // more of the project's Cargo.toml
    const char *config = "";   // .cargo/config.toml
};

void PrintTo(const Pair &pair, std::ostream *out)
{
    *out << pair.target << " " << pair.crates;
}

std::string unitName(const Json &unit)
{
    return std::format("{} [{} {} {}]", unit["pkg_id"].get<std::string>(), unit["target"]["kind"][0].get<std::string>(),
                       unit["mode"].get<std::string>(),
                       unit["platform"].is_null() ? "host" : unit["platform"].get<std::string>());
}

// A unit as text, line by line: what must agree.
std::map<std::string, std::vector<std::string>> described(const Json &graph)
{
    std::map<std::string, std::vector<std::string>> all;
    for (const auto &unit : graph["units"]) {
        if (!unit.value("is_std", false))
            continue;
        std::vector<std::string> lines;
        lines.push_back("features " + unit["features"].dump());
        for (const auto &[key, value] : unit["profile"].items())
            lines.push_back(std::format("profile {} {}", key, value.dump()));
        for (const auto &[key, value] : unit["target"].items())
            lines.push_back(std::format("target {} {}", key, value.dump()));
        for (const auto &dependency : unit["dependencies"])
            lines.push_back(std::format("edge {} -> {}{}", dependency["extern_crate_name"].get<std::string>(),
                                        unitName(graph["units"][dependency["index"].get<std::size_t>()]),
                                        dependency["public"].get<bool>() ? " public" : ""));
        std::ranges::sort(lines);
        all[unitName(unit)] = std::move(lines);
    }
    return all;
}

std::vector<std::string> differences(const Json &ours, const Json &cargos)
{
    std::vector<std::string> out;
    const auto mine = described(ours);
    const auto theirs = described(cargos);
    for (const auto &[name, lines] : theirs) {
        const auto it = mine.find(name);
        if (it == mine.end()) {
            out.push_back("cargo alone has " + name);
            continue;
        }
        for (const auto &line : lines) {
            if (!std::ranges::contains(it->second, line))
                out.push_back(std::format("cargo alone: {}: {}", name, line));
        }
        for (const auto &line : it->second) {
            if (!std::ranges::contains(lines, line))
                out.push_back(std::format("ours alone: {}: {}", name, line));
        }
    }
    for (const auto &[name, lines] : mine) {
        if (!theirs.contains(name))
            out.push_back("ours alone has " + name);
    }
    return out;
}

class UnitGraphOracle : public testing::TestWithParam<Pair> {};

TEST_P(UnitGraphOracle, agreesWithCargo)
{
    const Pair &pair = GetParam();
    const auto &toolchain = test::realToolchain();
    ASSERT_FALSE(toolchain.rustc.empty());
    const test::TempDir project;
    const test::TempDir store;
    project.write("Cargo.toml", std::format("[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{}\n",
                                            pair.manifest));
    project.write("src/lib.rs", "#![no_std]\n");
    project.write(".cargo/config.toml", pair.config);
    const std::string target = pair.target;
    const bool custom = target.ends_with(".json");
    if (custom) {
        const auto made = test::crossyardRun({"target", "new", target.substr(0, target.size() - 5), "--from",
                                              "thumbv7em-none-eabihf", "--toolchain", toUtf8(toolchain.rustc)},
                                             store.path(), project.path());
        ASSERT_EQ(made.exitCode, 0) << made.errors;
    }

    std::vector<std::string> words{"build",    "--profile", pair.profile,   std::format("-Zbuild-std={}", pair.crates),
                                   "--target", target,      "--unit-graph", "-Zunstable-options",
                                   "--offline"};
    if (custom)
        words.push_back("-Zjson-target-spec");
    std::vector<std::string> mine{
        "sysroot",    "plan",        "--unit-graph",         "--target", target, "--crates", pair.crates, "--profile",
        pair.profile, "--toolchain", toUtf8(toolchain.rustc)};
    if (pair.stdFeatures) {
        words.push_back(std::format("-Zbuild-std-features={}", pair.stdFeatures));
        mine.insert(mine.end(), {"--std-features", pair.stdFeatures});
    }
    const auto cargo = process::run({.program = toolchain.cargo,
                                     .arguments = words,
                                     .directory = project.path(),
                                     .environment = {{"RUSTC", toUtf8(toolchain.rustc)},
                                                     {"RUSTC_BOOTSTRAP", "1"},
                                                     {"CARGO_HOME", toUtf8(test::vendoredCargoHome())}}});
    ASSERT_OK(cargo);
    ASSERT_EQ(cargo->exitCode, 0) << cargo->errors;
    const auto ours = test::crossyardRun(mine, store.path(), project.path());
    ASSERT_EQ(ours.exitCode, 0) << ours.errors;
    const auto cargoGraph = Json::parse(cargo->output);
    const auto ourGraph = Json::parse(ours.output);
    EXPECT_EQ(ourGraph["version"], 1);
    EXPECT_GE(described(cargoGraph).size(), 1U);
    std::string text;
    for (const auto &line : differences(ourGraph, cargoGraph))
        text += line + "\n";
    EXPECT_EQ(text, "");
}

constexpr Pair pairs[] = {
    {.name = "thumbv6m_core", .target = "thumbv6m-none-eabi", .crates = "core"},
    {.name = "thumbv7em_core_alloc", .target = "thumbv7em-none-eabihf", .crates = "core,alloc"},
    {.name = "thumbv7m_mem",
     .target = "thumbv7m-none-eabi",
     .crates = "core,alloc",
     .stdFeatures = "compiler-builtins-mem"},
    {.name = "thumbv8m_size",
     .target = "thumbv8m.main-none-eabihf",
     .crates = "alloc",
     .stdFeatures = "optimize_for_size"},
    {.name = "riscv32imac_core_alloc", .target = "riscv32imac-unknown-none-elf", .crates = "core,alloc"},
    {.name = "riscv64gc_dev", .target = "riscv64gc-unknown-none-elf", .crates = "core,alloc", .profile = "dev"},
    {.name = "aarch64_none", .target = "aarch64-unknown-none", .crates = "core,alloc"},
    {.name = "x86_64_none", .target = "x86_64-unknown-none", .crates = "core,alloc"},
    {.name = "avr", .target = "avr-none", .crates = "core"},
    {.name = "custom", .target = "my-none-board.json", .crates = "core,alloc"},
    {.name = "linux_std", .target = "x86_64-unknown-linux-gnu", .crates = "std,panic_abort"},
    {.name = "linux_std_dev", .target = "x86_64-unknown-linux-gnu", .crates = "std", .profile = "dev"},
    {.name = "linux_std_no_features",
     .target = "x86_64-unknown-linux-gnu",
     .crates = "std,panic_abort",
     .stdFeatures = ""},
    {.name = "linux_test", .target = "x86_64-unknown-linux-gnu", .crates = "std,test"},
    {.name = "musl_std", .target = "x86_64-unknown-linux-musl", .crates = "std,panic_abort"},
    {.name = "aarch64_linux_std", .target = "aarch64-unknown-linux-gnu", .crates = "std"},
    {.name = "armv7_linux_std", .target = "armv7-unknown-linux-gnueabihf", .crates = "std,panic_abort"},
    {.name = "wasm_std", .target = "wasm32-unknown-unknown", .crates = "std,panic_abort"},
    {.name = "wasip1_std", .target = "wasm32-wasip1", .crates = "std,panic_abort"},
    {.name = "wasip2_std", .target = "wasm32-wasip2", .crates = "std,panic_abort"},
    {.name = "windows_gnu_std", .target = "x86_64-pc-windows-gnu", .crates = "std,panic_abort"},
    {.name = "windows_msvc_std",
     .target = "aarch64-pc-windows-msvc",
     .crates = "std",
     .stdFeatures = "panic-unwind,windows_raw_dylib"},
    {.name = "apple_std", .target = "aarch64-apple-darwin", .crates = "std"},
    {.name = "apple_std_dev", .target = "aarch64-apple-darwin", .crates = "std", .profile = "dev"},
    {.name = "sgx_std", .target = "x86_64-fortanix-unknown-sgx", .crates = "std,panic_abort"},
    {.name = "uefi_std", .target = "x86_64-unknown-uefi", .crates = "std,panic_abort"},
    {.name = "hermit_std", .target = "x86_64-unknown-hermit", .crates = "std,panic_abort"},
    {.name = "profile_overrides",
     .target = "thumbv7em-none-eabihf",
     .crates = "core,alloc",
     .manifest = "[profile.release]\nlto = true\npanic = \"abort\"\ncodegen-units = 1\ndebug = 1\n"
                 "[profile.release.package.core]\nopt-level = \"s\"\ndebug = false\n"
                 "[profile.release.package.\"*\"]\noverflow-checks = true\n"
                 "[profile.release.build-override]\nopt-level = 1\ndebug = true\n"},
    {.name = "profile_inherited",
     .target = "riscv32imac-unknown-none-elf",
     .crates = "core",
     .profile = "small",
     .manifest = "[profile.small]\ninherits = \"release\"\nopt-level = \"z\"\nstrip = \"symbols\"\n"},
    {.name = "profile_from_config",
     .target = "thumbv7m-none-eabi",
     .crates = "core",
     .manifest = "[profile.release]\nopt-level = 2\ndebug-assertions = true\n",
     .config = "[profile.release]\nopt-level = \"s\"\n[profile.release.package.compiler_builtins]\ndebug = 2\n"},
};

INSTANTIATE_TEST_SUITE_P(Pairs, UnitGraphOracle, testing::ValuesIn(pairs),
                         [](const testing::TestParamInfo<Pair> &info) { return std::string(info.param.name); });

} // namespace
} // namespace crossyard
