// SPDX-License-Identifier: MIT OR Apache-2.0
// A toolchain directory for rustup, in which the compiler uses our sysroot for one target.
#include "sysroot/use_sysroot.h"

#include "base/staged_dir.h"
#include "base/strings.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::sysroot {

namespace {

// Tells our directories from others; rustup passes over it.
constexpr const char *markerName = "crossyard-toolchain";

// Programs that compile, and so have to be told of the sysroot.
constexpr std::array compilers{"rustc", "rustdoc", "clippy-driver"};
// Programs that are used as they are.
constexpr std::array others{"cargo-clippy", "cargo-fmt",   "rustfmt",  "rust-analyzer",
                            "rust-gdb",     "rust-gdbgui", "rust-lldb"};

bool isProxy(const fs::path &program)
{
    std::error_code error;
    const fs::path real = fs::canonical(program, error);
    return !error && real.stem() == "rustup";
}

Result<void> checkName(const std::string &name)
{
    const auto fine = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    };
    constexpr std::string_view hint = "a name begins with a letter and has letters, digits, `-`, `_` and `.`";
    const bool letter = !name.empty() && ((name[0] >= 'a' && name[0] <= 'z') || (name[0] >= 'A' && name[0] <= 'Z'));
    if (!letter || !std::ranges::all_of(name, fine))
        return fail(Error{ErrorCode::BadInput, std::format("`{}` cannot be the name of a toolchain", name)}.withHint(
            std::string(hint)));
    const std::string channel = name.substr(0, name.find('-'));
    if (channel == "stable" || channel == "beta" || channel == "nightly" || name == "none")
        return fail(Error{ErrorCode::BadInput, std::format("`{}` is a name of rustup's own", name)}.withHint(
            "put a word before it, such as `my-`"));
    return {};
}

// The wrapper has to see what cargo hands over: both forms of --target, also in the file of an @FILE argument, which
// cargo writes where the words are too many for a command line.
std::string wrapperScript(const SysrootUse &use, const fs::path &real, std::string_view program)
{
    // The driver's first word is the compiler where cargo starts it: ours go last.
    const bool first = program != "clippy-driver";
    std::string flags = "--sysroot \"$sysroot\"";
    std::string environment;
    if (use.spec)
        flags += " -Zunstable-options";
    if (use.spec && !use.toolchain.compiler.allowsUnstable()) {
        environment = "    export RUSTC_BOOTSTRAP=1 # a custom target is an unstable feature\n";
        flags += " -Zallow-features="; // and is to be the only one
    }
    return std::format(R"(#!/bin/sh
# The real compiler, which for one target uses a sysroot that Crossyard built. Made by Crossyard; changes get lost.
real={}
target={}
sysroot={}

ours=no
given=no
next=no
look() {{
    if [ "$next" = yes ]; then
        set -- "--target=$1"
        next=no
    fi
    case $1 in
        --target) next=yes ;;
        --target="$target" | --target="$target".json | --target=*/"$target".json) ours=yes ;;
        --sysroot | --sysroot=*) given=yes ;;
    esac
}}
for word in "$@"; do
    case $word in
        @*)
            if [ -r "${{word#@}}" ]; then
                while IFS= read -r line || [ -n "$line" ]; do look "$line"; done <"${{word#@}}"
            fi
            ;;
        *) look "$word" ;;
    esac
done

if [ "$ours" = yes ] && [ "$given" = no ]; then
{}    exec "$real" {}
fi
exec "$real" "$@"
)",
                       process::quoted(toUtf8(real)), process::quoted(use.target), process::quoted(toUtf8(use.sysroot)),
                       environment, first ? flags + " \"$@\"" : "\"$@\" " + flags);
}

} // namespace

Result<LinkedToolchainPlan> planLinkedToolchain(const ToolchainUse &request)
{
    CY_CHECK(checkName(request.name));
    const SysrootUse &use = request.use;
    const fs::path &rustc = use.toolchain.compiler.rustc;
    if (rustc.extension() == ".exe")
        return fail(
            Error{ErrorCode::Unsupported, "a toolchain cannot be linked on Windows: its compiler would be a script"}
                .withHint("put the sysroot into .cargo/config.toml"));
    if (isProxy(rustc))
        return fail(
            Error{ErrorCode::Unsupported, std::format("{} is rustup's own program, not a compiler", toUtf8(rustc))}
                .withHint("choose the toolchain by its name"));
    LinkedToolchainPlan plan;
    plan.name = request.name;
    plan.directory = absolutePath(request.directory);
    plan.files.push_back({markerName, std::format("{}\n", use.target), false});
    const fs::path bin = absolutePath(rustc).parent_path();
    for (const char *name : compilers) {
        const fs::path real = std::string_view(name) == "rustc" ? absolutePath(rustc) : bin / name;
        if (isExecutable(real) && !isProxy(real))
            plan.files.push_back({fs::path("bin") / name, wrapperScript(use, real, name), true});
    }
    if (use.toolchain.cargo && !isProxy(*use.toolchain.cargo))
        plan.links.push_back({"bin/cargo", absolutePath(*use.toolchain.cargo)});
    for (const char *name : others) {
        if (isExecutable(bin / name) && !isProxy(bin / name))
            plan.links.push_back({fs::path("bin") / name, bin / name});
    }
    // rustup wants a `lib`. Not a link to the whole of it: rustup puts it into the library path of all that it starts.
    plan.links.push_back({"lib/rustlib", use.toolchain.compiler.sysroot / "lib" / "rustlib"});
    plan.link = {.program = request.rustup, .arguments = {"toolchain", "link", plan.name, toUtf8(plan.directory)}};
    plan.unlink = {.program = request.rustup, .arguments = {"toolchain", "uninstall", plan.name}};
    return plan;
}

Result<void> makeToolchain(const LinkedToolchainPlan &plan)
{
    std::error_code error;
    const bool there = fs::exists(plan.directory, error);
    if (there && !fs::exists(plan.directory / markerName, error))
        return fail(Error{ErrorCode::BadInput,
                          std::format("{} is there already, and is not a toolchain of ours", toUtf8(plan.directory))}
                        .withHint("choose another directory"));
    CY_TRY(StagedDir stage, StagedDir::create(plan.directory.parent_path()));
    for (const auto &file : plan.files) {
        const fs::path path = stage.path() / file.path;
        CY_CHECK(createDirectories(path.parent_path()));
        CY_CHECK(writeFile(path, file.content));
        if (file.executable) {
            fs::permissions(path, fs::perms(0755), error);
            if (error)
                return fail(ioError("make executable", path, error));
        }
    }
    for (const auto &link : plan.links) {
        const fs::path path = stage.path() / link.path;
        CY_CHECK(createDirectories(path.parent_path()));
        fs::create_symlink(link.to, path, error);
        if (error)
            return fail(ioError("link", path, error));
    }
    if (there)
        CY_CHECK(removeTree(plan.directory));
    return stage.publishAs(plan.directory);
}

} // namespace crossyard::sysroot
