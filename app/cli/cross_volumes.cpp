// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard cross volumes: what lies on an engine's machine.
#include "base/strings.h"
#include "common.h"
#include "container/engine/volumes.h"
#include "cross_verbs.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using container::Engine;
using container::StoredVolume;
using Json = nlohmann::ordered_json;

int listVolumes(const std::vector<StoredVolume> &volumes, bool json)
{
    if (json) {
        Json array = Json::array();
        for (const auto &volume : volumes)
            array.push_back(Json{{"name", volume.name}, {"path", volume.path}});
        print(array.dump(2));
        return exitDone;
    }
    if (volumes.empty())
        say("The engine has no volumes of ours; an engine on another machine gets them at the first build");
    for (const auto &volume : volumes)
        print(std::format("{}  {}", volume.name, volume.path));
    return exitDone;
}

// A word names a volume, or the directory that it stands for with all that are below it.
bool isMeant(const StoredVolume &volume, const QStringList &words)
{
    for (const auto &word : words) {
        const auto path = absolutePath(fromUtf8(toStd(word)));
        if (toStd(word) == volume.name || isBelow(fromUtf8(volume.path), path))
            return true;
    }
    return false;
}

int removeVolumes(const std::vector<StoredVolume> &volumes, const QStringList &words, bool all, const Engine &engine,
                  bool json)
{
    int removed = 0;
    for (const auto &volume : volumes) {
        if (!all && !isMeant(volume, words))
            continue;
        const auto done = container::removeVolume(engine, volume.name, terminalCancel());
        if (!done)
            return report(done.error(), json);
        say(std::format("Removed {}, of {}", volume.name, volume.path));
        ++removed;
    }
    if (removed == 0 && !all)
        return report(Error{ErrorCode::NotFound, "the engine has no such volume of ours"}.withHint(
                          "`crossyard cross volumes list` shows their names and directories"),
                      json);
    return exitDone;
}

} // namespace

int runCrossVolumes(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "As JSON.");
    addOption(parser, "all", "remove: all of them, those that other machines sent too.");
    addEngineOptions(parser);
    if (const auto status = parseWords(parser, "cross volumes list|remove NAME|DIRECTORY...|remove --all [OPTIONS]",
                                       "What was sent to an engine on another machine, and what was made there.\n"
                                       "A volume that is removed is filled again by the next build.",
                                       words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const bool all = parser.isSet(QStringLiteral("all"));
    const QStringList rest = parser.positionalArguments();
    const std::string verb = rest.isEmpty() ? "list" : toStd(rest.first());
    if (!(verb == "list" && rest.size() <= 1 && !all) && !(verb == "remove" && (rest.size() > 1) != all))
        return report(Error{ErrorCode::Usage, "`cross volumes` takes: list, remove NAME..., remove --all"}, json);
    const auto engine = engineOf(parser);
    if (!engine)
        return report(engine.error(), json);
    const auto volumes = container::listVolumes(*engine, terminalCancel());
    if (!volumes)
        return report(volumes.error(), json);
    return verb == "list" ? listVolumes(*volumes, json) : removeVolumes(*volumes, rest.mid(1), all, *engine, json);
}

} // namespace crossyard::cli
