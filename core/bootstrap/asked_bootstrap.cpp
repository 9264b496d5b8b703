// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/asked_bootstrap.h"

#include "bootstrap/verify.h"

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

// Members of another type than asked for count as absent.
class Reader {
public:
    explicit Reader(const Json &json) : m_json(json) {}

    std::optional<std::string> text(const char *name) const
    {
        const auto it = m_json.find(name);
        return it != m_json.end() && it->is_string() ? std::optional(it->get<std::string>()) : std::nullopt;
    }
    bool truth(const char *name, bool otherwise) const
    {
        const auto it = m_json.find(name);
        return it != m_json.end() && it->is_boolean() ? it->get<bool>() : otherwise;
    }
    int number(const char *name) const
    {
        const auto it = m_json.find(name);
        return it != m_json.end() && it->is_number_integer() ? it->get<int>() : 0;
    }
    Strings texts(const char *name) const
    {
        Strings list;
        const auto it = m_json.find(name);
        for (std::size_t i = 0; it != m_json.end() && it->is_array() && i < it->size(); ++i) {
            if ((*it)[i].is_string())
                list.push_back((*it)[i].get<std::string>());
        }
        return list;
    }

private:
    const Json &m_json;
};

} // namespace

Result<BootstrapPlan> planAsked(const AskedBootstrap &asked, const fs::path &store, const CancelToken &cancel)
{
    BootstrapRequest request = asked.request;
    std::error_code ignored;
    CY_TRY(request.toolchain, rust::selectToolchain({.asked = asked.toolchain,
                                                     .project = fs::is_directory(request.package, ignored)
                                                                    ? request.package
                                                                    : request.package.parent_path()},
                                                    cancel));
    CY_TRY(BootstrapPlan plan, planGraph(std::move(request), cancel));
    CY_CHECK(cancel.check());
    CY_CHECK(planUnits(plan, store));
    return plan;
}

std::string toJson(const AskedBootstrap &asked)
{
    const auto &request = asked.request;
    Json json{{"action", "bootstrap"},
              {"package", toUtf8(request.package)},
              {"vendor", textsOf(request.vendorDirs)},
              {"locked", request.locked},
              {"offline", request.offline},
              {"blacklist", request.blacklist},
              {"bins", request.bins},
              {"lib", request.lib},
              {"features", request.features},
              {"defaultFeatures", request.defaultFeatures},
              {"allFeatures", request.allFeatures},
              {"profile", request.profile},
              {"jobs", request.jobs},
              {"keepGoing", request.keepGoing},
              {"verify", asked.verify}};
    if (asked.toolchain)
        json["toolchain"] = *asked.toolchain;
    if (request.target)
        json["target"] = *request.target;
    if (request.crateIndex)
        json["index"] = *request.crateIndex;
    if (request.patchDir)
        json["patches"] = toUtf8(*request.patchDir);
    if (request.targetDir)
        json["targetDir"] = toUtf8(*request.targetDir);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<AskedBootstrap> askedFrom(std::string_view text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    const Reader reader(json);
    if (reader.text("action") != "bootstrap" || !reader.text("package"))
        return std::nullopt;
    AskedBootstrap asked;
    auto &request = asked.request;
    asked.toolchain = reader.text("toolchain");
    request.package = fromUtf8(*reader.text("package"));
    for (const auto &dir : reader.texts("vendor"))
        request.vendorDirs.push_back(fromUtf8(dir));
    request.locked = reader.truth("locked", false);
    request.offline = reader.truth("offline", false);
    request.blacklist = reader.texts("blacklist");
    request.crateIndex = reader.text("index");
    request.target = reader.text("target");
    request.bins = reader.texts("bins");
    request.lib = reader.truth("lib", false);
    request.features = reader.texts("features");
    request.defaultFeatures = reader.truth("defaultFeatures", true);
    request.allFeatures = reader.truth("allFeatures", false);
    request.profile = reader.text("profile").value_or(request.profile);
    if (const auto dir = reader.text("patches"))
        request.patchDir = fromUtf8(*dir);
    if (const auto dir = reader.text("targetDir"))
        request.targetDir = fromUtf8(*dir);
    request.jobs = std::max(reader.number("jobs"), 0);
    request.keepGoing = reader.truth("keepGoing", false);
    asked.verify = reader.truth("verify", false);
    return asked;
}

job::JobRequest bootstrapJob(const AskedBootstrap &asked, const BootstrapPlan &plan, const fs::path &store)
{
    auto wanted = aboutBootstrap(plan);
    wanted.again = toJson(asked);
    wanted.work = [asked, store](activity::Reporter &reporter, const CancelToken &cancel) -> Result<std::string> {
        CY_TRY(auto made, planAsked(asked, store, cancel));
        CY_TRY(const auto done, runBootstrap(made, store, reporter, cancel));
        if (!asked.verify)
            return outcomeOf(done);
        CY_TRY(const auto checks, verify(made, done, reporter, cancel));
        return verdictOf(checks);
    };
    return wanted;
}

} // namespace crossyard::bootstrap
