// SPDX-License-Identifier: MIT OR Apache-2.0
// The one container that runs cargo, from a plan and what was made for it.
#include "container/build/cross_plan.h"

#include "base/environment.h"
#include "base/strings.h"
#include "cargo/custom_target_wrapper.h"
#include "container/build/container_variables.h"
#include "container/engine/owner.h"
#include "container/engine/volumes.h"

#include <algorithm>
#include <atomic>
#include <format>
#include <set>

namespace crossyard::container {

namespace {

// What is ours in the container; nothing else is called so.
constexpr const char *ours = "/crossyard";
constexpr const char *cargoHome = "/crossyard/cargo";
constexpr const char *wrapperInside = "/crossyard/rustc-wrapper";

class Assembler {
public:
    Assembler(const CrossPlan &plan, const CrossFacts &facts) : m_plan(plan), m_facts(facts) {}

    ContainerPlan make()
    {
        m_made.engine = m_plan.engine;
        m_made.image = m_facts.image;
        m_made.purpose = m_plan.call.invocation.subcommand;
        m_made.name = freshName(m_made.purpose);
        m_made.arguments = {toUtf8(m_facts.tools.directory / "bin" / "cargo")};
        m_made.arguments.insert(m_made.arguments.end(), m_facts.words.begin(), m_facts.words.end());
        m_made.directory = toUtf8(m_plan.places.directory);
        m_made.limits = m_plan.request.limits;
        m_made.network = m_plan.request.network;
        m_made.input = m_plan.call.invocation.runsProgram && !m_plan.call.invocation.isTest;
        m_made.held = m_plan.debug.has_value();
        m_made.extraOptions = m_plan.report.engine.runOptions.value;
        setUser();
        addMounts();
        addVariables();
        if (m_plan.engine.remote)
            mountVolumes(m_made, m_plan.request.store, m_plan.places.root);
        return std::move(m_made);
    }

private:
    static std::string freshName(const std::string &purpose)
    {
        static std::atomic<int> count = 0;
        return std::format("crossyard-{}-{}-{}", purpose, processId(), ++count);
    }

    void setUser()
    {
        const auto &engine = m_plan.report.engine;
        if (!engine.userNamespace.isDefault() && engine.userNamespace.value)
            m_made.userNamespace = *engine.userNamespace.value;
        if (engine.rootless.value.value_or(m_plan.engine.rootless))
            return;
        if (const auto user = userNumber(); !user.empty())
            m_made.user = engine.userId.value.value_or(user) + ":" + engine.groupId.value.value_or(groupNumber());
    }

    void mount(fs::path host, Mount::Mode mode, std::string why, std::string inside = {}, Mount::Travel travel = {})
    {
        Mount one{.host = std::move(host),
                  .inside = std::move(inside),
                  .mode = mode,
                  .why = std::move(why),
                  .travel = std::move(travel)};
        if (!m_inside.insert(one.path()).second)
            return;
        m_made.mounts.push_back(std::move(one));
    }

    // Of sources. What cargo made of them before stays here.
    Mount::Travel sources() const
    {
        return {
            .without = {m_plan.places.target}, .caches = m_plan.report.engine.remoteCopyCache.value, .ofProject = true};
    }

    Mount::Mode ofProject() const
    {
        return m_plan.protection == Protection::Legacy ? Mount::Mode::ReadWrite : Mount::Mode::ReadOnly;
    }

    void addMounts()
    {
        const auto &places = m_plan.places;
        if (m_plan.protection == Protection::Guarded) {
            m_inside.insert(toUtf8(places.root));
            m_made.mounts.push_back({.host = places.root,
                                     .mode = Mount::Mode::Caught,
                                     .why = "the project; what is written is caught",
                                     .upper = *places.writes / "upper",
                                     .work = *places.writes / "work"});
        } else {
            mount(places.root, ofProject(), "the project", {}, sources());
        }
        for (const auto &directory : m_plan.packages.outside)
            mount(directory, Mount::Mode::ReadOnly, "packages that the project refers to", {}, sources());
        mount(containerTarget(m_plan, m_facts), Mount::Mode::ReadWrite, "what cargo makes");
        addTools();
        for (const auto &sysroot : m_facts.sysroots)
            mount(sysroot, Mount::Mode::ReadOnly, "the target's standard library");
        if (m_plan.target.specFile && !isBelow(*m_plan.target.specFile, places.root))
            mount(*m_plan.target.specFile, Mount::Mode::ReadOnly, "the target's specification");
        addCrates();
        addVolumes();
        addDebugger();
    }

    void addTools()
    {
        const bool needsSource = m_plan.standardLibrary.kind == StdChoice::Kind::BuildStd;
        for (const auto &tool : m_facts.tools.mounts) {
            // Most files of a toolchain are its library's source: it is not sent for nothing.
            const bool isSource = isBelow(fromUtf8(tool.path()), m_facts.tools.directory / "lib" / "rustlib" / "src");
            if (isSource && m_made.engine.remote && !needsSource)
                continue;
            auto travel = tool.travel;
            if (!needsSource)
                travel.without.push_back(tool.host / "lib" / "rustlib" / "src");
            mount(tool.host, tool.mode, tool.why, tool.inside, std::move(travel));
        }
    }

    void addCrates()
    {
        const fs::path home = m_plan.call.config.cargoHome();
        mount(m_facts.files, Mount::Mode::ReadOnly,
              usesWrapper() ? "cargo's configuration, made for the container, and what lets a stable compiler take the "
                              "target's specification"
                            : "cargo's configuration, made for the container",
              ours);
        for (const char *name : {"registry", "git"}) {
            std::error_code ignored;
            if (!fs::is_directory(home / name, ignored))
                continue;
            Mount::Travel travel;
            if (name == std::string_view("registry"))
                travel = {.lock = m_plan.packages.lock, .ofProject = true};
            mount(home / name, Mount::Mode::ReadOnly, "crates that were fetched", std::format("{}/{}", cargoHome, name),
                  std::move(travel));
        }
        for (const auto &directory : m_plan.config.directories)
            mount(directory, Mount::Mode::ReadOnly, "crates, as cargo's configuration says");
    }

    // cross gives them to be written. Here the target directory is the only place for that.
    void addVolumes()
    {
        const auto variable = lookupIn(m_plan.request.environment);
        for (const auto &entry : m_plan.report.settings.volumes.value) {
            const auto value = entry.value() ? entry.value() : variable(entry.name());
            if (!value)
                continue;
            const fs::path path = resolvePath(m_plan.places.directory, fromUtf8(*value)).lexically_normal();
            mount(path, ofProject(), describe(entry.origin));
            set(entry.name(), toUtf8(path), "a volume");
        }
    }

    void addDebugger()
    {
        if (m_plan.debug)
            mount(m_facts.debug, Mount::Mode::ReadWrite, "the debugger's socket", debugDirectoryInside);
    }

    bool usesWrapper() const { return m_facts.environment.contains(cargo::customTargetsVariable); }

    void set(std::string name, std::string value, std::string why = {})
    {
        std::erase_if(m_made.variables, [&](const auto &one) { return one.name == name; });
        m_made.variables.push_back({.name = std::move(name), .value = std::move(value), .why = std::move(why)});
    }

    void addVariables()
    {
        for (auto &variable : passedVariables(m_plan.report, m_plan.request.environment).variables)
            m_made.variables.push_back(std::move(variable));
        const fs::path bin = m_facts.tools.directory / "bin";
        set("CARGO_HOME", cargoHome);
        set("CARGO_TARGET_DIR", toUtf8(containerTarget(m_plan, m_facts)));
        set("RUSTC", toUtf8(bin / "rustc"));
        set("RUSTDOC", toUtf8(bin / "rustdoc"));
        // Linkers and cargo's own commands lie beside the compiler.
        static constexpr const char *usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        set("PATH", toUtf8(bin) + ":" + (m_facts.path.empty() ? usual : m_facts.path));
        set("HOME", "/tmp");
        set("USER", "builder");
        set("CROSS_RUST_SYSROOT", toUtf8(m_facts.tools.directory), "as by cross");
        addVersion();
        if (const auto &runner = m_plan.report.settings.runner.value)
            set("CROSS_RUNNER", *runner, "as by cross");
        if (m_plan.runner)
            set(cargoTargetVariable(m_plan.target.name, "RUNNER"), *m_plan.runner, "runs the target's programs");
        for (const auto &[name, value] : m_facts.environment) {
            static const std::set<std::string> ofThisMachine{"RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER",
                                                             cargo::nextWrapperVariable};
            if (ofThisMachine.contains(name))
                continue;
            if (value)
                set(name, *value);
            else
                std::erase_if(m_made.variables, [&](const auto &one) { return one.name == name; });
        }
        if (usesWrapper())
            set("RUSTC_WRAPPER", wrapperInside);
    }

    // "1.96.0": the images of cross's main branch look at it.
    void addVersion()
    {
        const auto parts = split(m_plan.toolchain.compiler.release, '.');
        static constexpr std::array names{"MAJOR", "MINOR", "PATCH"};
        for (std::size_t i = 0; i < std::min(parts.size(), names.size()); ++i)
            set(std::format("CROSS_RUSTC_{}_VERSION", names[i]), parts[i].substr(0, parts[i].find('-')), "as by cross");
    }

    const CrossPlan &m_plan;
    const CrossFacts &m_facts;
    ContainerPlan m_made;
    std::set<std::string> m_inside;
};

} // namespace

fs::path containerTarget(const CrossPlan &plan, const CrossFacts &facts)
{
    // "sha256:0123456789ab...": enough to tell one's images apart.
    const auto colon = facts.image.find(':');
    const std::string hex = facts.image.substr(colon == std::string::npos ? 0 : colon + 1, 12);
    return plan.places.target / "container" / hex;
}

CrossFacts foreseen(const CrossPlan &plan)
{
    CrossFacts facts{.image = plan.image.digest.value_or("sha256:not-yet-made"),
                     .words = plan.words,
                     .tools = plan.tools,
                     .path = plan.image.path,
                     .files = {}};
    facts.files = filesOf(plan);
    // Its last letters are known when it is made.
    std::error_code ignored;
    facts.debug = fs::temp_directory_path(ignored) / "crossyard-debug";
    return facts;
}

ContainerPlan containerPlan(const CrossPlan &plan, const CrossFacts &facts)
{
    return Assembler(plan, facts).make();
}

} // namespace crossyard::container
