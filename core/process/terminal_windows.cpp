// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/ansi.h"

#include <csignal>
#include <io.h>

namespace crossyard::process {

bool isTerminal(std::FILE *stream)
{
    return ::_isatty(::_fileno(stream)) != 0;
}

void catchEndSignals(void (*handler)(int))
{
    for (const int number : {SIGINT, SIGTERM})
        std::signal(number, handler);
}

} // namespace crossyard::process
