// SPDX-License-Identifier: MIT OR Apache-2.0
// Edits of a spec as a form or a command line makes them: a value for a key, or none, with everything else in the text
// left as it is.
#pragma once

#include "rust/target_spec_schema.h"

namespace crossyard::rust {

/// The path that a word names: "os", "metadata.std", "pre-link-args.ld.lld.0". Names with dots in them are found as the
/// spec or the schema has them.
SpecPath pathOf(const SpecSchema &schema, const SpecDocument &document, std::string_view word);

/// The value that a word stands for at this key: `32` is a number for one and a string for another. Errors: BadInput,
/// which says what the key wants.
Result<nlohmann::ordered_json> valueOf(const SpecSchema &schema, const SpecPath &path, std::string_view word);

/// Gives the path this value. Objects on the way are made; of a list, the items that stay keep their place. Errors:
/// BadInput, with the place.
Result<SpecDocument> withValue(const SpecDocument &document, const SpecPath &path, const nlohmann::ordered_json &value);
/// The same, for a key and value that the compiler knows: others are refused, with what would do.
Result<SpecDocument> withKnownValue(const SpecSchema &schema, const SpecDocument &document, const SpecPath &path,
                                    const nlohmann::ordered_json &value);
/// Takes the key out, and the object around it where that is empty then. Errors: NotFound, with the closest key.
Result<SpecDocument> withoutKey(const SpecDocument &document, const SpecPath &path);

/// Applies what can be applied; a change that no longer fits (an earlier one took its key away) is left out.
SpecDocument mended(SpecDocument document, const std::vector<SpecChange> &mend);

} // namespace crossyard::rust
