// SPDX-License-Identifier: MIT OR Apache-2.0
// Errors are data: what went wrong, where, and what to do next. They are turned into words in one place, describe().
#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard {

enum class ErrorCode {
    Io,          // the system refused: permissions, a full disk, a vanished file
    Parse,       // a file or a value is not in its format
    NotFound,    // a thing that was named does not exist
    Unsupported, // valid, but not something that can be done (here, or with this compiler)
    BadInput,    // a file or request that contradicts itself or asks for what does not exist
    Usage,       // the words of the command line are wrong (exit status 2)
    ToolFailed,  // a program that we ran failed; the message holds what it said
    Cancelled,   // the user asked to stop; not a failure
};

/// A position in a file. Line and column count from 1; 0 means unknown.
struct Place {
    std::filesystem::path file;
    int line = 0;
    int column = 0;
    bool operator==(const Place &) const = default;
};

struct Error {
    ErrorCode code = ErrorCode::Io;
    std::string message;                   // one sentence, no full stop, lower case first letter
    std::optional<Place> place = {};       // where the cause stands
    std::string hint = {};                 // what to do next, one sentence
    std::vector<std::string> context = {}; // innermost first: what was being done

    Error &&withPlace(Place p) &&;
    Error &&withHint(std::string h) &&;
    Error &&withContext(std::string c) &&;
    bool operator==(const Error &) const = default;
};

template <class T> using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorCode code, std::string message)
{
    return std::unexpected(Error{code, std::move(message)});
}

inline std::unexpected<Error> fail(Error error)
{
    return std::unexpected(std::move(error));
}

/// "file:line:column", as much of it as is known.
std::string describe(const Place &place);

/// The error in words, several lines: "error: MESSAGE", " --> PLACE", "  while CONTEXT", "  hint: HINT".
std::string describe(const Error &error);

/// The name of a code in JSON output: "io", "parse", "not-found", ...
std::string_view codeName(ErrorCode code);

} // namespace crossyard

#define CY_CONCAT_(a, b) a##b
#define CY_CONCAT(a, b) CY_CONCAT_(a, b)

/// CY_TRY(auto value, expression): the value of a Result, or return its error from the calling function.
#define CY_TRY(declaration, ...)                                                                                       \
    auto CY_CONCAT(cyResult_, __LINE__) = (__VA_ARGS__);                                                               \
    if (!CY_CONCAT(cyResult_, __LINE__))                                                                               \
        return std::unexpected(std::move(CY_CONCAT(cyResult_, __LINE__)).error());                                     \
    declaration = std::move(*CY_CONCAT(cyResult_, __LINE__))

/// CY_CHECK(expression): return the error of a Result<void> (or any other Result) from the calling function.
#define CY_CHECK(...)                                                                                                  \
    do {                                                                                                               \
        if (auto cyCheck = (__VA_ARGS__); !cyCheck)                                                                    \
            return std::unexpected(std::move(cyCheck).error());                                                        \
    } while (false)
