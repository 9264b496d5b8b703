// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/doctor.h"

#include "base/files.h"
#include "base/strings.h"
#include "process/runner.h"
#include "rust/toolchain_candidate.h"

#include <QDir>

#include <algorithm>
#include <chrono>
#include <format>
#include <thread>

namespace crossyard::rust {

namespace {

bool isThere(const fs::path &path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

std::string pathVariable()
{
    return environment("PATH").value_or("");
}

// Links of this name on PATH that lead nowhere: they explain why a program that seems to be installed is not found.
void addDangling(ProgramLookup &lookup, const fs::path &directory)
{
    const fs::path file = directory / fromUtf8(lookup.name);
    std::error_code ignored;
    if (fs::is_symlink(file, ignored) && !fs::exists(file, ignored) &&
        std::ranges::find(lookup.dangling, file, &DanglingLink::link) == lookup.dangling.end())
        lookup.dangling.push_back({file, fs::read_symlink(file, ignored)});
}

ProgramLookup lookUp(const std::string &name, const std::vector<fs::path> &first = {})
{
    ProgramLookup lookup{.name = name};
    for (const auto &directory : first) {
        lookup.places.push_back(toUtf8(directory));
        const fs::path file = programIn(directory, name);
        if (isExecutable(file)) {
            lookup.found = file;
            return lookup;
        }
        addDangling(lookup, directory);
    }
    lookup.places.emplace_back("PATH");
    if (const fs::path path = fromUtf8(name); path.has_parent_path()) {
        lookup.places = {toUtf8(path.parent_path())};
        if (isExecutable(path))
            lookup.found = path;
        else
            addDangling(lookup, path.parent_path());
        return lookup;
    }
    lookup.found = findProgram(name);
    if (!lookup.found) {
        for (const auto &directory : split(pathVariable(), QDir::listSeparator().toLatin1())) {
            if (!directory.empty())
                addDangling(lookup, fromUtf8(directory));
        }
    }
    return lookup;
}

std::vector<ProgramLookup> lookUpAll(const std::vector<std::string> &names, const std::vector<fs::path> &first = {})
{
    std::vector<ProgramLookup> all;
    for (const auto &name : names)
        all.push_back(lookUp(name, first));
    return all;
}

// The variables that the cc crate reads for a target, in its order.
std::optional<ChosenProgram> chosenCompiler(const std::string &target, bool native)
{
    for (const auto &name : {"CC_" + target, "CC_" + replaceAll(replaceAll(target, "-", "_"), ".", "_"),
                             std::string(native ? "HOST_CC" : "TARGET_CC"), std::string("CC")}) {
        if (const auto value = environmentNotEmpty(name.c_str())) {
            // "ccache gcc -O2" names a wrapper and flags; the program is the first word that is not a wrapper.
            auto words = splitWhitespace(*value);
            if (words.size() > 1 && (words[0].ends_with("ccache") || words[0].ends_with("distcc")))
                words.erase(words.begin());
            if (!words.empty())
                return ChosenProgram{name, lookUp(isThere(fromUtf8(*value)) ? *value : words.front())};
        }
    }
    return std::nullopt;
}

std::optional<ChosenProgram> chosen(const std::optional<DoctorChoices::Program> &choice,
                                    const std::vector<fs::path> &first = {})
{
    if (!choice)
        return std::nullopt;
    return ChosenProgram{choice->from, lookUp(toUtf8(choice->program), first)};
}

// rustup's manifest of the installed release lists what can be installed with it.
bool rustupOffers(const Toolchain &toolchain, std::string_view target)
{
    if (toolchain.origin != Origin::Rustup || toolchain.linked)
        return false;
    const fs::path manifest = toolchain.compiler.sysroot / "lib" / "rustlib" / "multirust-channel-manifest.toml";
    if (!isThere(manifest))
        return false;
    const auto text = readFile(manifest);
    if (!text)
        return false;
    // A megabyte of TOML for one answer: its tables are written one way, so the heading is looked for.
    const auto at = text->find(std::format("[pkg.rust-std.target.{}]", target));
    return at != std::string::npos && text->substr(at, 300).find("available = true") != std::string::npos;
}

bool anyStartsWith(const fs::path &directory, std::string_view prefix)
{
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        if (toUtf8(it->path().filename()).starts_with(prefix))
            return true;
    }
    return false;
}

// Since about 1.91 compiler_builtins is in the tree; before, it came from a registry like any other crate.
bool builtinsAtHand(const RustSource &source)
{
    return isThere(source.library / "compiler-builtins" / "compiler-builtins" / "Cargo.toml") ||
           (source.vendor && anyStartsWith(*source.vendor, "compiler_builtins")) ||
           anyStartsWith("/usr/share/cargo/registry", "compiler_builtins-"); // Debian's packaged crates
}

// A dead daemon may keep its client waiting; nobody wants to wait for that here.
EngineFacts askEngine(const std::string &name, const std::vector<std::string> &arguments, const CancelToken &cancel)
{
    EngineFacts engine{.program = lookUp(name)};
    if (!engine.program.found)
        return engine;
    constexpr auto patience = std::chrono::seconds(10);
    const CancelToken limit;
    std::jthread watch([&, limit](const std::stop_token &stop) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!stop.stop_requested() && !cancel.cancelled() && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        if (!stop.stop_requested())
            limit.cancel();
    });
    const auto ended = process::run({.program = *engine.program.found, .arguments = arguments}, {.cancel = limit});
    if (!ended) {
        engine.said = ended.error().code == ErrorCode::Cancelled
                          ? std::format("it did not answer within {} s", patience.count())
                          : ended.error().message;
        return engine;
    }
    const auto output = trim(ended->output);
    engine.answers = ended->ok() && !output.empty();
    const auto errors = split(trim(ended->errors), '\n');
    engine.said = engine.answers ? std::string(output) : errors.back();
    return engine;
}

} // namespace

Result<DoctorFacts> gatherFacts(const Result<Toolchain> &toolchain, std::string_view target,
                                const Result<TargetInfo> &info, bool custom, const DoctorChoices &choices,
                                const CancelToken &cancel)
{
    DoctorFacts facts{.system = findPackageSystem(), .target = std::string(target), .custom = custom};
    facts.engines = {askEngine("podman", {"info", "--format", "{{.Version.Version}}"}, cancel),
                     askEngine("docker", {"version", "--format", "{{.Server.Version}}"}, cancel)};
    CY_CHECK(cancel.check());
    facts.cargoOnPath = lookUp("cargo");
    if (!toolchain) {
        facts.toolchainError = toolchain.error();
        facts.noToolchains = findCandidates().all.empty();
        return facts;
    }
    facts.toolchain = *toolchain;
    if (!info) {
        facts.targetError = info.error();
        return facts;
    }
    facts.info = *info;
    const auto &compiler = toolchain->compiler;
    facts.tools = toolsFor(target, *info, compiler.host);
    facts.rustupHasTarget = !custom && rustupOffers(*toolchain, target);
    if (toolchain->source)
        facts.builtinsAtHand = builtinsAtHand(*toolchain->source);

    // rustc looks beside its own libraries before it takes PATH.
    const fs::path bin = compiler.sysroot / "lib" / "rustlib" / fromUtf8(compiler.host) / "bin";
    const std::vector<fs::path> own{bin, bin / "self-contained"};
    facts.linker = chosen(choices.linker, own);
    facts.linkers = lookUpAll(facts.tools.linkers, own);
    facts.compiler = chosenCompiler(facts.target, facts.tools.runsHere);
    facts.compilers = lookUpAll(facts.tools.compilers);
    facts.runner = chosen(choices.runner);
    facts.runners = lookUpAll(facts.tools.runners);
    const bool unixHost = compiler.host.find("windows") == std::string::npos;
    if (unixHost && target != compiler.host)
        facts.hostLinker = lookUp("cc");
    return facts;
}

} // namespace crossyard::rust
