// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard cross engines, images, writes.
#include "base/environment.h"
#include "base/strings.h"
#include "common.h"
#include "container/build/cross_job.h"
#include "container/engine/engine_probe.h"
#include "cross_verbs.h"
#include "job/recorded_job.h"
#include "rust/toolchain.h"
#include "table.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using container::Engine;
using container::StoredImage;
using Json = nlohmann::ordered_json;

Json toJson(const container::ProbedEngine &probed)
{
    Json json{{"engine", container::engineName(probed.kind)},
              {"program", toUtf8(probed.program)},
              {"works", probed.engine.has_value()}};
    json["steps"] = probed.steps;
    if (probed.engine) {
        json["version"] = probed.engine->version;
        json["architecture"] = probed.engine->architecture;
        json["rootless"] = probed.engine->rootless;
        json["remote"] = probed.engine->remote;
        json["options"] = probed.engine->globalOptions;
        json["runOptions"] = probed.engine->runOptions;
        json["remedies"] = probed.engine->remedies;
    } else {
        json["error"] = probed.engine.error().message;
        json["hint"] = probed.engine.error().hint;
    }
    return json;
}

void printEngine(const container::ProbedEngine &probed)
{
    if (!probed.engine) {
        print(std::format("{}  does not work", toUtf8(probed.program)));
        print(wrapped("  ", probed.engine.error().message));
        if (!probed.engine.error().hint.empty())
            print(wrapped("  hint: ", probed.engine.error().hint));
        return;
    }
    const auto &engine = *probed.engine;
    print(std::format("{}  works: {} {}, {}{}{}", toUtf8(probed.program), container::engineName(engine.kind),
                      engine.version, engine.architecture, engine.rootless ? ", rootless" : ", with root's rights",
                      engine.remote ? ", remote" : ""));
    for (const auto &remedy : engine.remedies)
        print(wrapped("  ", remedy));
}

std::string imageLine(const StoredImage &image)
{
    const auto target = image.target.empty() ? std::format("what the images of {} share", image.release) : image.target;
    const auto from = image.release.empty() ? "made from a dockerfile" : "Debian " + image.release;
    return std::format("{}\n  {}, {}, {}", image.reference.empty() ? image.id : image.reference, target, from,
                       shownSize(image.size));
}

Result<StoredImage> namedImage(const std::string &name, const Engine &engine)
{
    CY_TRY(const auto all, container::listImages(engine, terminalCancel()));
    std::vector<StoredImage> hits;
    for (const auto &image : all) {
        if (image.reference == name || image.id.contains(name) || image.target == name)
            hits.push_back(image);
    }
    if (hits.size() == 1)
        return hits.front();
    return fail(Error{ErrorCode::NotFound, hits.empty() ? std::format("there is no image `{}` of ours", name)
                                                        : std::format("`{}` fits {} images", name, hits.size())}
                    .withHint("`crossyard cross images list` shows their names"));
}

int listImages(const Engine &engine, bool json)
{
    const auto images = container::listImages(engine, terminalCancel());
    if (!images)
        return report(images.error(), json);
    if (json) {
        Json array = Json::array();
        for (const auto &image : *images)
            array.push_back(Json{{"id", image.id},
                                 {"reference", image.reference},
                                 {"target", image.target},
                                 {"release", image.release},
                                 {"created", image.created},
                                 {"size", image.size}});
        print(array.dump(2));
        return exitDone;
    }
    if (images->empty())
        say("There are no images of ours; the first build for a target makes its own");
    for (const auto &image : *images)
        print(imageLine(image));
    return exitDone;
}

int buildImage(const std::string &target, const QCommandLineParser &parser, const Engine &engine, bool json)
{
    container::CrossSettings settings;
    settings.target.value = target;
    container::ImageRequest request{
        .settings = &settings, .store = storeDirectory(), .anew = parser.isSet(QStringLiteral("anew"))};
    if (const auto release = option(parser, "debian"))
        request.release = *release;
    const auto plan = container::planImage(request, engine, terminalCancel());
    if (!plan)
        return report(plan.error(), json);
    const auto recorded = std::make_shared<job::RecordedJob>(
        storeDirectory(),
        job::JobRequest{
            .title = "Image for " + target, .kind = "image", .subject = "image " + target, .project = {}, .work = {}},
        consoleSink(json, false));
    activity::Reporter reporter(recorded);
    const auto digest = container::makeImage(*plan, request, engine, reporter, terminalCancel());
    recorded->end(digest);
    if (!digest)
        return report(digest.error(), json);
    if (json)
        print(Json{{"event", "result"}, {"reference", plan->reference}, {"digest", *digest}}.dump());
    else
        print(std::format("{}\n{}", plan->reference, *digest));
    return exitDone;
}

int removeImages(const QStringList &names, const Engine &engine, bool json)
{
    for (const auto &name : names) {
        const auto image = namedImage(toStd(name), engine);
        if (!image)
            return report(image.error(), json);
        const auto removed = container::removeImage(*image, engine, terminalCancel());
        if (!removed)
            return report(removed.error(), json);
        say("Removed " + image->reference);
    }
    return exitDone;
}

int listWrites(const std::vector<container::CaughtWrite> &writes, bool json)
{
    if (json) {
        Json array = Json::array();
        for (const auto &write : writes)
            array.push_back(
                Json{{"path", toUtf8(write.path)}, {"kind", container::kindName(write.kind)}, {"size", write.size}});
        print(array.dump(2));
        return exitDone;
    }
    if (writes.empty())
        say("No build has written to this project");
    for (const auto &write : writes)
        print(std::format("{:<8} {}", container::kindName(write.kind), toUtf8(write.path)));
    return exitDone;
}

// What was left behind by somebody who was killed, as the labels tell.
void sweep(const std::vector<container::ProbedEngine> &engines)
{
    for (const auto &one : engines) {
        if (!one.engine)
            continue;
        const auto swept = container::sweepContainers(*one.engine, terminalCancel());
        for (const auto &name : swept.value_or(std::vector<std::string>()))
            say(std::format("removed the container {}, which was left behind", name));
    }
}

} // namespace

void addEngineOptions(QCommandLineParser &parser)
{
    addOption(parser, "engine", "The container engine: a name or a path.", "ENGINE");
    addOption(parser, "url", "The address of a remote engine.", "URL");
}

Result<Engine> engineOf(const QCommandLineParser &parser)
{
    const auto named = option(parser, "engine");
    return container::chooseEngine({.store = storeDirectory(),
                                    .engine = named ? named : environment("CROSS_CONTAINER_ENGINE"),
                                    .url = option(parser, "url")},
                                   terminalCancel());
}

int runCrossEngines(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "A JSON array.");
    addOption(parser, "anew", "Try them all again; what was found out before does not count.");
    addOption(parser, "url", "The address of a remote engine.", "URL");
    if (const auto status =
            parseWords(parser, "cross engines [--anew] [--json] [--url URL]",
                       "The container engines of this machine. Each runs a container that does nothing; containers "
                       "that a killed Crossyard left behind are removed.",
                       words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto engines = container::listEngines(
        {.store = storeDirectory(), .url = option(parser, "url"), .anew = parser.isSet(QStringLiteral("anew"))},
        terminalCancel());
    if (!engines)
        return report(engines.error(), json);
    sweep(*engines);
    Json array = Json::array();
    bool works = false;
    for (const auto &one : *engines) {
        works |= one.engine.has_value();
        if (json)
            array.push_back(toJson(one));
        else
            printEngine(one);
    }
    if (json)
        print(array.dump(2));
    else if (engines->empty())
        say("There is no container engine\n  hint: install podman");
    return works ? exitDone : exitFailed;
}

int runCrossImages(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "As JSON.");
    addEngineOptions(parser);
    addOption(parser, "debian", "build: the Debian release, the floor for glibc.", "RELEASE");
    addOption(parser, "anew", "build: make it again, though it is there.");
    if (const auto status = parseWords(parser, "cross images list|targets|build TARGET|remove NAME... [OPTIONS]",
                                       "The images that Crossyard makes for targets, of Debian's packages.", words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const QStringList rest = parser.positionalArguments();
    const std::string verb = rest.isEmpty() ? "list" : toStd(rest.first());
    if (verb == "targets") {
        for (const auto &target : container::targetsWithRecipes())
            print(target);
        return exitDone;
    }
    const bool known = (verb == "list" && rest.size() <= 1) || (verb == "build" && rest.size() == 2) ||
                       (verb == "remove" && rest.size() > 1);
    if (!known)
        return report(Error{ErrorCode::Usage, "`cross images` takes: list, targets, build TARGET, remove NAME..."},
                      json);
    const auto engine = engineOf(parser);
    if (!engine)
        return report(engine.error(), json);
    if (verb == "list")
        return listImages(*engine, json);
    if (verb == "build")
        return buildImage(toStd(rest[1]), parser, *engine, json);
    return removeImages(rest.mid(1), *engine, json);
}

int runCrossWrites(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "list: as JSON.");
    addOption(parser, "project", "A directory of the project.", "DIR");
    if (const auto status =
            parseWords(parser, "cross writes [list|apply|discard] [--project DIR]",
                       "What guarded builds wrote to the project: it is kept beside it until it is taken over or "
                       "thrown away.",
                       words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const QStringList rest = parser.positionalArguments();
    const std::string verb = rest.isEmpty() ? "list" : toStd(rest.first());
    const auto loaded =
        container::loadCrossConfig({.directory = absolutePath(fromUtf8(option(parser, "project").value_or("."))),
                                    .environment = ownEnvironment()});
    if (!loaded)
        return report(loaded.error(), json);
    const fs::path writes = container::writesOf(storeDirectory(), loaded->workspaceRoot);
    const auto caught = container::caughtWrites(writes, loaded->workspaceRoot);
    if (!caught)
        return report(caught.error(), json);
    if (verb == "list")
        return listWrites(*caught, json);
    if (verb != "apply" && verb != "discard")
        return report(Error{ErrorCode::Usage, "`cross writes` takes: list, apply, discard"}, json);
    const auto done =
        verb == "apply" ? container::applyWrites(writes, loaded->workspaceRoot) : container::discardWrites(writes);
    if (!done)
        return report(done.error(), json);
    say(std::format("{} {} files", verb == "apply" ? "Took over" : "Threw away", caught->size()));
    return exitDone;
}

} // namespace crossyard::cli
