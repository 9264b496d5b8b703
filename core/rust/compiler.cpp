// SPDX-License-Identifier: MIT OR Apache-2.0
// Probing takes two runs of the compiler, because `rustc -vV --print sysroot` answers only the first question. The
// answers rest on the program's real file and on its driver library; while both look the same, nothing is run.
#include "rust/compiler.h"

#include "base/digest.h"
#include "base/strings.h"
#include "process/runner.h"
#include "rust/cache.h"
#include "rust/compiler_program.h"
#include "rust/toolchain_rustup.h"

#include <chrono>
#include <condition_variable>
#include <format>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

namespace crossyard::rust {

namespace {

// A compiler says its version within milliseconds; a wrapper that waits for something never does.
constexpr auto longestProbe = std::chrono::seconds(20);

// Cancels a token of its own when the time is over or the caller's token is cancelled.
class Deadline {
public:
    Deadline(std::chrono::seconds time, const CancelToken &outer)
        : m_thread([this, time, outer](const std::stop_token &stop) { watch(stop, time, outer); })
    {
    }
    const CancelToken &token() const { return m_token; }

private:
    void watch(const std::stop_token &stop, std::chrono::seconds time, const CancelToken &outer)
    {
        const auto end = std::chrono::steady_clock::now() + time;
        std::unique_lock lock(m_mutex);
        while (!m_wake.wait_for(lock, stop, std::chrono::milliseconds(50), [&] { return stop.stop_requested(); })) {
            if (outer.cancelled() || std::chrono::steady_clock::now() > end)
                return m_token.cancel();
        }
    }

    CancelToken m_token;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses the others
};

Result<std::string> ask(const Compiler &compiler, std::vector<std::string> arguments, const CancelToken &cancel)
{
    const Deadline deadline(longestProbe, cancel);
    auto said = process::outputOf(compiler.command(std::move(arguments)), {.cancel = deadline.token()});
    if (said)
        return said;
    if (said.error().code == ErrorCode::Cancelled && !cancel.cancelled())
        return fail(Error{ErrorCode::ToolFailed, std::format("{} did not say its version within {} s",
                                                             toUtf8(compiler.rustc), longestProbe.count())}
                        .withHint("run it with -vV to see what it waits for"));
    if (said.error().code == ErrorCode::Io || said.error().code == ErrorCode::NotFound) {
        if (auto why = whyNotStarted(compiler.rustc))
            return fail(std::move(*why));
    }
    if (said.error().code == ErrorCode::ToolFailed) {
        Error error = std::move(said).error();
        error.hint = "run it by hand with -vV; where it stays broken, install this toolchain again";
        return fail(std::move(error));
    }
    return said;
}

std::string identityOf(const Compiler &compiler, const Witness &program, const std::optional<Witness> &driver)
{
    DigestBuilder digest;
    digest.add("version", compiler.verboseVersion);
    const auto add = [&](std::string_view label, const Witness &file) {
        digest.add(label, file.stamp ? std::format("{} {}", file.stamp->size, file.stamp->mtimeNs) : "none");
    };
    add("program", program);
    if (driver)
        add("driver", *driver);
    return digest.hex();
}

std::string channelOf(std::string_view release)
{
    const auto dash = release.find('-');
    if (dash == std::string_view::npos)
        return "stable";
    const auto suffix = release.substr(dash + 1);
    return std::string(suffix.substr(0, suffix.find_first_of(".+")));
}

// The program that is meant: found on PATH, and behind rustup's proxy the one of the toolchain that rustup would choose
// here. The proxy itself is never run: it may want to download.
Result<fs::path> resolveProgram(const fs::path &rustc)
{
    fs::path program = rustc;
    if (!rustc.has_parent_path()) {
        const auto found = findProgram(toUtf8(rustc));
        if (!found)
            return fail(
                Error{ErrorCode::NotFound, std::format("there is no program `{}` on PATH", toUtf8(rustc))}.withHint(
                    "install Rust, or name a compiler with --toolchain"));
        program = *found;
    }
    program = absolutePath(program);
    return isRustupProxy(program) ? rustupProgram(program, fs::current_path()) : Result<fs::path>(program);
}

} // namespace

bool Compiler::allowsUnstable() const
{
    return channel == "nightly" || channel == "dev";
}

process::Command Compiler::command(std::vector<std::string> arguments, bool bootstrap) const
{
    process::Command command{.program = rustc, .arguments = std::move(arguments)};
    for (const char *name : {"RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_ENCODED_RUSTDOCFLAGS",
                             "CARGO_BUILD_RUSTFLAGS", "CARGO_BUILD_RUSTDOCFLAGS"})
        command.environment[name] = std::nullopt;
    // A question that the compiler breaks on leaves no report in the user's directory.
    command.environment["RUSTC_ICE"] = "0";
    command.environment["RUSTC_BOOTSTRAP"] = bootstrap ? std::optional<std::string>("1") : std::nullopt;
    return command;
}

Result<Compiler> parseVerboseVersion(std::string_view text)
{
    Compiler compiler;
    compiler.verboseVersion = text;
    for (const auto &line : split(text, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string::npos)
            continue;
        const std::string key(trim(std::string_view(line).substr(0, colon)));
        std::string value(trim(std::string_view(line).substr(colon + 1)));
        if (value == "unknown")
            value.clear();
        if (key == "release")
            compiler.release = value;
        else if (key == "commit-hash")
            compiler.commitHash = value;
        else if (key == "commit-date")
            compiler.commitDate = value;
        else if (key == "host")
            compiler.host = value;
        else if (key == "LLVM version")
            compiler.llvmVersion = value;
    }
    if (compiler.release.empty() || compiler.host.empty()) {
        const auto said = trim(text);
        return fail(ErrorCode::Parse,
                    std::format("`rustc -vV` did not name its release and host, but said: {}",
                                said.empty() ? "nothing" : said.substr(0, std::min<std::size_t>(said.size(), 200))));
    }
    compiler.channel = channelOf(compiler.release);
    return compiler;
}

Result<Compiler> probeCompiler(const fs::path &rustc, const CancelToken &cancel)
{
    CY_TRY(const fs::path program, resolveProgram(rustc));
    if (auto why = whyNotRunnable(program))
        return fail(std::move(*why));
    std::error_code error;
    fs::path real = fs::canonical(program, error);
    if (error)
        real = program;
    // Both names are in the key: some wrappers look at the name that they were called by.
    const std::string key = toUtf8(program) + "\n" + toUtf8(real);

    if (const auto known = recall("compiler", key)) {
        try {
            CY_TRY(Compiler compiler, parseVerboseVersion(known->at("version").get<std::string>()));
            compiler.rustc = program;
            compiler.sysroot = fromUtf8(known->at("sysroot").get<std::string>());
            compiler.identity = known->at("identity").get<std::string>();
            return compiler;
        } catch (const nlohmann::json::exception &) {
            // damaged: asked anew below
        }
    }

    const Witness programWitness = witnessOf(real); // taken first: a change while we ask is then noticed
    Compiler nameless;
    nameless.rustc = program;
    auto sysrootAnswer = std::async(std::launch::async, [&] { return ask(nameless, {"--print", "sysroot"}, cancel); });
    CY_TRY(const std::string version, ask(nameless, {"-vV"}, cancel));
    auto parsed = parseVerboseVersion(version);
    if (!parsed) {
        parsed.error().message = toUtf8(program) + ": " + parsed.error().message;
        parsed.error().hint = "it is another program of that name: name a real rustc";
        return parsed;
    }
    Compiler compiler = std::move(*parsed);
    compiler.rustc = program;
    CY_TRY(const std::string sysroot, sysrootAnswer.get());
    compiler.sysroot = fromUtf8(trim(sysroot));
    if (!fs::is_directory(compiler.sysroot, error))
        return fail(Error{ErrorCode::NotFound, std::format("{} says that its sysroot is `{}`, which is no directory",
                                                           toUtf8(program), toUtf8(compiler.sysroot))}
                        .withHint("install this toolchain again"));
    std::optional<Witness> driver;
    if (const auto library = driverLibrary(real, compiler.sysroot))
        driver = witnessOf(*library);
    compiler.identity = identityOf(compiler, programWitness, driver);

    std::vector<Witness> witnesses{programWitness};
    if (driver)
        witnesses.push_back(*driver);
    remember("compiler", key, witnesses,
             {{"version", version}, {"sysroot", toUtf8(compiler.sysroot)}, {"identity", compiler.identity}});
    return compiler;
}

} // namespace crossyard::rust
