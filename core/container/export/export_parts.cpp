// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/export/export_parts.h"

#include "base/strings.h"
#include "container/build/container_variables.h"
#include "container/engine/containers.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

using Words = std::vector<std::string>;

// Stands for the image's ID until it is known; the container's directory is called after it.
constexpr const char *someImage = "sha256:crossyard-export";

fs::path repositoryOf(const fs::path &root)
{
    for (fs::path directory = root; directory.has_relative_path(); directory = directory.parent_path()) {
        std::error_code ignored;
        if (fs::exists(directory / ".git", ignored))
            return directory;
    }
    return root;
}

Words without(Words words, const Words &first)
{
    const auto [end, rest] = std::ranges::mismatch(words, first);
    if (rest == first.end())
        words.erase(words.begin(), end);
    return words;
}

class PartsMaker {
public:
    PartsMaker(const CrossPlan &plan, ExportForm form) : m_plan(plan), m_ofCi(form != ExportForm::Script) {}

    Result<ExportParts> make()
    {
        CY_CHECK(checkPlan());
        CY_TRY(m_parts.toolchain, exportedToolchain(m_plan));
        findPlaces();
        m_parts.engine = engine();
        CY_CHECK(addImages());
        addFetch();
        CY_CHECK(addContainer());
        m_parts.command = plainText("cargo " + join(m_places.portable(m_plan.words), " "));
        if (m_ofCi)
            m_parts.below = m_plan.places.root.lexically_relative(repositoryOf(m_plan.places.root));
        if (m_parts.below == ".")
            m_parts.below.clear();
        return std::move(m_parts);
    }

private:
    Result<void> checkPlan() const
    {
        if (!m_plan.request.complete || !m_plan.fetch)
            return fail(ErrorCode::BadInput, "only a complete plan can be exported");
        if (m_plan.engine.remote)
            return cannotExport(std::format("{} runs on another machine", engineName(m_plan.engine.kind)),
                                "plan with an engine on this one: --engine podman");
        if (m_plan.protection == Protection::Guarded)
            return cannotExport("what a guarded build writes to the project is caught by Crossyard itself",
                                "take another protection: --protection strict");
        const auto &spec = m_plan.target.specFile;
        if (spec && !isBelow(*spec, m_plan.places.root))
            return cannotExport(std::format("the specification {} is not in the workspace", toUtf8(*spec)),
                                "copy it there, and name that one");
        if (m_plan.debug)
            return cannotExport("a debugger is waited for, which comes from this machine", "leave out --debug");
        if (!m_plan.packages.outside.empty())
            return cannotExport(std::format("the project refers to packages in {}, outside of its workspace",
                                            toUtf8(m_plan.packages.outside.front())),
                                "move them into the workspace, or name a repository or a registry for them");
        if (!m_plan.config.directories.empty())
            return cannotExport(std::format("cargo's configuration of this machine takes crates from {}",
                                            toUtf8(m_plan.config.directories.front())),
                                "write that into the project's own .cargo/config.toml");
        return {};
    }

    CrossFacts facts() const
    {
        CrossFacts facts{.image = someImage, .words = m_plan.words};
        facts.tools = {.directory = standIn("SYSROOT"),
                       .mounts = {{.host = standIn("SYSROOT"), .inside = {}, .why = "the toolchain"}}};
        if (m_parts.asksForPath)
            facts.path = standIn("IMAGE_PATH");
        facts.files = standIn("FILES");
        return facts;
    }

    void findPlaces()
    {
        m_places.add(containerTarget(m_plan, facts()), "OUT");
        m_places.add(m_plan.places.target, "TARGET_DIR");
        m_places.add(m_plan.places.root, "PROJECT");
        if (const auto &home = m_plan.call.config.cargoHome(); !home.empty())
            m_places.add(home, "CARGO_HOME");
    }

    // Options that were found by trying are right for this machine; that of a CI is a usual one.
    Engine engine() const
    {
        auto engine = m_plan.engine;
        engine.program = engineName(engine.kind);
        if (!m_ofCi)
            return engine;
        engine.globalOptions.clear();
        engine.runOptions.clear();
        engine.buildOptions.clear();
        engine.network.clear();
        const auto &buildkit = m_plan.report.engine.buildkit;
        engine.buildkit = buildkit.isDefault() || buildkit.value;
        // podman's init is a package of its own, and a CI's machine is thrown away with all that runs on it.
        engine.init = engine.kind != EngineKind::Podman;
        engine.selinux = false;
        return engine;
    }

    Result<void> addImages()
    {
        const auto &recipe = m_plan.image.recipe;
        m_parts.asksForPath = !recipe || m_plan.report.settings.dockerfile.value.has_value();
        for (const auto &step : m_plan.image.steps) {
            if (step.commands.empty())
                return fail(ErrorCode::BadInput, std::format("no command makes {}", step.result));
            const auto &command = step.commands.front();
            ExportImage image{.title = step.title,
                              .result = step.result,
                              .words = without(command.arguments, m_plan.engine.globalOptions),
                              .files = step.files,
                              .environment = {}};
            if (m_ofCi && step.kind != ImageStep::Kind::Pull) {
                image.words = without({image.words.begin() + 1, image.words.end()}, m_plan.engine.buildOptions);
                image.words.insert(image.words.begin(), "build");
            }
            image.words = m_places.portable(std::move(image.words));
            if (step.kind != ImageStep::Kind::Pull) {
                for (const auto &[name, value] : buildCommand(engine(), {}).environment)
                    image.environment.emplace_back(name, value.value_or(""));
            }
            if (step.kind == ImageStep::Kind::Recipe && recipe)
                image.files["Dockerfile"] = dockerfile(*recipe);
            CY_CHECK(checkImage(step, image));
            m_parts.images.push_back(std::move(image));
        }
        return {};
    }

    static Result<void> checkImage(const ImageStep &step, const ExportImage &image)
    {
        if (step.kind == ImageStep::Kind::Pull && step.result.starts_with("localhost/"))
            return cannotExport(std::format("the image {} is on this machine alone", step.result),
                                "push it to a registry, or write what makes it as `dockerfile` in Cross.toml");
        if (!image.files.empty() || step.kind == ImageStep::Kind::Pull)
            return {};
        const auto file = std::ranges::find(image.words, "--file");
        for (const auto &path : {file + 1 < image.words.end() ? file[1] : std::string(), image.words.back()}) {
            if (path.starts_with('/') && !hasStandIn(path))
                return cannotExport(std::format("{}, from which an image is built, is not in the workspace", path),
                                    "move it there");
        }
        return {};
    }

    void addFetch()
    {
        auto words = m_places.portable(m_plan.fetch->arguments);
        // Where crates come from is said there; that nothing is fetched is for the container.
        if (m_plan.config.text != "net.offline = true\n")
            words.insert(words.begin(),
                         {"--config", standIn("FILES") + "/cargo/config.toml", "--config", "net.offline=false"});
        m_parts.fetch = std::move(words);
    }

    Result<void> addContainer()
    {
        auto &container = m_parts.container = containerPlan(m_plan, facts());
        container.engine = m_parts.engine;
        container.image = standIn("IMAGE_ID");
        const auto &settings = m_plan.report.engine;
        if (settings.userId.value || settings.groupId.value)
            m_parts.user = container.user;
        container.user.clear();
        container.directory = m_places.portable(container.directory);
        container.arguments = m_places.portable(std::move(container.arguments));
        container.extraOptions = m_places.portable(std::move(container.extraOptions));
        passOn(container);
        for (auto &variable : container.variables)
            variable.value = m_places.portable(std::move(variable.value));
        addMounts(container);
        for (const auto &mount : container.mounts) {
            if (!hasStandIn(toUtf8(mount.host)))
                return cannotExport(
                    std::format("{} is mounted ({}), and is not in the workspace", toUtf8(mount.host), mount.why),
                    "move it there, or do without");
        }
        return {};
    }

    // What comes from this environment, and what is secret, the other machine's environment says.
    void passOn(ContainerPlan &container)
    {
        const auto &entries = m_plan.report.settings.passthrough.value;
        const auto ours = passedVariables(m_plan.report, m_plan.request.environment).variables;
        const auto isWritten = [&](const std::string &name) {
            return std::ranges::any_of(entries,
                                       [&](const auto &entry) { return entry.name() == name && entry.value(); });
        };
        for (auto &variable : container.variables) {
            if (!variable.secret && (!std::ranges::contains(ours, variable) || isWritten(variable.name)))
                continue;
            variable.secret = true;
            m_parts.passedOn.push_back(variable.name);
        }
        for (const auto &entry : entries) {
            if (std::ranges::contains(container.variables, entry.name(), &ContainerVariable::name))
                continue;
            container.variables.push_back({.name = entry.name(), .value = {}, .secret = true});
            m_parts.passedOn.push_back(entry.name());
        }
        std::ranges::sort(m_parts.passedOn);
    }

    void addMounts(ContainerPlan &container)
    {
        for (auto &mount : container.mounts) {
            mount.host = fromUtf8(m_places.portable(toUtf8(mount.host)));
            mount.inside = m_places.portable(mount.inside);
        }
        // They are made there, where they are not here.
        for (const char *name : {"registry", "git"}) {
            const auto inside = std::format("/crossyard/cargo/{}", name);
            if (!std::ranges::contains(container.mounts, inside, &Mount::inside))
                container.mounts.push_back({.host = std::format("{}/{}", standIn("CARGO_HOME"), name),
                                            .inside = inside,
                                            .why = "crates that were fetched"});
        }
    }

    const CrossPlan &m_plan;
    const bool m_ofCi;
    ExportPlaces m_places;
    ExportParts m_parts;
};

} // namespace

std::unexpected<Error> cannotExport(const std::string &what, std::string mend)
{
    return fail(Error{ErrorCode::Unsupported, "the build cannot be exported: " + what}.withHint(std::move(mend)));
}

Result<ExportParts> exportParts(const CrossPlan &plan, ExportForm form)
{
    return PartsMaker(plan, form).make();
}

} // namespace crossyard::container
