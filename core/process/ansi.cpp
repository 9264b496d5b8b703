// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/ansi.h"

namespace crossyard::process {

std::string stripAnsi(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\x1b') {
            plain += text[i];
            continue;
        }
        if (i + 1 >= text.size())
            break;
        if (text[i + 1] == '[') { // CSI: parameters, then one letter
            i += 2;
            while (i < text.size() && !(text[i] >= '@' && text[i] <= '~'))
                ++i;
        } else if (text[i + 1] == ']') { // OSC: up to BEL or ESC backslash
            i += 2;
            while (i < text.size() && text[i] != '\a' && text[i] != '\x1b')
                ++i;
            if (i < text.size() && text[i] == '\x1b')
                ++i;
        } else {
            ++i;
        }
    }
    return plain;
}

} // namespace crossyard::process
