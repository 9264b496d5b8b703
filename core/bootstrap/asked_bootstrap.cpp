// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/asked_bootstrap.h"

#include "bootstrap/verify.h"
#include "text/json.h"

#include <nlohmann/json.hpp>

namespace crossyard::bootstrap {

namespace {

using Json = nlohmann::ordered_json;
using Strings = std::vector<std::string>;

Strings textsOf(const std::vector<fs::path> &paths)
{
    Strings texts;
    for (const auto &path : paths)
        texts.push_back(toUtf8(path));
    return texts;
}

// Everything but the keys.
Result<BootstrapPlan> graphAsked(const AskedBootstrap &asked, const fs::path &store, const CancelToken &cancel,
                                 activity::Reporter *reporter)
{
    BootstrapRequest request = asked.request;
    std::error_code ignored;
    CY_TRY(request.toolchain, rust::selectToolchain({.asked = asked.toolchain,
                                                     .project = fs::is_directory(request.package, ignored)
                                                                    ? request.package
                                                                    : request.package.parent_path()},
                                                    cancel));
    return planGraph(std::move(request), cancel, reporter, store);
}

Result<std::string> carryOut(const AskedBootstrap &asked, const fs::path &store, activity::Reporter &reporter,
                             const CancelToken &cancel)
{
    CY_TRY(auto plan, graphAsked(asked, store, cancel, &reporter));
    bool lockWritten = false;
    if (asked.request.writeLock) {
        CY_TRY(lockWritten, writeLock(plan));
    }
    if (lockWritten)
        reporter.note(0, "Cargo.lock was written");
    CY_CHECK(planUnits(plan, store));
    CY_TRY(const auto done, runBootstrap(plan, store, reporter, cancel));
    if (!asked.verify)
        return outcomeOf(done) + (lockWritten ? ", Cargo.lock was written" : "");
    CY_TRY(const auto checks, verify(plan, done, reporter, cancel));
    return verdictOf(checks);
}

} // namespace

Result<BootstrapPlan> planAsked(const AskedBootstrap &asked, const fs::path &store, const CancelToken &cancel,
                                activity::Reporter *reporter)
{
    CY_TRY(BootstrapPlan plan, graphAsked(asked, store, cancel, reporter));
    CY_CHECK(cancel.check());
    CY_CHECK(planUnits(plan, store));
    return plan;
}

std::string_view lockUse(const BootstrapRequest &request)
{
    return request.locked ? "locked" : request.writeLock ? "written" : "completed";
}

void setLockUse(BootstrapRequest &request, std::string_view use)
{
    request.locked = use == "locked";
    request.writeLock = use == "written";
}

std::string_view wrapperUse(const BootstrapRequest &request)
{
    return !request.wrapper ? "configured" : request.wrapper->empty() ? "none" : "given";
}

std::string toJson(const AskedBootstrap &asked)
{
    const auto &request = asked.request;
    Json json{{"action", "bootstrap"},
              {"package", toUtf8(request.package)},
              {"vendor", textsOf(request.vendorDirs)},
              {"locked", request.locked},
              {"writeLock", request.writeLock},
              {"offline", request.offline},
              {"blacklist", request.blacklist},
              {"includeOptional", request.includeOptional},
              {"bins", request.bins},
              {"lib", request.lib},
              {"features", request.features},
              {"defaultFeatures", request.defaultFeatures},
              {"allFeatures", request.allFeatures},
              {"profile", request.profile},
              {"jobs", request.jobs},
              {"keepGoing", request.keepGoing},
              {"nativeCheck", request.nativeCheck},
              {"verify", asked.verify}};
    if (asked.toolchain)
        json["toolchain"] = *asked.toolchain;
    if (request.target)
        json["target"] = *request.target;
    if (request.crateIndex)
        json["index"] = *request.crateIndex;
    if (request.wrapper)
        json["wrapper"] = *request.wrapper;
    const auto add = [&](const char *name, const std::optional<fs::path> &path) {
        if (path)
            json[name] = toUtf8(*path);
    };
    add("patches", request.patchDir);
    add("targetDir", request.targetDir);
    add("archives", request.crateCache);
    add("replay", request.replayScripts);
    add("record", request.recordScripts);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<AskedBootstrap> askedFrom(std::string_view line)
{
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    const auto text = [&](const char *name) { return text::stringIn(json, name); };
    const auto truth = [&](const char *name, bool otherwise) { return text::boolIn(json, name, otherwise); };
    const auto texts = [&](const char *name) { return text::stringsIn(json, name); };
    if (text("action") != "bootstrap" || !text("package"))
        return std::nullopt;
    AskedBootstrap asked;
    auto &request = asked.request;
    asked.toolchain = text("toolchain");
    request.package = fromUtf8(*text("package"));
    for (const auto &dir : texts("vendor"))
        request.vendorDirs.push_back(fromUtf8(dir));
    request.locked = truth("locked", false);
    request.writeLock = truth("writeLock", false) && !request.locked;
    request.offline = truth("offline", false);
    request.blacklist = texts("blacklist");
    request.includeOptional = texts("includeOptional");
    request.crateIndex = text("index");
    request.target = text("target");
    request.bins = texts("bins");
    request.lib = truth("lib", false);
    request.features = texts("features");
    request.defaultFeatures = truth("defaultFeatures", true);
    request.allFeatures = truth("allFeatures", false);
    request.profile = text("profile").value_or(request.profile);
    request.wrapper = text("wrapper");
    const auto path = [&](const char *name) { return text(name).transform(fromUtf8); };
    request.patchDir = path("patches");
    request.targetDir = path("targetDir");
    request.crateCache = path("archives");
    request.replayScripts = path("replay");
    request.recordScripts = path("record");
    const auto jobs = json.find("jobs");
    request.jobs = jobs != json.end() && jobs->is_number_integer() ? std::max(jobs->get<int>(), 0) : 0;
    request.keepGoing = truth("keepGoing", false);
    request.nativeCheck = truth("nativeCheck", true);
    asked.verify = truth("verify", false);
    return asked;
}

job::JobRequest bootstrapJob(const AskedBootstrap &asked, const BootstrapPlan &plan, const fs::path &store)
{
    auto wanted = aboutBootstrap(plan);
    wanted.again = toJson(asked);
    wanted.work = [asked, store](activity::Reporter &reporter, const CancelToken &cancel) {
        return carryOut(asked, store, reporter, cancel);
    };
    return wanted;
}

} // namespace crossyard::bootstrap
