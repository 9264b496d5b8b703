// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/error.h"

#include "base/paths.h"

#include <format>

namespace crossyard {

Error &&Error::withPlace(Place p) &&
{
    place = std::move(p);
    return std::move(*this);
}

Error &&Error::withHint(std::string h) &&
{
    hint = std::move(h);
    return std::move(*this);
}

Error &&Error::withContext(std::string c) &&
{
    context.push_back(std::move(c));
    return std::move(*this);
}

std::string describe(const Place &place)
{
    std::string text = toUtf8(place.file);
    if (place.line > 0)
        text += std::format(":{}", place.line);
    if (place.line > 0 && place.column > 0)
        text += std::format(":{}", place.column);
    return text;
}

std::string describe(const Error &error)
{
    std::string text = "error: " + error.message;
    if (error.place)
        text += "\n --> " + describe(*error.place);
    for (const auto &line : error.context)
        text += "\n  while " + line;
    if (!error.hint.empty())
        text += "\n  hint: " + error.hint;
    return text;
}

std::string_view codeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Io:
        return "io";
    case ErrorCode::Parse:
        return "parse";
    case ErrorCode::NotFound:
        return "not-found";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::BadInput:
        return "bad-input";
    case ErrorCode::Usage:
        return "usage";
    case ErrorCode::ToolFailed:
        return "tool-failed";
    case ErrorCode::Cancelled:
        return "cancelled";
    }
    return "unknown";
}

} // namespace crossyard
