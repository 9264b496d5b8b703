// SPDX-License-Identifier: MIT OR Apache-2.0
// One mount in the words of an engine.
//
// There are two forms, and neither takes every path. `-v A:B:OPTIONS` splits at colons, and docker makes a directory,
// root's, where A is missing. `--mount type=bind,src=A,dst=B` splits at commas, as a line of CSV, so that a field with
// a comma can be put into quotes; what is missing is an error. So it is `--mount`, but for what only `-v` can say:
// podman's overlay, and the label of SELinux for docker and nerdctl. nerdctl turns `--mount` into `-v` within itself.
#include "container/engine/container_plan.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

std::string Mount::path() const
{
    return inside.empty() ? toUtf8(host) : inside;
}

std::string_view modeName(Mount::Mode mode)
{
    switch (mode) {
    case Mount::Mode::ReadOnly:
        return "read-only";
    case Mount::Mode::ReadWrite:
        return "read-write";
    case Mount::Mode::Caught:
        return "caught";
    }
    return "";
}

namespace {

bool hasControl(std::string_view text)
{
    return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

Error cannotMount(const std::string &path, std::string_view why)
{
    return Error{ErrorCode::BadInput, std::format("{} cannot be mounted into a container: {}", path, why)}.withHint(
        "move or rename the directory");
}

Result<void> checkPaths(const Mount &mount)
{
    const auto host = toUtf8(mount.host);
    if (!mount.host.is_absolute())
        return fail(cannotMount(host, "the path is not absolute"));
    const auto inside = mount.path();
    if (!inside.starts_with('/') || inside.find_first_not_of('/') == std::string::npos)
        return fail(cannotMount(host, std::format("\"{}\" is no place for it inside", inside)));
    for (const auto &path : {host, inside, toUtf8(mount.upper), toUtf8(mount.work)}) {
        if (hasControl(path))
            return fail(cannotMount(path, "its name has a line break or another control character"));
    }
    return {};
}

// A field of a line of CSV (RFC 4180), as Go's encoding/csv reads it.
std::string field(std::string text)
{
    if (!text.contains(',') && !text.contains('"'))
        return text;
    return "\"" + replaceAll(std::move(text), "\"", "\"\"") + "\"";
}

// Files of the system have labels that containers may read, and are not ours to relabel.
bool isRelabelled(const Mount &mount, const Engine &engine)
{
    static const std::vector<fs::path> systems = {"/usr", "/opt", "/etc", "/nix", "/bin", "/lib", "/lib64", "/sbin"};
    return engine.selinux &&
           std::ranges::none_of(systems, [&](const fs::path &system) { return isBelow(mount.host, system); });
}

std::vector<std::string> asMount(const Mount &mount, bool relabelled)
{
    auto text = "type=bind," + field("src=" + toUtf8(mount.host)) + "," + field("dst=" + mount.path());
    if (mount.mode == Mount::Mode::ReadOnly)
        text += ",readonly";
    if (relabelled)
        text += ",relabel=shared";
    return {"--mount", text};
}

Result<std::vector<std::string>> asVolume(const Mount &mount, std::string_view options, std::string_view why)
{
    for (const auto &path : {toUtf8(mount.host), mount.path()}) {
        if (path.contains(':'))
            return fail(cannotMount(path, std::format("{}, and its name has a colon", why)));
    }
    return std::vector<std::string>{"-v", std::format("{}:{}:{}", toUtf8(mount.host), mount.path(), options)};
}

Result<std::vector<std::string>> asOverlay(const Mount &mount, const Engine &engine)
{
    if (engine.kind != EngineKind::Podman)
        return fail(Error{ErrorCode::Unsupported, std::format("{} cannot catch what is written to {}",
                                                              engineName(engine.kind), toUtf8(mount.host))}
                        .withHint("use podman, or have it mounted read-only or read-write"));
    if (!mount.upper.is_absolute() || !mount.work.is_absolute())
        return fail(cannotMount(toUtf8(mount.host), "what is written to it has no place to go"));
    // They are options of the overlay in the kernel as well, which splits at both.
    for (const auto &path : {toUtf8(mount.host), mount.path(), toUtf8(mount.upper), toUtf8(mount.work)}) {
        if (path.find_first_of(",:\\") != std::string::npos)
            return fail(cannotMount(path, "what is written to it is caught, and a name has a comma, a colon or a "
                                          "backslash"));
    }
    return asVolume(mount, std::format("O,upperdir={},workdir={}", toUtf8(mount.upper), toUtf8(mount.work)), "");
}

} // namespace

Result<std::vector<std::string>> mountWords(const Mount &mount, const Engine &engine)
{
    CY_CHECK(checkPaths(mount));
    if (!mount.volume.empty())
        return std::vector<std::string>{"--mount", std::format("type=volume,src={},{}{}", mount.volume,
                                                               field("dst=" + mount.path()),
                                                               mount.mode == Mount::Mode::ReadOnly ? ",ro" : "")};
    if (mount.mode == Mount::Mode::Caught)
        return asOverlay(mount, engine);
    const bool relabelled = isRelabelled(mount, engine);
    if (relabelled && engine.kind != EngineKind::Podman)
        return asVolume(mount, mount.mode == Mount::Mode::ReadOnly ? "ro,z" : "z",
                        std::format("{} takes labels of SELinux with -v alone", engineName(engine.kind)));
    if (engine.kind == EngineKind::Nerdctl) {
        for (const auto &path : {toUtf8(mount.host), mount.path()}) {
            if (path.contains(':'))
                return fail(cannotMount(path, "nerdctl splits it at the colon in its name"));
        }
    }
    return asMount(mount, relabelled);
}

} // namespace crossyard::container
