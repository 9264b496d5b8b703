// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/container_plan.h"

#include "base/strings.h"
#include "container/engine/containers.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

using Words = std::vector<std::string>;

std::unexpected<Error> bad(std::string message, std::string hint = {})
{
    return fail(Error{ErrorCode::BadInput, std::move(message)}.withHint(std::move(hint)));
}

// The names that podman and docker take: [a-zA-Z0-9][a-zA-Z0-9_.-]*.
bool isName(std::string_view name)
{
    static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    return !name.empty() && letters.contains(name.front()) &&
           name.find_first_not_of(std::string(letters) + "_.-") == std::string_view::npos;
}

// "--network", "--network=host", "-d": the option of a word, without its value.
std::string optionOf(const std::string &word)
{
    return word.starts_with('-') ? word.substr(0, word.find('=')) : std::string();
}

bool choosesNetwork(const Words &options)
{
    return std::ranges::any_of(options, [](const std::string &word) {
        const auto option = optionOf(word);
        return option == "--network" || option == "--net";
    });
}

Result<void> checkOptions(const Words &options)
{
    for (const auto &word : options) {
        const auto option = optionOf(word);
        if (option == "--name" || option == "--detach" || option == "-d" || word == "--rm=false")
            return bad(std::format("the option {} of the container engine cannot be used", option),
                       "Crossyard names, watches and removes its containers itself");
    }
    return {};
}

Result<void> checkVariables(const std::vector<ContainerVariable> &variables)
{
    for (const auto &variable : variables) {
        // podman takes a star at the end for all the variables that begin so.
        if (variable.name.empty() || variable.name.contains('=') || variable.name.ends_with('*') ||
            variable.name.contains('\0') || variable.value.contains('\0'))
            return bad(std::format("\"{}\" cannot be the name of a variable in a container", variable.name));
    }
    return {};
}

Result<void> checkMounts(const ContainerPlan &plan)
{
    Words places;
    for (const auto &mount : plan.mounts) {
        if (plan.engine.remote && mount.volume.empty())
            return fail(Error{ErrorCode::Unsupported, std::format("{} runs on another machine, which does not see {}",
                                                                  engineName(plan.engine.kind), toUtf8(mount.host))}
                            .withHint("use an engine on this machine"));
        places.push_back(mount.path());
    }
    std::ranges::sort(places);
    const auto twice = std::ranges::adjacent_find(places);
    if (twice != places.end())
        return bad(std::format("two mounts have the same place inside, {}", *twice));
    return {};
}

Result<void> check(const ContainerPlan &plan)
{
    if (!isName(plan.name))
        return bad(std::format("\"{}\" cannot be the name of a container", plan.name),
                   "letters, digits, '_', '.' and '-' can stand in it");
    if (plan.image.empty() || plan.image.starts_with('-'))
        return bad(std::format("\"{}\" is not the name of an image", plan.image));
    if (!plan.directory.empty() && !plan.directory.starts_with('/'))
        return bad(std::format("the directory {} in the container is not absolute", plan.directory));
    if (!plan.ports.empty() && !plan.network)
        return bad("a container without a network cannot publish a port", "allow it the network");
    if (!plan.userNamespace.empty() && plan.userNamespace != "host" && plan.engine.kind != EngineKind::Podman)
        return fail(ErrorCode::Unsupported, std::format("{} has no user namespace {} for a container",
                                                        engineName(plan.engine.kind), plan.userNamespace));
    CY_CHECK(checkOptions(plan.extraOptions));
    CY_CHECK(checkVariables(plan.variables));
    return checkMounts(plan);
}

void add(Words &words, std::initializer_list<std::string> more)
{
    words.insert(words.end(), more);
}

void add(Words &words, const Words &more)
{
    words.insert(words.end(), more.begin(), more.end());
}

void addIdentity(Words &words, const ContainerPlan &plan)
{
    if (plan.engine.init)
        add(words, {"--init"});
    add(words, {"--rm", "--name", plan.name});
    add(words, {"--label", std::format("{}={}", ownerLabel, ownerOfThisProcess())});
    add(words, {"--label", "org.crossyard.purpose=" + plan.purpose});
    add(words, {"--pull=never"});
    // What a container says goes through us; the engine need not keep it on the disk, or in the system's journal.
    if (plan.engine.kind != EngineKind::Nerdctl)
        add(words, {"--log-driver=none"});
}

void addNetwork(Words &words, const ContainerPlan &plan)
{
    if (choosesNetwork(plan.extraOptions)) // podman takes a second one for a second network
        return;
    if (!plan.network)
        add(words, {"--network=none"});
    else if (!plan.engine.network.empty())
        add(words, {"--network=" + plan.engine.network});
    if (plan.engine.network == "host") // a container on the host's network has its ports
        return;
    for (const auto &port : plan.ports)
        add(words, {"-p", port});
}

void addRights(Words &words, const ContainerPlan &plan)
{
    add(words, {"--cap-drop=ALL", "--security-opt", "no-new-privileges"});
    if (!plan.writableRoot)
        add(words, {"--read-only"});
    // Tests of documentation and helpers of builds are run from there.
    add(words, {"--tmpfs", "/tmp:rw,exec,nosuid,nodev,mode=1777"});
    // podman hands over the proxies of our environment, with their passwords, unless it is told not to.
    if (plan.engine.kind == EngineKind::Podman)
        add(words, {"--http-proxy=false"});
    if (!plan.user.empty())
        add(words, {"--user", plan.user});
    if (!plan.userNamespace.empty() && plan.engine.kind != EngineKind::Nerdctl) // which has but the host's
        add(words, {"--userns=" + plan.userNamespace});
}

void addLimits(Words &words, const Limits &limits)
{
    if (limits.memory)
        add(words, {"--memory", std::format("{}b", *limits.memory)});
    if (limits.processes)
        add(words, {"--pids-limit", std::to_string(*limits.processes)});
    if (limits.processors)
        add(words, {"--cpus", std::format("{}", *limits.processors)});
}

Result<void> addMounts(Words &words, const ContainerPlan &plan)
{
    auto mounts = plan.mounts;
    // What lies within another one comes after it, or would be hidden by it: podman and docker see to that themselves.
    std::ranges::stable_sort(mounts, {}, [](const Mount &mount) { return std::ranges::count(mount.path(), '/'); });
    for (const auto &mount : mounts) {
        CY_TRY(const auto more, mountWords(mount, plan.engine));
        add(words, more);
    }
    return {};
}

void addVariables(Words &words, const ContainerPlan &plan)
{
    for (const auto &variable : plan.variables)
        add(words, {"-e", variable.secret ? variable.name : variable.name + "=" + variable.value});
}

} // namespace

Result<Words> runWords(const ContainerPlan &plan)
{
    CY_CHECK(check(plan));
    Words words{"run"};
    addIdentity(words, plan);
    addNetwork(words, plan);
    addRights(words, plan);
    addLimits(words, plan.limits);
    CY_CHECK(addMounts(words, plan));
    if (!plan.directory.empty())
        add(words, {"-w", plan.directory});
    addVariables(words, plan);
    if (plan.input)
        add(words, {"-i"});
    add(words, plan.engine.runOptions);
    add(words, plan.extraOptions);
    add(words, {plan.image});
    add(words, plan.arguments);
    return words;
}

Result<process::Command> runCommand(const ContainerPlan &plan)
{
    CY_TRY(auto words, runWords(plan));
    auto command = engineCommand(plan.engine, std::move(words));
    for (const auto &variable : plan.variables) {
        if (variable.secret)
            command.environment[variable.name] = variable.value;
    }
    return command;
}

Result<std::string> shownCommand(const ContainerPlan &plan)
{
    CY_TRY(auto command, runCommand(plan));
    for (auto &[name, value] : command.environment)
        value = "***";
    return process::shown(command);
}

namespace {

std::string mountLine(const Mount &mount)
{
    std::string line = std::format("{:<10}  {}", modeName(mount.mode), toUtf8(mount.host));
    if (mount.path() != toUtf8(mount.host))
        line += " at " + mount.path();
    if (!mount.why.empty())
        line += std::format(" ({})", mount.why);
    if (mount.mode == Mount::Mode::Caught)
        line += std::format(": what is written goes to {}", toUtf8(mount.upper));
    if (!mount.volume.empty())
        line += std::format(": the volume {} of the engine's machine", mount.volume);
    return line + "\n";
}

std::string networkText(const ContainerPlan &plan)
{
    if (choosesNetwork(plan.extraOptions))
        return "as the options for the engine say";
    if (!plan.network)
        return "none";
    std::string text = plan.engine.network == "host" ? "this machine's own" : "yes";
    for (const auto &port : plan.ports)
        text += ", port " + port;
    return text;
}

std::string userText(const ContainerPlan &plan)
{
    const std::string who = plan.user.empty() ? "the image's own" : plan.user;
    std::string text =
        who + (plan.engine.rootless ? ", with no more rights than yours outside" : ", without capabilities");
    if (!plan.userNamespace.empty())
        text += std::format(", user namespace {}", plan.userNamespace);
    return text;
}

std::string limitsText(const Limits &limits)
{
    Words parts;
    if (limits.memory)
        parts.push_back(shownSize(*limits.memory) + " of memory");
    if (limits.processes)
        parts.push_back(std::format("{} processes", *limits.processes));
    if (limits.processors)
        parts.push_back(std::format("{} processors", *limits.processors));
    return parts.empty() ? "none of its own" : join(parts, ", ");
}

} // namespace

std::string toText(const ContainerPlan &plan)
{
    std::string text = std::format("image       {}\n", plan.image);
    for (const auto &mount : plan.mounts)
        text += mountLine(mount);
    text += std::format("image files {}\n", plan.writableRoot ? "can be written while it runs" : "read-only, but /tmp");
    text += std::format("network     {}\n", networkText(plan));
    text += std::format("user        {}\n", userText(plan));
    text += std::format("limits      {}\n", limitsText(plan.limits));
    for (const auto &variable : plan.variables)
        text += std::format("variable    {}={}{}\n", variable.name, variable.secret ? "***" : variable.value,
                            variable.why.empty() ? "" : std::format(" ({})", variable.why));
    if (plan.input)
        text += "input       ours\n";
    if (!plan.extraOptions.empty())
        text += std::format("options     {}\n", join(plan.extraOptions, " "));
    return text;
}

} // namespace crossyard::container
