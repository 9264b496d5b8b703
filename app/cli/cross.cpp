// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard cross: cross's own words, and what is there beside them.
#include "common.h"
#include "cross_verbs.h"
#include "verb.h"

#include <map>
#include <string_view>

namespace crossyard::cli {

namespace {

constexpr const char *usage =
    "Usage: crossyard cross [OPTIONS] [+TOOLCHAIN] COMMAND ...    cargo COMMAND in a container\n"
    "       crossyard cross VERB ...\n\n"
    "  build, check, run, test, bench, clippy, doc, rustc, rustdoc, package\n"
    "            as cross takes them, with --target TARGET\n"
    "  config    each setting of cross for a target, and where it comes from\n"
    "  engines   the container engines of this machine, and whether they work\n"
    "  images    the images that Crossyard made: list, build, remove, targets\n"
    "  volumes   what lies on the machine of a remote engine: list, remove\n"
    "  writes    what a guarded build wrote to the project: list, apply, discard\n\n"
    "`crossyard cross VERB --help` lists the options of a verb, `crossyard cross --dry-run build ...` shows what a\n"
    "command would do.";

} // namespace

int runCross(const QStringList &words)
{
    const std::string name = words.isEmpty() ? std::string() : toStd(words.first());
    if (name.empty()) {
        say(usage);
        return exitUsage;
    }
    if (words.size() == 1 && (name == "--help" || name == "-h" || name == "help")) {
        print(usage);
        return exitDone;
    }
    static const std::map<std::string_view, int (*)(const QStringList &)> verbs{{"config", runCrossConfig},
                                                                                {"engines", runCrossEngines},
                                                                                {"images", runCrossImages},
                                                                                {"volumes", runCrossVolumes},
                                                                                {"writes", runCrossWrites}};
    if (const auto it = verbs.find(name); it != verbs.end())
        return it->second(words.mid(1));
    return runCrossCargo(words);
}

} // namespace crossyard::cli
