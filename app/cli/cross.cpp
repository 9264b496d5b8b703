// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard cross: cross's own words, and what is there beside them.
#include "common.h"
#include "cross_verbs.h"
#include "verb.h"

#include <map>
#include <string_view>

namespace crossyard::cli {

int runCross(const QStringList &words)
{
    const std::string name = words.isEmpty() ? std::string() : toStd(words.first());
    if (name.empty()) {
        say("error: no cargo command is named\n  hint: crossyard cross --help lists what there is");
        return exitUsage;
    }
    if (words.size() == 1 && (name == "-h" || name == "help"))
        return runCrossCargo({QStringLiteral("--help")});
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
