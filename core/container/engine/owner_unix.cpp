// SPDX-License-Identifier: MIT OR Apache-2.0
// Linux, by /proc. Another Unix without it knows a process by its number alone.
#include "container/engine/owner.h"

#include "base/files.h"
#include "base/strings.h"

#include <cerrno>
#include <csignal>

namespace crossyard::container {

namespace {

std::string lineOf(const char *file)
{
    const auto text = readFile(file);
    return text ? std::string(trim(*text)) : std::string();
}

} // namespace

std::optional<std::string> startOf(std::int64_t pid)
{
    const auto stat = readFile("/proc/" + std::to_string(pid) + "/stat");
    if (!stat) {
        const bool lives = ::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM;
        return lives ? std::optional<std::string>("") : std::nullopt;
    }
    // proc(5): "PID (NAME) STATE ...", the start is field 22; a name may hold anything, parentheses too.
    const auto close = stat->rfind(')');
    if (close == std::string::npos)
        return "";
    const auto fields = splitWhitespace(std::string_view(*stat).substr(close + 1));
    if (fields.size() < 20)
        return "";
    if (fields[0] == "Z" || fields[0] == "X")
        return std::nullopt;
    return fields[19];
}

ProcessPlace processPlace()
{
    std::error_code none;
    // "pid:[4026531836]"
    const auto space = fs::read_symlink("/proc/self/ns/pid", none).string();
    const auto from = space.find('[');
    return {.space = from == std::string::npos ? "" : space.substr(from + 1, space.size() - from - 2),
            .boot = lineOf("/proc/sys/kernel/random/boot_id"),
            .machine = lineOf("/etc/machine-id")};
}

} // namespace crossyard::container
