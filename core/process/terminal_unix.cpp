// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/ansi.h"

#include <csignal>
#include <unistd.h>

namespace crossyard::process {

bool isTerminal(std::FILE *stream)
{
    return ::isatty(::fileno(stream)) != 0;
}

void catchEndSignals(void (*handler)(int))
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        std::signal(number, handler);
}

} // namespace crossyard::process
