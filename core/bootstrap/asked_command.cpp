// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/asked_command.h"

#include "base/strings.h"

namespace crossyard::bootstrap {

namespace {

// Options, as far as they are set.
class Words {
public:
    void flag(const char *name, bool set)
    {
        if (set)
            words.push_back(name);
    }
    void value(const char *name, const std::optional<std::string> &given)
    {
        if (given)
            words.insert(words.end(), {name, *given});
    }
    void path(const char *name, const std::optional<fs::path> &given) { value(name, given.transform(toUtf8)); }
    void each(const char *name, const std::vector<std::string> &given)
    {
        for (const auto &one : given)
            value(name, one);
    }
    void list(const char *name, const std::vector<std::string> &given, const char *separator)
    {
        if (!given.empty())
            value(name, join(given, separator));
    }
    std::vector<std::string> words;
};

void addCrates(Words &words, const BootstrapRequest &request)
{
    for (const auto &dir : request.vendorDirs)
        words.path("--vendor", dir);
    words.path("--patchdir", request.patchDir);
    words.value("--crate-index", request.crateIndex);
    words.path("--crate-cache", request.crateCache);
    words.flag("--offline", request.offline);
    words.flag("--no-download", !request.useDownloads);
    words.path("--urls-file", request.urlsFile);
    words.list("--blacklist", request.blacklist, " ");
    words.list("--include-optional", request.includeOptional, " ");
    words.flag("--locked", request.locked);
    words.flag("--write-lock", request.writeLock);
}

} // namespace

process::Command commandFor(const AskedBootstrap &asked)
{
    const auto &request = asked.request;
    Words words;
    words.words = {"bootstrap", toUtf8(request.package)};
    addCrates(words, request);
    words.each("--bin", request.bins);
    words.flag("--lib", request.lib);
    words.list("--features", request.features, ",");
    words.flag("--all-features", request.allFeatures);
    words.flag("--no-default-features", !request.defaultFeatures);
    words.value("--target", request.target);
    words.value("--host", request.host);
    if (request.profile != BootstrapRequest().profile)
        words.value("--profile", request.profile);
    words.path("--target-dir", request.targetDir);
    words.value("--toolchain", asked.toolchain);
    words.each("--config", request.configArguments);
    if (request.jobs > 0)
        words.value("--jobs", std::to_string(request.jobs));
    words.flag("--keep-going", request.keepGoing);
    words.value("--wrapper", request.wrapper);
    words.path("--replay-scripts", request.replayScripts);
    words.path("--record-scripts", request.recordScripts);
    words.flag("--no-native-check", !request.nativeCheck);
    words.flag("--verify", asked.verify);
    return {.program = "crossyard", .arguments = std::move(words.words)};
}

} // namespace crossyard::bootstrap
