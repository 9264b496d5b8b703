// SPDX-License-Identifier: MIT OR Apache-2.0
// Plans that the system's package manager carries out. It must be root for that: where we are not, a desktop can ask
// for the password, and a terminal is told what to run.
#include "base/strings.h"
#include "process/runner.h"
#include "rust/toolchain_change_parts.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace crossyard::rust {

namespace {

using Kind = ToolchainChange::Kind;
using What = ChangePart::What;

// Arguments that install, upgrade and remove without asking; empty where it cannot be done.
struct ManagerWords {
    PackageManager manager;
    std::string_view program, install, upgrade, remove;
};
constexpr ManagerWords managerWords[] = {
    {PackageManager::Apt, "apt-get", "install -y", "install -y --only-upgrade", "remove -y"},
    {PackageManager::Dnf, "dnf", "install -y", "upgrade -y", "remove -y"},
    {PackageManager::Pacman, "pacman", "-S --needed --noconfirm", "", "-R --noconfirm"},
    {PackageManager::Apk, "apk", "add", "add --upgrade", "del"},
    {PackageManager::Zypper, "zypper", "--non-interactive install", "--non-interactive update",
     "--non-interactive remove"},
    {PackageManager::Brew, "brew", "install", "upgrade", "uninstall"},
};

// Debian's names of the machines that Rust's targets are for.
struct DebianArchitecture {
    std::string_view triple, name;
};
constexpr DebianArchitecture debianArchitectures[] = {
    {"x86_64-unknown-linux-gnu", "amd64"},        {"aarch64-unknown-linux-gnu", "arm64"},
    {"armv7-unknown-linux-gnueabihf", "armhf"},   {"armv5te-unknown-linux-gnueabi", "armel"},
    {"i686-unknown-linux-gnu", "i386"},           {"riscv64gc-unknown-linux-gnu", "riscv64"},
    {"powerpc64le-unknown-linux-gnu", "ppc64el"}, {"s390x-unknown-linux-gnu", "s390x"},
    {"loongarch64-unknown-linux-gnu", "loong64"},
};

// Of Fedora's compiler, the targets that have a package with a std.
constexpr std::string_view fedoraTargets[] = {
    "wasm32-unknown-unknown",         "wasm32-wasip1",       "i686-pc-windows-gnu",
    "x86_64-pc-windows-gnu",          "x86_64-unknown-none", "x86_64-unknown-uefi",
    "aarch64-unknown-none-softfloat", "aarch64-unknown-uefi"};

const ManagerWords *wordsOf(PackageManager manager)
{
    const auto it = std::ranges::find(managerWords, manager, &ManagerWords::manager);
    return it == std::end(managerWords) ? nullptr : &*it;
}

void addCommand(ChangePlan &plan, std::string_view program, std::vector<std::string> arguments)
{
    process::Command command{.program = fromUtf8(program), .arguments = std::move(arguments)};
    if (program == "apt-get")
        command.environment["DEBIAN_FRONTEND"] = "noninteractive";
    if (plan.rights == Rights::Desktop) { // pkexec hands on no environment
        std::vector<std::string> words;
        if (!command.environment.empty()) {
            words.emplace_back("env");
            for (const auto &[name, value] : command.environment)
                words.push_back(name + "=" + value.value_or(""));
        }
        words.push_back(toUtf8(command.program));
        words.insert(words.end(), command.arguments.begin(), command.arguments.end());
        command = {.program = "pkexec", .arguments = std::move(words)};
    }
    plan.commands.push_back(std::move(command));
}

void addCommand(ChangePlan &plan, std::string_view program, std::string_view verb,
                const std::vector<std::string> &packages)
{
    auto arguments = splitWhitespace(verb);
    arguments.insert(arguments.end(), packages.begin(), packages.end());
    addCommand(plan, program, std::move(arguments));
}

// "-web" of Debian's rustc-web, "-1.80" of Ubuntu's rustc-1.80.
std::string variantOf(const Toolchain &toolchain)
{
    return toolchain.package.starts_with("rustc-") ? toolchain.package.substr(5) : std::string();
}

std::string componentPackage(const PackageSystem &system, const Toolchain &toolchain, const std::string &word)
{
    const std::string name = word.ends_with("-preview") ? word.substr(0, word.size() - 8) : word;
    if (name == "rust-src")
        return rustPackage(system, toolchain.package, RustPart::Source);
    if (name == "cargo")
        return rustPackage(system, toolchain.package, RustPart::Cargo);
    const bool apt = system.manager == PackageManager::Apt;
    if (!apt && system.manager != PackageManager::Dnf)
        return {};
    const std::string variant = apt ? variantOf(toolchain) : std::string();
    if (name == "clippy")
        return apt ? "rust" + variant + "-clippy" : "clippy";
    if (name == "rustfmt")
        return "rustfmt" + variant;
    if (name == "rust-docs")
        return "rust" + variant + "-doc";
    return {};
}

struct TargetPackage {
    std::string package;
    std::string architecture = {}; // of Debian's, where it is another machine's
};

TargetPackage targetPackage(const PackageSystem &system, const Toolchain &toolchain, const std::string &triple)
{
    if (system.manager == PackageManager::Dnf && std::ranges::contains(fedoraTargets, triple))
        return {"rust-std-static-" + triple};
    if (system.manager == PackageManager::Pacman && triple.starts_with("wasm32-"))
        return {"rust-wasm"};
    if (system.manager == PackageManager::Apk && triple.starts_with("wasm32-"))
        return {"rust-wasm"};
    if (system.manager != PackageManager::Apt)
        return {};
    const std::string library = rustPackage(system, toolchain.package, RustPart::Std);
    if (triple == "wasm32-unknown-unknown" || triple == "wasm32-wasip1")
        return {library + "-wasm32"};
    if (triple == "x86_64-pc-windows-gnu" || triple == "i686-pc-windows-gnu")
        return {library + "-windows"};
    const auto it = std::ranges::find(debianArchitectures, triple, &DebianArchitecture::triple);
    if (it == std::end(debianArchitectures))
        return {};
    return {library + ":" + std::string(it->name), std::string(it->name)};
}

Error noPackage(const ChangeFacts &facts, const std::string &what, std::string hint)
{
    return Error{ErrorCode::Unsupported,
                 std::format("{} has no package with {}",
                             facts.system.os.prettyName.empty() ? "the system" : facts.system.os.prettyName, what)}
        .withHint(std::move(hint));
}

// The packages that a distribution's toolchain consists of, as far as they are installed.
std::vector<std::string> ownPackages(const Toolchain &toolchain, const ChangeFacts &facts)
{
    std::vector<std::string> packages{toolchain.package};
    for (const auto part : {RustPart::Cargo, RustPart::Source, RustPart::Std}) {
        const auto package = rustPackage(facts.system, toolchain.package, part);
        const bool there =
            facts.installedPackages.empty()
                ? (part == RustPart::Cargo && toolchain.cargo) || (part == RustPart::Source && toolchain.source)
                : std::ranges::any_of(facts.installedPackages, [&](const std::string &name) {
                      return name == package || name.starts_with(package + ":");
                  });
        if (there && !package.empty() && !std::ranges::contains(packages, package))
            packages.push_back(package);
    }
    return packages;
}

// The packages that are named by components and targets. What must be done first for another machine's is added to
// the plan.
Result<std::vector<std::string>> packagesFor(ChangePlan &plan, const Toolchain &toolchain, const ChangeFacts &facts,
                                             const std::vector<std::string> &components,
                                             const std::vector<std::string> &targets, bool adding)
{
    std::vector<std::string> packages;
    for (const auto &word : components) {
        const auto package = componentPackage(facts.system, toolchain, word);
        if (package.empty())
            return fail(
                noPackage(facts, std::format("the component `{}`", word),
                          "a toolchain of rustup's has it: crossyard toolchain install stable --component " + word));
        packages.push_back(package);
    }
    bool machines = false;
    for (const auto &triple : targets) {
        const auto found = targetPackage(facts.system, toolchain, triple);
        if (found.package.empty())
            return fail(noPackage(facts, std::format("a std for `{}`", triple),
                                  "build a sysroot from source: crossyard sysroot build --target " + triple));
        packages.push_back(found.package);
        if (adding && !found.architecture.empty() && !std::ranges::contains(facts.architectures, found.architecture)) {
            addCommand(plan, "dpkg", {"--add-architecture", found.architecture});
            plan.notes.push_back(std::format("packages for {} become installable on this system", found.architecture));
            machines = true;
        }
    }
    if (machines) {
        addCommand(plan, "apt-get", {"update"});
        plan.partsKnown = false;
    }
    return packages;
}

} // namespace

std::vector<ChangeOffer> offersOfPackages(const Toolchain &toolchain, const ChangeFacts &facts)
{
    std::vector<ChangeOffer> offers;
    const auto there = [&](const std::string &package) {
        return std::ranges::contains(facts.installedPackages, package);
    };
    for (const char *name : {"cargo", "clippy", "rust-docs", "rust-src", "rustfmt"}) {
        const auto package = componentPackage(facts.system, toolchain, name);
        if (package.empty())
            continue;
        const bool seen = std::string_view(name) == "rust-src" ? toolchain.source.has_value()
                                                               : name == std::string_view("cargo") && toolchain.cargo;
        offers.push_back({.name = name, .installed = seen || there(package)});
    }
    std::vector<std::string> triples{"wasm32-unknown-unknown", "wasm32-wasip1", "x86_64-pc-windows-gnu",
                                     "i686-pc-windows-gnu"};
    triples.insert(triples.end(), std::begin(fedoraTargets), std::end(fedoraTargets));
    for (const auto &machine : debianArchitectures)
        triples.emplace_back(machine.triple);
    std::ranges::sort(triples);
    triples.erase(std::unique(triples.begin(), triples.end()), triples.end());
    for (const auto &triple : triples) {
        const bool host = triple == toolchain.compiler.host;
        if (host || !targetPackage(facts.system, toolchain, triple).package.empty())
            offers.push_back(
                {.name = triple, .target = true, .installed = toolchain.hasTarget(triple), .optional = !host});
    }
    return offers;
}

Result<ChangePlan> planWithPackages(const ToolchainChange &change, const Toolchain *toolchain, const ChangeFacts &facts)
{
    const auto *words = wordsOf(facts.system.manager);
    if (!words)
        return fail(Error{ErrorCode::Unsupported, "the package manager of this system is not known"}.withHint(
            "install or remove its Rust in the way that the system has for it"));
    const bool user = facts.system.manager == PackageManager::Brew;
    ChangePlan plan{.change = change};
    plan.rights = user                ? Rights::User
                  : facts.system.root ? Rights::Root
                  : facts.pkexec      ? Rights::Desktop
                                      : Rights::Missing;
    if (toolchain && toolchain->package.empty())
        return fail(
            Error{ErrorCode::Unsupported, std::format("it is not known in which package `{}` came", toolchain->name)}
                .withHint("change it with the system's package manager"));
    const std::string system = facts.system.os.prettyName.empty() ? "the system" : facts.system.os.prettyName;
    switch (change.kind) {
    case Kind::Install: {
        if (!change.profile.empty() || !change.components.empty() || !change.targets.empty())
            return fail(Error{ErrorCode::BadInput, "packages know no profiles, components or targets"}.withHint(
                "install first, then add what is missing with `toolchain component add` and `toolchain target add`"));
        for (const auto &one : facts.toolchains) {
            if (one.origin == Origin::Distribution && one.name == facts.system.os.id)
                return fail(
                    Error{ErrorCode::BadInput, std::format("the Rust of {} is installed already", system)}.withHint(
                        "crossyard toolchain update " + one.name));
        }
        plan.title = std::format("Install the Rust of {}", system);
        const auto packages = splitWhitespace(wholeRust(facts.system));
        addCommand(plan, words->program, words->install, packages);
        plan.outcome = "installed " + join(packages, ", ");
        break;
    }
    case Kind::Update: {
        plan.title = "Update the packages of " + toolchain->name;
        if (words->upgrade.empty())
            return fail(
                Error{ErrorCode::Unsupported, std::format("{} updates all packages at once, and only so", system)}
                    .withHint("sudo pacman -Syu"));
        const auto packages = ownPackages(*toolchain, facts);
        addCommand(plan, words->program, words->upgrade, packages);
        plan.notes.push_back(
            "updated to what the system's package lists know; `apt-get update` and its like renew them");
        plan.outcome = join(packages, ", ") + " are up to date";
        break;
    }
    case Kind::Remove: {
        plan.title = "Remove the packages of " + toolchain->name;
        const auto packages = ownPackages(*toolchain, facts);
        addCommand(plan, words->program, words->remove, packages);
        if (toolchain->isDefault)
            plan.warnings.push_back("it is the compiler that is used where nothing else is said");
        plan.outcome = "removed " + join(packages, ", ");
        break;
    }
    case Kind::Modify: {
        CY_TRY(const auto going,
               packagesFor(plan, *toolchain, facts, change.removedComponents, change.removedTargets, false));
        CY_TRY(const auto coming, packagesFor(plan, *toolchain, facts, change.components, change.targets, true));
        plan.title = std::format("{}: {}{}{}", toolchain->name, coming.empty() ? "" : "install " + join(coming, ", "),
                                 coming.empty() || going.empty() ? "" : ", ",
                                 going.empty() ? "" : "remove " + join(going, ", "));
        if (!going.empty())
            addCommand(plan, words->program, words->remove, going);
        if (!coming.empty())
            addCommand(plan, words->program, words->install, coming);
        plan.outcome = coming.empty() ? "removed " + join(going, ", ") : "installed " + join(coming, ", ");
        break;
    }
    }
    if (!user)
        plan.notes.push_back("stopped in the middle, a package manager may leave packages half configured: "
                             "it mends that when it is run again");
    return plan;
}

void parseAptSimulation(ChangePlan &plan, std::string_view text)
{
    for (const auto &line : split(text, '\n')) {
        const auto words = splitWhitespace(line);
        if (words.size() < 2 || (words[0] != "Inst" && words[0] != "Remv"))
            continue;
        // Inst NAME [OLD] (NEW ...), Remv NAME [OLD]
        const bool removed = words[0] == "Remv";
        const bool had = words.size() > 2 && words[2].starts_with('[');
        const std::size_t at = removed || !had ? 2 : 3;
        std::string version = at < words.size() ? words[at] : std::string();
        std::erase_if(version, [](char c) { return c == '[' || c == ']' || c == '(' || c == ')'; });
        plan.parts.push_back({.what = removed ? What::Removed
                                      : had   ? What::Updated
                                              : What::Added,
                              .name = words[1] + (version.empty() ? "" : " " + version)});
    }
}

std::uintmax_t parseAptUris(std::string_view text)
{
    std::uintmax_t total = 0;
    for (const auto &line : split(text, '\n')) { // 'ADDRESS' NAME SIZE DIGEST
        const auto words = splitWhitespace(line);
        std::uintmax_t size = 0;
        if (words.size() >= 3 && words[0].starts_with('\''))
            std::from_chars(words[2].data(), words[2].data() + words[2].size(), size);
        total += size;
    }
    return total;
}

Result<void> measurePackages(ChangePlan &plan, const CancelToken &cancel)
{
    const auto &command = plan.commands.back();
    auto words = command.arguments;
    if (command.program == "pkexec")
        words.erase(words.begin(), std::ranges::find(words, "apt-get"));
    const bool apt = command.program == "apt-get" || (!words.empty() && words.front() == "apt-get");
    if (!apt || plan.commands.size() != 1) {
        plan.partsKnown = false;
        return {};
    }
    if (words.front() == "apt-get")
        words.erase(words.begin());
    const auto ask = [&](const char *option) {
        process::Command question{.program = "apt-get", .arguments = {option}, .environment = {{"LC_ALL", "C"}}};
        question.arguments.insert(question.arguments.end(), words.begin(), words.end());
        return process::run(question, {.cancel = cancel});
    };
    CY_TRY(const auto simulated, ask("--simulate"));
    if (!simulated.ok()) {
        std::string why;
        for (const auto &line : split(simulated.errors, '\n')) {
            if (line.starts_with("E: ") && why.empty())
                why = line.substr(3);
        }
        return fail(
            Error{ErrorCode::ToolFailed, std::format("apt-get cannot do this: {}",
                                                     why.empty() ? trim(simulated.errors) : std::string_view(why))}
                .withHint("sudo apt-get update renews the lists of packages"));
    }
    parseAptSimulation(plan, simulated.output);
    if (plan.parts.empty()) {
        plan.notes = {"there is nothing to do: the packages are as they should be"};
        plan.commands.clear();
        return {};
    }
    CY_TRY(const auto uris, ask("--print-uris"));
    plan.download = parseAptUris(uris.output);
    return {};
}

} // namespace crossyard::rust
