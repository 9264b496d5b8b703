// SPDX-License-Identifier: MIT OR Apache-2.0
// The unit graph as cargo prints it (cargo reference, unstable features, "unit-graph").
#include "build/unit_graph.h"

#include "base/paths.h"

#include <nlohmann/json.hpp>

namespace crossyard::build {

namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::optional<std::string> &text)
{
    return text ? Json(*text) : Json(nullptr);
}

Json toJson(const cargo::Profile &profile)
{
    Json json;
    json["name"] = profile.name;
    json["opt_level"] = profile.optLevel;
    json["lto"] = profile.lto;
    json["codegen_backend"] = orNull(profile.codegenBackend);
    json["codegen_units"] = profile.codegenUnits ? Json(*profile.codegenUnits) : Json(nullptr);
    const bool number = profile.debuginfo.size() == 1;
    json["debuginfo"] = number ? Json(profile.debuginfo[0] - '0') : Json(profile.debuginfo);
    json["split_debuginfo"] = orNull(profile.splitDebuginfo);
    json["debug_assertions"] = profile.debugAssertions;
    json["overflow_checks"] = profile.overflowChecks;
    json["rpath"] = profile.rpath;
    json["incremental"] = profile.incremental;
    json["panic"] = profile.panic;
    const Json strip = profile.strip == "none" ? Json("None") : Json{{"Named", profile.strip}};
    json["strip"] = Json{{profile.stripResolved ? "resolved" : "deferred", strip}};
    if (!profile.rustflags.empty())
        json["rustflags"] = profile.rustflags;
    return json;
}

Json toJson(const cargo::BuildTarget &target)
{
    Json json;
    switch (target.kind) {
    case cargo::TargetKind::Lib:
        json["kind"] = target.crateTypes;
        break;
    case cargo::TargetKind::ProcMacro:
        json["kind"] = {"proc-macro"};
        break;
    case cargo::TargetKind::Bin:
        json["kind"] = {"bin"};
        break;
    case cargo::TargetKind::CustomBuild:
        json["kind"] = {"custom-build"};
        break;
    }
    json["crate_types"] = target.crateTypes;
    json["name"] = target.name;
    json["src_path"] = toUtf8(target.source);
    json["edition"] = target.edition;
    if (!target.requiredFeatures.empty())
        json["required-features"] = target.requiredFeatures;
    json["doc"] = target.doc;
    json["doctest"] = target.doctest;
    json["test"] = target.test;
    return json;
}

} // namespace

std::string toCargoJson(const UnitGraph &graph)
{
    Json units = Json::array();
    for (const Unit &unit : graph.units) {
        Json json;
        json["pkg_id"] = graph.package(unit).id();
        json["target"] = toJson(unit.target);
        json["profile"] = toJson(unit.profile);
        json["platform"] = unit.side == cargo::Side::Host ? Json(nullptr) : Json(graph.targetWord);
        json["mode"] = unit.isScriptRun() ? "run-custom-build" : unit.mode == UnitMode::Check ? "check" : "build";
        json["features"] = unit.features;
        if (unit.isStd)
            json["is_std"] = true;
        Json dependencies = Json::array();
        for (const auto &dependency : unit.dependencies)
            dependencies.push_back({{"index", dependency.unit},
                                    {"extern_crate_name", dependency.externName},
                                    {"public", dependency.isPublic},
                                    {"noprelude", false},
                                    {"nounused", false}});
        json["dependencies"] = std::move(dependencies);
        units.push_back(std::move(json));
    }
    return Json{{"version", 1}, {"units", std::move(units)}, {"roots", graph.roots}}.dump();
}

} // namespace crossyard::build
