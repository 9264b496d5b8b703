// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/cause.h"

#include "base/strings.h"
#include "process/ansi.h"

#include <format>

namespace crossyard::job {

namespace {

// The text between two marks, as in can't find crate for `core`.
std::string between(std::string_view text, std::string_view open, std::string_view close)
{
    const auto at = text.find(open);
    if (at == std::string_view::npos)
        return {};
    const auto begin = at + open.size();
    const auto end = text.find(close, begin);
    return std::string(text.substr(begin, end == std::string_view::npos ? end : end - begin));
}

} // namespace

std::string_view mendName(Mend mend)
{
    switch (mend) {
    case Mend::BuildSysroot:
        return "build-sysroot";
    case Mend::InstallLinker:
        return "install-linker";
    case Mend::BuildAnew:
        return "build-anew";
    case Mend::FreeSpace:
        return "free-space";
    case Mend::None:
        break;
    }
    return {};
}

std::optional<Cause> causeIn(std::string_view raw)
{
    const std::string text = process::stripAnsi(raw);
    const auto has = [&](std::string_view part) { return text.contains(part); };
    if (has("error[E0463]")) {
        const auto crate = between(text, "can't find crate for `", "`");
        const bool library = crate == "core" || crate == "std" || crate == "alloc" || crate == "test" ||
                             crate == "compiler_builtins" || crate == "panic_unwind" || crate == "panic_abort";
        if (library && (crate == "test" || crate == "std"))
            return Cause{
                "E0463", std::format("There is no `{}` for this target", crate),
                "The target's sysroot does not hold it: bare-metal programs say #![no_std] and #![no_main], and "
                "have no tests of the usual kind; on other targets, build a sysroot with std.",
                Mend::BuildSysroot};
        if (library)
            return Cause{"E0463", std::format("The compiled `{}` is missing for this target", crate),
                         "No compiled standard library belongs to this target: build a sysroot for it.",
                         Mend::BuildSysroot};
        return std::nullopt;
    }
    if (has("error[E0152]"))
        return Cause{"E0152", "Two copies of the standard library met in one program",
                     "A crate brings its own `core` (a lang item twice), or two sysroots were mixed: build the project "
                     "anew, and use one sysroot for all of it.",
                     Mend::BuildAnew};
    if (has("error[E0460]") || has("error[E0461]") || has("error[E0514]"))
        return Cause{has("E0460")   ? "E0460"
                     : has("E0461") ? "E0461"
                                    : "E0514",
                     "A compiled crate belongs to another build",
                     "It was compiled by another compiler, for another target, or against another version of a crate: "
                     "remove the target directory and build anew.",
                     Mend::BuildAnew};
    if (has("error: linker `"))
        return Cause{"linker", std::format("The linker `{}` is not installed", between(text, "error: linker `", "`")),
                     "The Project page says which package has it; or name another one in .cargo/config.toml, "
                     "target.<triple>.linker.",
                     Mend::InstallLinker};
    for (const std::string_view symbol : {"memcpy", "memset", "memmove", "memcmp", "bcmp"}) {
        if (text.ends_with(std::format("undefined symbol: {}", symbol)) ||
            text.ends_with(std::format("undefined reference to `{}'", symbol)))
            return Cause{"mem", std::format("`{}` is missing", symbol),
                         "No C library brings it: give compiler_builtins its feature `mem` in Xargo.toml.",
                         Mend::BuildSysroot};
    }
    if (has("No space left on device") || has("(os error 28)") || has("(os error 112)"))
        return Cause{"space", "The disk is full", "Free some space, or move the store with CROSSYARD_HOME.",
                     Mend::FreeSpace};
    if (has("the option `Z` is only accepted on the nightly compiler"))
        return Cause{
            "nightly", "A flag is only for nightly compilers",
            "Something passes a -Z flag (RUSTFLAGS, .cargo/config.toml): remove it, or choose a nightly toolchain.",
            Mend::None};
    if (has("duplicate lang item"))
        return Cause{"E0152", "Two copies of the standard library met in one program",
                     "Build the project anew, and use one sysroot for all of it.", Mend::BuildAnew};
    return std::nullopt;
}

std::optional<Cause> explain(const JobLog &log)
{
    const std::size_t lines = log.count();
    for (std::size_t i = 0; i < lines; ++i) {
        // Only these can say it, and reading the level is cheap.
        if (log.level(i) != LineLevel::Error && log.level(i) != LineLevel::Plain)
            continue;
        auto cause = causeIn(log.shownLine(i, 2000));
        if (cause) {
            cause->line = i;
            return cause;
        }
    }
    return std::nullopt;
}

} // namespace crossyard::job
