// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/environment.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <format>
#include <string_view>

namespace crossyard::job {

namespace {

bool tells(std::string_view name)
{
    static constexpr std::array beginnings{"CARGO",    "RUST", "XARGO", "CROSSYARD", "CC_",        "CXX_",  "CFLAGS",
                                           "CXXFLAGS", "AR_",  "LD_",   "CROSS",     "PKG_CONFIG", "QEMU_", "GIT_"};
    static constexpr std::array names{"PATH",
                                      "HOME",
                                      "CC",
                                      "CXX",
                                      "AR",
                                      "LANG",
                                      "LC_ALL",
                                      "http_proxy",
                                      "https_proxy",
                                      "HTTP_PROXY",
                                      "no_proxy",
                                      "HTTPS_PROXY",
                                      "NO_PROXY",
                                      "ALL_PROXY",
                                      "all_proxy",
                                      "MAKEFLAGS",
                                      "SOURCE_DATE_EPOCH",
                                      "TMPDIR"};
    return std::ranges::contains(names, name) ||
           std::ranges::any_of(beginnings, [&](std::string_view begin) { return name.starts_with(begin); });
}

bool isSecret(std::string name)
{
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
    return std::ranges::any_of(std::array{"TOKEN", "PASSWORD", "SECRET", "CREDENTIAL", "_KEY"},
                               [&](const char *part) { return name.contains(part); });
}

// "scheme://user:password@host" without who asks.
std::string withoutUser(const std::string &value)
{
    const auto scheme = value.find("://");
    if (scheme == std::string::npos)
        return value;
    const auto host = value.substr(0, value.find('/', scheme + 3)).rfind('@');
    if (host == std::string::npos || host < scheme)
        return value;
    return value.substr(0, scheme + 3) + "..." + value.substr(host);
}

} // namespace

std::string tellingEnvironment(const std::map<std::string, std::string> &environment)
{
    std::string text;
    for (const auto &[name, value] : environment) {
        if (tells(name))
            text += std::format("{}={}\n", name, isSecret(name) ? "..." : withoutUser(value));
    }
    return text;
}

} // namespace crossyard::job
