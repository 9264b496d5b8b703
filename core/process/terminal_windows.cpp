// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/ansi.h"

#include <io.h>

namespace crossyard::process {

bool isTerminal(std::FILE *stream)
{
    return ::_isatty(::_fileno(stream)) != 0;
}

} // namespace crossyard::process
