// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/toolchain/std_choice.h"

#include "base/strings.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

using Kind = StdChoice::Kind;

constexpr std::array kinds{Kind::Toolchain, Kind::Package, Kind::Rustup, Kind::Sysroot, Kind::BuildStd};

// The one of a kind, or its problem under a code.
Result<StdChoice> theOne(const StdFacts &facts, Kind kind, ErrorCode code, const std::string &reason)
{
    const auto is = [&](const StdOffer &offer) { return offer.choice.kind == kind; };
    const auto offer = std::ranges::find_if(facts.offers, is);
    if (offer == facts.offers.end())
        return fail(code, std::format("there is no standard library for {} from {}", facts.target, stdName(kind)));
    if (offer->problem)
        return fail(Error{code, std::format("{}: {}", reason, offer->problem->message)}.withHint(offer->problem->hint));
    StdChoice choice = offer->choice;
    choice.why = std::format("{}: {}", reason, choice.why);
    return choice;
}

} // namespace

std::string_view stdName(Kind kind)
{
    switch (kind) {
    case Kind::Toolchain:
        return "toolchain";
    case Kind::Package:
        return "package";
    case Kind::Sysroot:
        return "sysroot";
    case Kind::BuildStd:
        return "build-std";
    case Kind::Rustup:
        return "rustup";
    }
    return "";
}

Result<Kind> parseStdName(std::string_view name)
{
    std::vector<std::string> names;
    for (const Kind kind : kinds) {
        if (stdName(kind) == name)
            return kind;
        names.emplace_back(stdName(kind));
    }
    return fail(Error{ErrorCode::Usage, std::format("`{}` is no source of a standard library", name)}.withHint(
        "one of " + join(names, ", ")));
}

Result<StdChoice> chooseFrom(const StdFacts &facts)
{
    if (facts.asked)
        return theOne(facts, *facts.asked, ErrorCode::BadInput,
                      std::format("`{}` is asked for", stdName(*facts.asked)));
    if (facts.buildStd)
        return theOne(facts, Kind::BuildStd, ErrorCode::NotFound, "the configuration asks for build-std");
    if (!facts.projectNeeds.empty())
        return theOne(facts, Kind::Sysroot, ErrorCode::NotFound, facts.projectNeeds);
    std::vector<std::string> problems, mends;
    for (const auto &offer : facts.offers) {
        if (offer.choice.kind == Kind::BuildStd)
            continue; // an own one is the same from source, and needs no unstable switch
        if (!offer.problem)
            return offer.choice;
        problems.push_back(offer.problem->message);
        if (!offer.problem->hint.empty() && !std::ranges::contains(mends, offer.problem->hint))
            mends.push_back(offer.problem->hint);
    }
    return fail(Error{ErrorCode::NotFound,
                      std::format("no standard library for {} can be had: {}", facts.target, join(problems, "; "))}
                    .withHint(join(mends, "; or ")));
}

} // namespace crossyard::container
