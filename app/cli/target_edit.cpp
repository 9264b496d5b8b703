// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard target set and unset: one key of a spec file, with all else in it left as it is.
#include "target_common.h"

#include "base/files.h"
#include "rust/target_spec_edit.h"
#include "sysroot/file_edit.h"

#include <format>
#include <functional>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using rust::SpecDocument;
using rust::SpecPath;
using rust::SpecSchema;
// `value` is the third word, where there is one.
using Change = std::function<Result<SpecDocument>(const SpecSchema &, const SpecDocument &, const SpecPath &,
                                                  const std::string &value)>;

Result<void> change(const QCommandLineParser &parser, const Change &make)
{
    const auto words = wordsOf(parser);
    const fs::path file = fromUtf8(words[0]);
    CY_TRY(const auto compiler, chosenCompiler(parser));
    CY_TRY(const auto schema, rust::specSchema(compiler, terminalCancel()));
    CY_TRY(auto edit, sysroot::editOf(file));
    if (!edit.before)
        return fail(ErrorCode::NotFound, std::format("there is no file {}", words[0]));
    CY_TRY(const auto document, SpecDocument::parse(*edit.before, file));
    const auto path = rust::pathOf(schema, document, words[1]);
    CY_TRY(const auto changed, make(schema, document, path, words.back()));
    edit.after = changed.text();
    const bool dry = parser.isSet(QStringLiteral("dry-run"));
    CY_TRY(const auto diff, sysroot::diffOf(edit));
    if (!dry && edit.changes())
        CY_CHECK(sysroot::apply(edit));
    if (wantsJson(parser))
        print(shownJson({{"file", words[0]},
                         {"key", rust::shownPath(path)},
                         {"changed", edit.changes()},
                         {"written", edit.changes() && !dry},
                         {"difference", diff}}));
    else if (!edit.changes())
        say(std::format("{} says so already", words[0]));
    else if (dry)
        print(diff);
    else
        say("written: " + words[0]);
    return {};
}

int run(const QStringList &words, const char *usage, const char *summary, std::size_t count, const Change &make)
{
    QCommandLineParser parser;
    addTargetOptions(parser);
    addOption(parser, "dry-run", "Print the difference, and write nothing.");
    if (const auto status = parseWords(parser, usage, summary, words))
        return *status;
    const bool json = wantsJson(parser);
    if (wordsOf(parser).size() != count)
        return report(Error{ErrorCode::Usage, std::format("the words are: crossyard {}", usage)}, json);
    const auto done = change(parser, make);
    return done ? exitDone : report(done.error(), json);
}

} // namespace

int runTargetSet(const QStringList &words)
{
    const auto make = [](const SpecSchema &schema, const SpecDocument &document, const SpecPath &path,
                         const std::string &word) -> Result<SpecDocument> {
        CY_TRY(const auto value, rust::valueOf(schema, path, word));
        return rust::withKnownValue(schema, document, path, value);
    };
    return run(words, "target set FILE KEY VALUE [--dry-run]",
               "Gives a key of a spec file a value: a word, a number, or JSON. A member is named with a dot "
               "(metadata.std, pre-link-args.gnu-lld). Order and spacing of the rest stay. "
               "Before a value that begins with a dash write --.",
               3, make);
}

int runTargetUnset(const QStringList &words)
{
    const auto make = [](const SpecSchema &, const SpecDocument &document, const SpecPath &path, const std::string &) {
        return rust::withoutKey(document, path);
    };
    return run(words, "target unset FILE KEY [--dry-run]",
               "Takes a key out of a spec file, and the object around it where that is empty then.", 2, make);
}

} // namespace crossyard::cli
