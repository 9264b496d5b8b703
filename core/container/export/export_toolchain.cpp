// SPDX-License-Identifier: MIT OR Apache-2.0
// Which of rustup's toolchains stands for the plan's on another machine. One of rustup's is itself. For another one it
// is that of the same release; a nightly is called after the day on which it was published, the one after its commit.
#include "container/export/export_parts.h"

#include "base/strings.h"

#include <charconv>
#include <chrono>
#include <format>

namespace crossyard::container {

namespace {

std::optional<int> number(const std::string &text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// "2026-05-31" -> "2026-06-01".
std::optional<std::string> dayAfter(const std::string &date)
{
    const auto parts = split(date, '-');
    if (parts.size() != 3)
        return std::nullopt;
    const auto year = number(parts[0]), month = number(parts[1]), day = number(parts[2]);
    if (!year || !month || !day)
        return std::nullopt;
    const std::chrono::year_month_day given{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                            std::chrono::day(static_cast<unsigned>(*day))};
    if (!given.ok())
        return std::nullopt;
    const std::chrono::year_month_day next = std::chrono::sys_days(given) + std::chrono::days(1);
    return std::format("{:%Y-%m-%d}", std::chrono::sys_days(next));
}

Result<ExportToolchain> named(const rust::Toolchain &toolchain)
{
    const auto &compiler = toolchain.compiler;
    ExportToolchain made;
    if (toolchain.origin == rust::Origin::Rustup && !toolchain.linked) {
        made.name = toolchain.name.ends_with(compiler.host) ? toolchain.name : toolchain.name + "-" + compiler.host;
        made.note = std::format("it was Rust {} when this was written", compiler.release);
        return made;
    }
    if (compiler.channel == "stable") {
        made.name = std::format("{}-{}", compiler.release, compiler.host);
        made.note = std::format("rustup's of the same release stands for the toolchain {}", toolchain.name);
        return made;
    }
    const auto date = dayAfter(compiler.commitDate);
    if (!date)
        return cannotExport(
            std::format("the toolchain {}: Rust {} does not say of which day it is", toolchain.name, compiler.release),
            "take one of rustup's, as in: crossyard cross --export=script +stable build");
    made.name = std::format("{}-{}-{}", compiler.channel == "beta" ? "beta" : "nightly", *date, compiler.host);
    made.note =
        std::format("rustup's of that day stands for the toolchain {}, Rust {}", toolchain.name, compiler.release);
    return made;
}

} // namespace

Result<ExportToolchain> exportedToolchain(const CrossPlan &plan)
{
    CY_TRY(ExportToolchain made, named(plan.toolchain));
    switch (plan.standardLibrary.kind) {
    case StdChoice::Kind::Sysroot:
        return cannotExport(std::format("the standard library for {}: Crossyard itself builds it ({})",
                                        plan.target.name, plan.standardLibrary.why),
                            "take a toolchain of rustup's whose library there is (+stable), or a nightly one with "
                            "--std build-std");
    case StdChoice::Kind::BuildStd:
        made.component = "rust-src";
        return made;
    case StdChoice::Kind::Toolchain:
    case StdChoice::Kind::Package:
    case StdChoice::Kind::Rustup:
        break;
    }
    if (plan.target.custom())
        return cannotExport(
            std::format("the standard library for {}: rustup has none for a specification", plan.target.name),
            "take a nightly toolchain with --std build-std");
    if (plan.target.name != plan.toolchain.compiler.host)
        made.target = plan.target.name;
    return made;
}

} // namespace crossyard::container
