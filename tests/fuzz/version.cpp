// SPDX-License-Identifier: MIT OR Apache-2.0
// Two versions and a requirement, one a line.
#include "cargo/version.h"
#include "fuzz/fuzz.h"

using namespace crossyard;
using crossyard::fuzz::require;

namespace {

std::string_view line(std::string_view &text)
{
    const auto end = text.find('\n');
    const auto first = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return first;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    auto text = fuzz::textOf(data, size);
    const auto a = cargo::Version::parse(line(text));
    const auto b = cargo::Version::parse(line(text));
    for (const auto &version : {a, b}) {
        if (!version)
            continue;
        const auto again = cargo::Version::parse(version->toString());
        require(again && *again == *version, "a version is printed as what it is");
        require(*version <=> *version == std::strong_ordering::equal, "a version is as new as itself");
    }
    if (a && b) {
        require((*a < *b) == (*b > *a), "the order has two sides");
        require((*a <=> *b == 0) == (*a == *b), "what is equal is the same");
        require(cargo::sameCompatRange(*a, *b) == cargo::sameCompatRange(*b, *a), "a range has two sides");
    }
    const auto req = cargo::VersionReq::parse(text);
    if (!req)
        return 0;
    const auto again = cargo::VersionReq::parse(req->text());
    require(again.has_value(), "a requirement is printed as one");
    for (const auto &version : {a, b}) {
        if (version)
            require(req->matches(*version) == again->matches(*version), "printed, it asks for the same");
    }
    return 0;
}
