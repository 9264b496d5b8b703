// SPDX-License-Identifier: MIT OR Apache-2.0
// Terminal control sequences in what programs print.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace crossyard::process {

/// The text without its escape sequences (colours, cursor movements, titles).
std::string stripAnsi(std::string_view text);

/// True where what is written to the stream is seen by a person at a terminal.
bool isTerminal(std::FILE *stream);

/// Has the handler called when this program is asked to end: by Ctrl-C, SIGTERM, and where there is one SIGHUP.
void catchEndSignals(void (*handler)(int));

} // namespace crossyard::process
