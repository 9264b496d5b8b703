// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/verify.h"

#include "base/staged_dir.h"
#include "base/strings.h"
#include "process/ansi.h"
#include "process/runner.h"
#include "text/toml_value.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <format>
#include <thread>

namespace crossyard::bootstrap {

namespace {

using State = Check::State;
using Clock = std::chrono::steady_clock;

// A program may know no --version and wait for something instead.
constexpr std::chrono::seconds longestRun{20};

struct Run {
    process::Finished finished;
    bool tookTooLong = false;
};

// Runs a command, but not for longer than that. Errors: those of process::run().
Result<Run> runFor(const process::Command &command, std::chrono::seconds limit, const CancelToken &cancel)
{
    const CancelToken stop;
    const auto end = Clock::now() + limit;
    std::jthread watcher([&](const std::stop_token &over) {
        while (!over.stop_requested() && !cancel.cancelled() && Clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (!over.stop_requested())
            stop.cancel();
    });
    auto ran = process::run(command, {.cancel = stop, .onOutputLine = {}, .onErrorLine = {}});
    watcher.request_stop();
    CY_CHECK(cancel.check());
    if (!ran && ran.error().code == ErrorCode::Cancelled)
        return Run{{}, true};
    CY_TRY(Run run, std::move(ran).transform([](auto &&finished) { return Run{std::move(finished), false}; }));
    return run;
}

std::string firstLine(const std::string &text)
{
    const auto plain = process::stripAnsi(text);
    const auto line = trim(plain);
    return std::string(line.substr(0, line.find('\n')));
}

std::string lastError(const process::Finished &finished)
{
    for (const auto &line : split(process::stripAnsi(finished.errors), '\n')) {
        if (line.starts_with("error"))
            return line;
    }
    return firstLine(finished.errors);
}

class Verifier {
public:
    Verifier(const BootstrapPlan &plan, const Bootstrapped &done, activity::Reporter &reporter,
             const CancelToken &cancel, StagedDir scratch)
        : m_plan(plan), m_input(*plan.input), m_done(done), m_reporter(reporter), m_cancel(cancel),
          m_scratch(std::move(scratch))
    {
    }

    Result<std::vector<Check>> run()
    {
        m_activity = m_reporter.start("Verifying the result");
        auto checked = all();
        const bool good = std::ranges::none_of(m_checks, [](const Check &one) { return one.state == State::Failed; });
        m_reporter.finish(m_activity,
                          checked && !good ? activity::Event::Outcome::Failed : activity::outcomeOf(checked));
        CY_CHECK(checked);
        return std::move(m_checks);
    }

private:
    bool foreign() const { return m_input.target && m_input.target->name != m_plan.settings->compiler.host; }

    void add(std::string name, State state, std::string text)
    {
        m_reporter.note(m_activity, std::format("{}: {}: {}", name, wordFor(state), text),
                        state == State::Failed ? activity::Event::Level::Warning : activity::Event::Level::Info);
        m_checks.push_back({std::move(name), state, std::move(text)});
    }

    Result<void> all()
    {
        std::optional<fs::path> cargo;
        for (const auto &artifact : m_plan.artifacts) {
            if (!artifact.isProgram)
                continue;
            CY_TRY(const bool runs, checkRun(artifact.path));
            const auto &unit = m_plan.graph->units.units[artifact.unit];
            if (runs && unit.target.name == "cargo" && m_plan.graph->units.package(unit).manifest.name == "cargo")
                cargo = artifact.path;
        }
        if (!cargo)
            return checkElsewhere();
        if (foreign()) {
            add("builds a project", State::NotVerified, "this cargo is for another machine");
            return checkElsewhere();
        }
        CY_TRY(const auto project, checkProject(*cargo, "project"));
        return project ? checkItself(*cargo, *project) : Result<void>();
    }

    // The command that runs a program, here or in an emulator; nothing where there is none.
    Result<std::optional<process::Command>> runner(const fs::path &program) const
    {
        process::Command command{.program = program, .arguments = {}, .directory = m_scratch.path(), .environment = {}};
        if (!foreign())
            return command;
        const auto put = [&](const fs::path &emulator, const std::vector<std::string> &before) {
            command.arguments = before;
            command.arguments.push_back(toUtf8(program));
            command.program = emulator;
        };
        if (const auto &given = m_input.targetSide.config.runner) {
            put(given->program, given->arguments);
            return command;
        }
        for (const auto &name : emulatorsFor(m_input.target->name)) {
            const auto emulator = findProgram(name);
            if (!emulator)
                continue;
            put(*emulator, {});
            // Where distributions put the loader and the C library of other processors.
            const auto parts = split(m_input.target->name, '-');
            const fs::path libraries =
                fs::path("/usr") / fromUtf8(std::format("{}-linux-{}", parts.front(), parts.back()));
            std::error_code ignored;
            if (fs::is_directory(libraries, ignored))
                command.environment["QEMU_LD_PREFIX"] = toUtf8(libraries);
            return command;
        }
        return std::nullopt;
    }

    // True where the program runs at all.
    Result<bool> checkRun(const fs::path &program)
    {
        const std::string name = std::format("{} runs", toUtf8(program.filename()));
        CY_TRY(auto command, runner(program));
        if (!command) {
            const auto names = emulatorsFor(m_input.target->name);
            add(name, State::NotVerified,
                names.empty() ? std::format("programs for {} cannot be run here", m_input.target->name)
                              : std::format("there is no {}, which would run programs for {}", names.front(),
                                            m_input.target->name));
            return false;
        }
        command->arguments.emplace_back("--version");
        const auto ran = runFor(*command, longestRun, m_cancel);
        if (!ran && ran.error().code == ErrorCode::Cancelled)
            return fail(ran.error());
        if (!ran) {
            add(name, State::Failed, ran.error().message);
        } else if (ran->tookTooLong) {
            add(name, State::Passed, std::format("it ran for {} s and was ended", longestRun.count()));
            return true;
        } else if (ran->finished.crashed) {
            add(name, State::Failed, std::format("it was ended by signal {}", ran->finished.exitCode - 128));
        } else if (ran->finished.exitCode == 126 || ran->finished.exitCode == 127) {
            add(name, State::Failed, firstLine(ran->finished.errors)); // its loader or a library is missing
        } else if (ran->finished.exitCode != 0) {
            add(name, State::Passed,
                std::format("it starts, and ends with status {} when asked for its version", ran->finished.exitCode));
            return true;
        } else {
            m_version = ran->finished.output;
            add(name, State::Passed, firstLine(ran->finished.output));
            return true;
        }
        return false;
    }

    // Cargo in a home of its own, with the crates that were used here and no network.
    Result<process::Command> cargoCommand(const fs::path &cargo, std::vector<std::string> words,
                                          const fs::path &directory)
    {
        const fs::path home = m_scratch.path() / "home";
        CY_CHECK(createDirectories(home));
        std::string config;
        if (m_input.crateDirs.size() == 1) {
            config = std::format("[source.crates-io]\nreplace-with = \"here\"\n[source.here]\ndirectory = {}\n",
                                 text::tomlString(toUtf8(m_input.crateDirs.front())));
        }
        CY_CHECK(writeFile(home / "config.toml", config));
        words.insert(words.begin() + 1, "--offline");
        process::Command command{
            .program = cargo, .arguments = std::move(words), .directory = directory, .environment = {}};
        for (const char *name : {"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_BUILD_TARGET"})
            command.environment[name] = std::nullopt;
        command.environment["CARGO_HOME"] = toUtf8(home);
        command.environment["RUSTC"] = toUtf8(m_plan.settings->compiler.rustc);
        return command;
    }

    // The bytes of a small project's program; nothing where cargo cannot build it.
    Result<std::optional<std::string>> buildProject(const fs::path &cargo, std::string &problem)
    {
        // Always in the same place, so that what comes out can be compared.
        const fs::path dir = m_scratch.path() / "project";
        CY_CHECK(removeTree(dir));
        const std::array<std::pair<const char *, const char *>, 5> files{{
            {"Cargo.toml", "[package]\nname = \"small\"\nversion = \"0.1.0\"\nedition = \"2018\"\n[dependencies]\n"
                           "part = { path = \"part\" }\n"},
            {"build.rs", "fn main() { println!(\"cargo:rustc-env=WORD=built\"); }\n"},
            {"src/main.rs", "fn main() { println!(\"{} {}\", env!(\"WORD\"), part::number()); }\n"},
            {"part/Cargo.toml", "[package]\nname = \"part\"\nversion = \"0.2.0\"\nedition = \"2018\"\n"},
            {"part/src/lib.rs", "pub fn number() -> u32 { 42 }\n"},
        }};
        for (const auto &[name, content] : files) {
            CY_CHECK(createDirectories((dir / name).parent_path()));
            CY_CHECK(writeFile(dir / name, content));
        }
        CY_TRY(const auto build, cargoCommand(cargo, {"build", "--release"}, dir));
        CY_TRY(const auto built, process::run(build, {.cancel = m_cancel, .onOutputLine = {}, .onErrorLine = {}}));
        if (!built.ok()) {
            problem = lastError(built);
            return std::nullopt;
        }
        const fs::path program = dir / "target" / "release" / "small";
        CY_TRY(const auto ran,
               process::run({.program = program}, {.cancel = m_cancel, .onOutputLine = {}, .onErrorLine = {}}));
        if (trim(ran.output) != "built 42") {
            problem = std::format("what it built prints `{}`", firstLine(ran.output));
            return std::nullopt;
        }
        CY_TRY(auto bytes, readFile(program));
        return bytes;
    }

    Result<std::optional<std::string>> checkProject(const fs::path &cargo, std::string_view what)
    {
        std::string problem;
        CY_TRY(auto bytes, buildProject(cargo, problem));
        add(std::format("builds a {}", what), bytes ? State::Passed : State::Failed,
            bytes ? "a program with a library and a build script was built offline, and runs" : problem);
        return bytes;
    }

    Result<void> checkItself(const fs::path &cargo, const std::string &project)
    {
        constexpr const char *name = "builds itself";
        if (m_input.crateDirs.size() > 1) {
            add(name, State::NotVerified, "cargo takes crates from one directory, and several were used");
            return {};
        }
        // Where there is no lock, cargo would write one, and wants what the tests need as well.
        std::error_code ignored;
        const bool locked = fs::exists(m_input.workspace.root / "Cargo.lock", ignored);
        fs::path manifest = m_input.manifest;
        if (!locked) {
            const fs::path copy = m_scratch.path() / "sources";
            CY_CHECK(createDirectories(copy));
            CY_TRY(const bool whole, copyWorkspace(copy));
            if (!whole) {
                add(name, State::NotVerified,
                    "packages outside of the workspace cannot be moved, and cargo would write a "
                    "Cargo.lock where there is none");
                return {};
            }
            manifest = copy / manifest.lexically_relative(m_input.workspace.root);
        }
        const fs::path target = m_scratch.path() / "itself";
        std::vector<std::string> words{"build",           locked ? "--locked" : "-Zavoid-dev-deps",
                                       "--manifest-path", toUtf8(manifest),
                                       "--bin",           "cargo",
                                       "--release",       "--target-dir",
                                       toUtf8(target)};
        if (!m_input.request.defaultFeatures)
            words.emplace_back("--no-default-features");
        if (m_input.request.allFeatures)
            words.emplace_back("--all-features");
        if (!m_input.request.features.empty())
            words.insert(words.end(), {"--features", join(m_input.request.features, ",")});
        m_reporter.note(m_activity, "it builds itself; this takes as long as cargo takes for it");
        CY_TRY(const auto build, cargoCommand(cargo, std::move(words), manifest.parent_path()));
        CY_TRY(const auto built, process::run(build, {.cancel = m_cancel, .onOutputLine = {}, .onErrorLine = {}}));
        if (!built.ok()) {
            // A cargo that does not find all that it wants of the manifests has compiled nothing, and is none the
            // worse.
            const bool began = built.errors.contains("Compiling ");
            add(name, locked || began ? State::Failed : State::NotVerified, lastError(built));
            return {};
        }
        const fs::path second = target / "release" / "cargo";
        CY_TRY(const auto version, process::run({.program = second, .arguments = {"--version"}},
                                                {.cancel = m_cancel, .onOutputLine = {}, .onErrorLine = {}}));
        std::string problem;
        CY_TRY(const auto again, buildProject(second, problem));
        // The two programs themselves differ: cargo gives its crates other names than we do.
        if (version.output != m_version)
            add(name, State::Failed, std::format("the new one says {}", firstLine(version.output)));
        else if (!again || *again != project)
            add(name, State::Failed, again ? "the new one builds another program from the same sources" : problem);
        else
            add(name, State::Passed, "the new one says the same version, and builds the same program byte for byte");
        return {};
    }

    // Copies the workspace without what was built; false where a package lies outside of it.
    Result<bool> copyWorkspace(const fs::path &to) const
    {
        const fs::path &root = m_input.workspace.root;
        const auto &packages = *m_plan.graph->units.packages;
        for (const auto &unit : m_plan.graph->units.units) {
            const auto &package = packages.at(unit.package);
            if (!package.fromRegistry && !isBelow(package.manifest.file, root))
                return false;
        }
        std::error_code error;
        for (fs::recursive_directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
            const auto name = toUtf8(it->path().filename());
            const bool output =
                it->path() == m_input.targetDir || (name == "target" && it.depth() == 0) || name == ".git";
            if (output) {
                it.disable_recursion_pending();
                continue;
            }
            CY_CHECK(m_cancel.check());
            const fs::path copy = to / it->path().lexically_relative(root);
            std::error_code failed;
            if (it->is_directory(failed) && !it->is_symlink(failed))
                fs::create_directories(copy, failed);
            else
                fs::copy(it->path(), copy, fs::copy_options::copy_symlinks, failed);
            if (failed)
                return fail(ioError("copy", it->path(), failed));
        }
        if (error)
            return fail(ioError("read directory", root, error));
        return true;
    }

    // Once more from the beginning: in another directory, with a store that is empty.
    Result<void> checkElsewhere()
    {
        constexpr const char *name = "comes out the same elsewhere";
        const fs::path root = m_scratch.path() / "a copy in another directory";
        CY_CHECK(createDirectories(root));
        CY_TRY(const bool whole, copyWorkspace(root));
        if (!whole) {
            add(name, State::NotVerified, "packages outside of the workspace cannot be moved");
            return {};
        }
        BootstrapRequest request = m_input.request;
        request.package = root / m_input.manifest.lexically_relative(m_input.workspace.root);
        request.targetDir = m_scratch.path() / "target";
        request.recordScripts.reset();
        request.writeLock = false;
        const fs::path store = m_scratch.path() / "store";
        auto plan = planGraph(std::move(request), m_cancel);
        if (plan) {
            if (auto planned = planUnits(*plan, store); !planned)
                plan = fail(planned.error());
        }
        m_reporter.note(m_activity, "it is built once more, in another directory and with an empty store");
        activity::Reporter quiet;
        const auto again = plan ? runBootstrap(*plan, store, quiet, m_cancel) : fail(plan.error());
        CY_CHECK(m_cancel.check());
        if (!again) {
            add(name, State::Failed, again.error().message);
            return {};
        }
        std::vector<std::string> others;
        for (std::size_t i = 0; i < m_done.artifacts.size(); ++i) {
            CY_TRY(const auto mine, readFile(m_done.artifacts[i]));
            CY_TRY(const auto other, readFile(again->artifacts.at(i)));
            if (mine != other)
                others.push_back(toUtf8(m_done.artifacts[i].filename()));
        }
        add(name, others.empty() ? State::Passed : State::Failed,
            others.empty() ? std::format("{} files, byte for byte", m_done.artifacts.size())
                           : std::format("{} has other bytes", join(others, ", ")));
        return {};
    }

    const BootstrapPlan &m_plan;
    const BootstrapInput &m_input;
    const Bootstrapped &m_done;
    activity::Reporter &m_reporter;
    const CancelToken &m_cancel;
    StagedDir m_scratch;
    activity::Id m_activity = 0;
    std::vector<Check> m_checks;
    std::string m_version; // what the last program said that runs
};

} // namespace

std::string_view wordFor(Check::State state)
{
    return state == State::Passed ? "passed" : state == State::Failed ? "failed" : "not verified";
}

std::vector<std::string> emulatorsFor(std::string_view triple)
{
    if (!triple.contains("-linux-"))
        return {};
    const auto arch = triple.substr(0, triple.find('-'));
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> names{
        {{"aarch64_be", "aarch64_be"},
         {"aarch64", "aarch64"},
         {"arm", "arm"},
         {"thumbv7", "arm"},
         {"i", "i386"},
         {"x86_64", "x86_64"},
         {"riscv64", "riscv64"},
         {"powerpc64le", "ppc64le"},
         {"powerpc64", "ppc64"},
         {"powerpc", "ppc"},
         {"s390x", "s390x"},
         {"loongarch64", "loongarch64"}}};
    for (const auto &[begin, name] : names) {
        if (arch.starts_with(begin))
            return {std::format("qemu-{}", name), std::format("qemu-{}-static", name)};
    }
    return {};
}

Result<std::vector<Check>> verify(const BootstrapPlan &plan, const Bootstrapped &done, activity::Reporter &reporter,
                                  const CancelToken &cancel)
{
    CY_TRY(StagedDir scratch, StagedDir::create(fs::temp_directory_path()));
    return Verifier(plan, done, reporter, cancel, std::move(scratch)).run();
}

Result<std::string> verdictOf(const std::vector<Check> &checks)
{
    std::vector<std::string> words;
    for (const auto &check : checks) {
        if (check.state == Check::State::Failed)
            return fail(ErrorCode::ToolFailed, std::format("the check \"{}\" failed: {}", check.name, check.text));
        words.push_back(std::format("{}: {}", check.name, wordFor(check.state)));
    }
    return join(words, ", ");
}

} // namespace crossyard::bootstrap
