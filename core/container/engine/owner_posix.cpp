// SPDX-License-Identifier: MIT OR Apache-2.0
// What Linux and macOS say in the same way.
#include "container/engine/owner.h"

#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace crossyard::container {

namespace {

std::optional<std::uint64_t> hardLimit(int resource)
{
    rlimit limit{};
    if (::getrlimit(resource, &limit) != 0 || limit.rlim_max == RLIM_INFINITY)
        return std::nullopt;
    return limit.rlim_max;
}

} // namespace

std::int64_t processId()
{
    return ::getpid();
}

std::string userNumber()
{
    return std::to_string(::geteuid());
}

std::string groupNumber()
{
    return std::to_string(::getegid());
}

bool isRoot()
{
    return ::geteuid() == 0;
}

std::string kernelRelease()
{
    utsname name{};
    return ::uname(&name) == 0 ? name.release : "";
}

std::optional<std::uint64_t> hardFileLimit()
{
    return hardLimit(RLIMIT_NOFILE);
}

std::optional<std::uint64_t> hardProcessLimit()
{
    return hardLimit(RLIMIT_NPROC);
}

} // namespace crossyard::container
