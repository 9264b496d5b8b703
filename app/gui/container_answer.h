// SPDX-License-Identifier: MIT OR Apache-2.0
// What the Container page shows of a project and kit, asked for on a worker thread: the plan, or why there is none,
// what the configuration says, and what was caught of earlier builds.
#pragma once

#include "container/build/cross_request_job.h"
#include "container/export/cross_export.h"

namespace crossyard::gui {

struct ContainerAsked {
    container::CrossJob job; // its verb is "build": which cargo command it is makes no difference to what is shown
    sysroot::CargoJobRequest around;
    bool engine = true; // one works; without one there is no plan, and nothing asks for one again
};

/// What of a plan is shown.
struct ShownContainer {
    container::ContainerPlan container;
    container::ImagePlan image;
    container::StdChoice library;
    std::string text;        // the plan's
    std::string command;     // that runs the container; empty where the engine cannot
    bool debuggable = false; // its programs could wait for a debugger
};

struct ContainerAnswer {
    ContainerAsked asked;
    std::optional<ShownContainer> plan = {};
    std::optional<Error> error = {}; // why there is none
    fs::path root = {};              // of the workspace; empty where it could not be found
    std::optional<container::Dialect> dialect = {};
    std::vector<fs::path> files = {};                // that configure cross
    std::optional<std::string> image = {};           // that the configuration names
    std::vector<std::string> imageOrigins = {};      // where
    std::vector<container::Finding> findings = {};   // of the configuration, then of the plan, then of the image
    bool configErrors = false;                       // there are such among them
    std::optional<container::Protection> named = {}; // by the manifest
    std::vector<container::CaughtWrite> writes = {};
};

/// Blocks. Errors: Cancelled; all other ones are part of the answer.
Result<ContainerAnswer> containerAnswer(const ContainerAsked &asked, const CancelToken &cancel);

/// The same as a file for machines without Crossyard. Blocks. Errors: those of planning, and of container::exported().
Result<std::string> containerExport(const ContainerAsked &asked, container::ExportForm form, const CancelToken &cancel);

} // namespace crossyard::gui
