// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/native_pkg_config.h"

#include "base/strings.h"

#include <algorithm>

namespace crossyard::bootstrap {

namespace {

constexpr std::string_view gnuType = "DEB_HOST_GNU_TYPE";

bool mayAsk(const NativeQuestion &question, const std::string &host, const EnvironmentLookup &variable)
{
    if (question.target == host || question.debians)
        return true;
    const auto targeted = [&](const char *name) { return targetedVariable(name, question.target, host, variable); };
    if (const auto allowed = targeted("PKG_CONFIG_ALLOW_CROSS"))
        return *allowed != "0";
    return targeted("PKG_CONFIG") || targeted("PKG_CONFIG_SYSROOT_DIR");
}

// How GNU's tools call a processor that Rust calls otherwise.
std::string gnuProcessor(const std::string &cpu)
{
    if (cpu.starts_with("riscv64"))
        return "riscv64";
    if (cpu.starts_with("armv") || cpu.starts_with("thumbv"))
        return "arm";
    return cpu == "i586" ? "i686" : cpu;
}

} // namespace

std::optional<std::string> targetedVariable(const std::string &name, const std::string &target, const std::string &host,
                                            const EnvironmentLookup &variable)
{
    for (const auto &candidate : {name + "_" + target, name + "_" + replaceAll(target, "-", "_"),
                                  (target == host ? "HOST_" : "TARGET_") + name, name}) {
        if (auto value = variable(candidate))
            return value;
    }
    return std::nullopt;
}

std::optional<std::string> pkgConfigFor(const NativeQuestion &question, const std::string &host,
                                        const EnvironmentLookup &variable,
                                        const std::function<bool(const std::string &program)> &exists)
{
    if (!mayAsk(question, host, variable))
        return std::nullopt;
    if (auto named = targetedVariable("PKG_CONFIG", question.target, host, variable))
        return named;
    std::string usual = "pkg-config";
    if (question.debians) {
        if (const auto type = variable(std::string(gnuType)))
            usual = *type + "-pkg-config";
    }
    return exists(usual) || !exists("pkgconf") ? usual : "pkgconf";
}

std::vector<std::string> pkgConfigWrappers(const std::string &target)
{
    std::vector<std::string> names{target + "-pkg-config"};
    const auto add = [&](const std::string &prefix) {
        const std::string name = prefix + "-pkg-config";
        if (!std::ranges::contains(names, name))
            names.push_back(name);
    };
    const auto parts = split(target, '-');
    const std::string cpu = gnuProcessor(parts.front());
    if (target.contains("-pc-windows-gnu"))
        add(cpu + "-w64-mingw32");
    else if (parts.size() == 4) // the vendor is left out
        add(cpu + "-" + parts[2] + "-" + parts[3]);
    return names;
}

bool isDebiansPkgConfig(std::string_view source)
{
    return source.contains(gnuType);
}

} // namespace crossyard::bootstrap
