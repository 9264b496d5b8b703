// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/command.h"

#include "base/strings.h"

namespace crossyard::process {

std::string quoted(std::string_view argument)
{
    static constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    if (!argument.empty() && argument.find_first_not_of(plain) == std::string_view::npos)
        return std::string(argument);
    return "'" + replaceAll(std::string(argument), "'", "'\\''") + "'";
}

std::string shown(const Command &command)
{
    std::string text;
    if (!command.directory.empty())
        text += "cd " + process::quoted(toUtf8(command.directory)) + " && ";
    std::string unset;
    std::string set;
    for (const auto &[name, value] : command.environment) {
        if (value)
            set += name + "=" + process::quoted(*value) + " ";
        else
            unset += "-u " + name + " ";
    }
    if (!unset.empty() || !set.empty())
        text += "env " + unset + set;
    text += process::quoted(toUtf8(command.program));
    for (const auto &argument : command.arguments)
        text += " " + process::quoted(argument);
    return text;
}

} // namespace crossyard::process
