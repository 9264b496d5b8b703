// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/invocation_command.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::cargo {

namespace {

using Kind = CargoInvocation::Kind;

constexpr FlagsFor tools[] = {FlagsFor::Rustc, FlagsFor::Rustdoc};

std::string keyOf(FlagsFor tool)
{
    return tool == FlagsFor::Rustc ? "rustflags" : "rustdocflags";
}

/// The flags of one target for one tool.
struct FlagPlan {
    UserFlags user;
    std::vector<std::string> ours;
    std::vector<std::string> all() const
    {
        auto flags = user.flags;
        flags.insert(flags.end(), ours.begin(), ours.end());
        return flags;
    }
};

bool namesSysroot(const std::string &flag)
{
    return flag == "--sysroot" || flag.starts_with("--sysroot=");
}

Result<FlagPlan> flagPlan(const Config &config, const TargetSysroot &target, FlagsFor tool)
{
    FlagPlan plan;
    CY_TRY(plan.user, userFlags(config, target.target.name, &target.cfgs, tool));
    plan.ours = tool == FlagsFor::Rustc ? target.rustflags : target.rustdocflags;
    if (!target.sysroot)
        return plan;
    if (std::ranges::any_of(plan.user.flags, namesSysroot))
        return fail(Error{ErrorCode::BadInput, std::format("the {} for {} name a sysroot themselves (in {})",
                                                           keyOf(tool), target.target.name, plan.user.origin)}
                        .withHint("take --sysroot out there, or run cargo without crossyard"));
    plan.ours.push_back("--sysroot=" + toUtf8(*target.sysroot));
    return plan;
}

std::string tomlString(const std::string &text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            quoted += std::format("\\u{:04X}", static_cast<int>(c));
        else
            quoted += c;
    }
    return quoted + '"';
}

std::string tomlArray(const std::vector<std::string> &items)
{
    std::vector<std::string> quoted;
    for (const auto &item : items)
        quoted.push_back(tomlString(item));
    return "[" + join(quoted, ",") + "]";
}

bool hasSpace(const std::string &text)
{
    return text.find_first_of(" \t\r\n\f\v") != std::string::npos;
}

/// Puts the changes for several targets with different flags together.
class SplitFlags {
public:
    SplitFlags(const CargoCall &call, CargoCommand &command) : m_call(call), m_command(command) {}

    Result<void> add(const TargetSysroot &target, const FlagPlan &plan, FlagsFor tool)
    {
        if (plan.ours.empty() && plan.user.source != UserFlags::Source::Environment)
            return {};
        // Flags from the target's own tables are there already, and joined with ours by cargo; others would be shut
        // out.
        std::vector<std::string> missing = plan.ours;
        if (plan.user.source != UserFlags::Source::Target)
            missing = plan.all();
        if (plan.user.source == UserFlags::Source::Environment) {
            CY_CHECK(tablesAreEmpty(target, plan, tool));
            dropVariables(tool);
        }
        if (missing.empty())
            return {};
        ConfigKey key = dottedKey("target." + target.target.name);
        key.push_back(keyOf(tool));
        CY_TRY(const ConfigValue *written, m_call.config.find(key));
        const bool joinable = !written || written->list();
        const bool ownCommand = m_call.invocation.kind == Kind::Builtin || m_call.invocation.subcommand == "clippy";
        if (joinable && ownCommand) {
            m_configWords.push_back("--config");
            m_configWords.push_back(toString(key) + "=" + tomlArray(missing));
            return {};
        }
        const auto spaced = std::ranges::find_if(missing, hasSpace);
        if (spaced != missing.end())
            return fail(
                Error{ErrorCode::Unsupported,
                      std::format("`{}` for {} cannot be handed to cargo beside the flags of other targets, for it "
                                  "has a space in it",
                                  *spaced, target.target.name)}
                    .withHint(joinable
                                  ? "build one target at a time"
                                  : std::format("write {} as an array, or build one target at a time", toString(key))));
        const std::string variable = environmentName(key);
        auto words = m_call.config.variable(variable).value_or("");
        m_command.environment[variable] = words + (words.empty() ? "" : " ") + join(missing, " ");
        return {};
    }

    const std::vector<std::string> &configWords() const { return m_configWords; }

private:
    /// The variables win over the tables; without them, the tables would count again.
    Result<void> tablesAreEmpty(const TargetSysroot &target, const FlagPlan &plan, FlagsFor tool) const
    {
        CY_TRY(const UserFlags tables, tableFlags(m_call.config, target.target.name, &target.cfgs, tool));
        if (tables.source != UserFlags::Source::Target)
            return {};
        return fail(
            Error{ErrorCode::Unsupported,
                  std::format("{} sets flags for every target and {} sets others, and several targets are built at "
                              "once",
                              plan.user.origin, tables.origin)}
                .withHint(std::format("build one target at a time, or without {}", plan.user.origin)));
    }

    void dropVariables(FlagsFor tool)
    {
        const std::string name = toUpper(keyOf(tool));
        m_command.environment[name] = std::nullopt;
        m_command.environment["CARGO_ENCODED_" + name] = std::nullopt;
    }

    const CargoCall &m_call;
    CargoCommand &m_command;
    std::vector<std::string> m_configWords;
};

/// Flags for all targets at once, where they are the same; says whether they are.
bool setVariable(CargoCommand &command, const std::vector<FlagPlan> &plans, FlagsFor tool)
{
    const auto flags = plans.front().all();
    for (const auto &plan : plans) {
        if (plan.all() != flags)
            return false;
    }
    // Nothing of ours: what the user has stays where it is.
    if (std::ranges::any_of(plans, [](const FlagPlan &plan) { return !plan.ours.empty(); }))
        command.environment["CARGO_ENCODED_" + toUpper(keyOf(tool))] = encodedFlags(flags);
    return true;
}

/// The words that go behind the subcommand, and the variables for commands that take no such words.
std::vector<std::string> targetWords(const CargoInvocation &invocation, const CommandRequest &request, bool passesOn,
                                     CargoCommand &command)
{
    std::vector<std::string> words;
    for (const auto &name : request.unstable) {
        if (passesOn)
            words.push_back("-Z" + name);
        else
            command.environment[environmentName({"unstable", name})] = "true";
    }
    // Externals that were given no word read the configuration again; for them only the host must be named.
    for (const auto &[target, cfgs, sysroot, rustflags, rustdocflags] : request.targets) {
        if (target.from == WantedTarget::From::Words || invocation.kind == Kind::None)
            continue;
        if (passesOn) {
            words.emplace_back("--target");
            words.push_back(target.word);
        } else if (target.from == WantedTarget::From::Host) {
            command.environment["CARGO_BUILD_TARGET"] = target.word;
        }
    }
    return words;
}

} // namespace

Result<CargoCommand> cargoCommand(const CargoCall &call, const CommandRequest &request)
{
    const CargoInvocation &invocation = call.invocation;
    CargoCommand command;
    const auto hasOurs = [](const TargetSysroot &target) {
        return target.sysroot || !target.rustflags.empty() || !target.rustdocflags.empty();
    };
    // Nothing to add: not even a --target, which would move the user's output to another directory.
    const bool nothing = request.unstable.empty() && std::ranges::none_of(request.targets, hasOurs);
    if (nothing || request.targets.empty() || !needsSysroot(invocation, {request.targets.front().target})) {
        command.arguments = invocation.cargoWords();
        return command;
    }
    // Clippy hands its words to `cargo check`. Other externals and single-file packages have words of their own kind.
    const bool passesOn = invocation.kind == Kind::Builtin || invocation.subcommand == "clippy";
    SplitFlags split(call, command);
    for (const FlagsFor tool : tools) {
        std::vector<FlagPlan> plans;
        for (const auto &target : request.targets) {
            CY_TRY(FlagPlan plan, flagPlan(call.config, target, tool));
            plans.push_back(std::move(plan));
        }
        if (setVariable(command, plans, tool))
            continue;
        for (std::size_t i = 0; i < plans.size(); ++i)
            CY_CHECK(split.add(request.targets[i], plans[i], tool));
    }

    CargoInvocation changed = invocation;
    auto added = targetWords(invocation, request, passesOn, command);
    added.insert(added.end(), split.configWords().begin(), split.configWords().end());
    changed.words.insert(changed.words.begin(), added.begin(), added.end());
    command.arguments = changed.cargoWords();
    return command;
}

} // namespace crossyard::cargo
