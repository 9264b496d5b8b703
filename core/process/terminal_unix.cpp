// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/ansi.h"

#include <unistd.h>

namespace crossyard::process {

bool isTerminal(std::FILE *stream)
{
    return ::isatty(::fileno(stream)) != 0;
}

} // namespace crossyard::process
