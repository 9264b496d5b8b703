// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/export/export_yaml.h"

#include "container/export/export_words.h"

#include <format>

namespace crossyard::container {

std::string yamlQuoted(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        if (static_cast<unsigned char>(c) < ' ')
            result += std::format("\\x{:02x}", static_cast<unsigned char>(c));
        else
            result += c;
    }
    return result + "\"";
}

std::string yamlBlock(std::string_view text, std::size_t columns)
{
    // A first line that begins with a space would be taken for a deeper indentation: ours never does.
    return "|\n" + indented(text, columns);
}

} // namespace crossyard::container
