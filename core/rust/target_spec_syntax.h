// SPDX-License-Identifier: MIT OR Apache-2.0
// Mends for texts that are no JSON: what other formats allow, and what a slip of the hand leaves out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crossyard::rust {

struct SyntaxMend {
    std::string words; // "remove the comma before it: JSON allows none after the last member"
    std::string text;  // with that done; what is wrong behind it is still there
    bool operator==(const SyntaxMend &) const = default;
};

/// The mend of the first error of a text: a comma too many or too few, a comment, brackets that are not closed. Nothing
/// where the text is valid, or no mend gets the reader any further.
std::optional<SyntaxMend> mendSyntax(std::string_view text);

} // namespace crossyard::rust
