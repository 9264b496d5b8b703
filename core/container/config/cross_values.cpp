// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/cross_values.h"

#include "base/strings.h"
#include "text/toml_value.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <map>

namespace crossyard::container {

std::string ImagePlatform::platform() const
{
    return os + "/" + architecture + (variant.empty() ? "" : "/" + variant);
}

std::string ImagePlatform::toText() const
{
    return platform() + "=" + triple;
}

ImagePlatform defaultPlatform()
{
    return {"linux", "amd64", {}, "x86_64-unknown-linux-gnu"};
}

namespace {

using Words = std::map<std::string, std::string, std::less<>>;

Result<std::string> lookedUp(const Words &words, std::string_view kind, std::string_view word)
{
    const auto it = words.find(word);
    if (it != words.end())
        return it->second;
    return fail(ErrorCode::BadInput, std::format("cross knows no {} `{}`", kind, word));
}

// The names that triples begin with stand beside those that engines use.
Result<std::string> architectureOf(std::string_view word)
{
    static const Words words{
        {"i386", "i386"},       {"amd64", "amd64"},       {"x86_64", "amd64"},           {"arm", "arm"},
        {"armv7", "arm"},       {"arm64", "arm64"},       {"aarch64", "arm64"},          {"mips", "mips"},
        {"mips64", "mips64"},   {"mips64le", "mips64le"}, {"mipsle", "mipsle"},          {"ppc64", "ppc64"},
        {"powerpc64", "ppc64"}, {"ppc64le", "ppc64le"},   {"riscv64", "riscv64"},        {"riscv64gc", "riscv64"},
        {"s390x", "s390x"},     {"wasm", "wasm"},         {"loongarch64", "loongarch64"}};
    return lookedUp(words, "architecture", word);
}

Result<std::string> systemOf(std::string_view word)
{
    static const Words words{{"android", "android"}, {"darwin", "darwin"},   {"macos", "darwin"},
                             {"freebsd", "freebsd"}, {"illumos", "illumos"}, {"linux", "linux"},
                             {"netbsd", "netbsd"},   {"solaris", "solaris"}, {"windows", "windows"}};
    return lookedUp(words, "operating system", word);
}

// The last part names the system, or the ABI that comes after it.
Result<std::string> systemOfTriple(std::string_view triple)
{
    const auto parts = split(triple, '-');
    if (parts.size() < 2)
        return fail(ErrorCode::BadInput, std::format("`{}` is no target triple", triple));
    static const std::vector<std::string> last{"darwin", "freebsd", "netbsd", "illumos", "solaris", "android"};
    if (std::ranges::contains(last, parts.back()))
        return parts.back();
    const auto &before = parts[parts.size() - 2];
    if (before == "linux" || before == "windows")
        return before;
    return fail(ErrorCode::BadInput, std::format("no operating system that has toolchains is in `{}`", triple));
}

Result<ImagePlatform> platformOfTriple(std::string_view triple)
{
    ImagePlatform platform{.os = {}, .architecture = {}, .variant = {}, .triple = std::string(triple)};
    CY_TRY(platform.os, systemOfTriple(triple));
    CY_TRY(platform.architecture, architectureOf(triple.substr(0, triple.find('-'))));
    if (triple.starts_with("armv7-"))
        platform.variant = "v7";
    else if (triple.starts_with("arm-"))
        platform.variant = "v6";
    return platform;
}

} // namespace

Result<ImagePlatform> parseImagePlatform(std::string_view text)
{
    if (text == "linux/amd64")
        return defaultPlatform();
    if (text == "linux/arm64" || text == "linux/arm64/v8")
        return ImagePlatform{"linux", "arm64", {}, "aarch64-unknown-linux-gnu"};
    const auto equals = text.find('=');
    if (equals == std::string_view::npos)
        return platformOfTriple(text);
    const auto parts = split(text.substr(0, equals), '/');
    const bool well = parts.size() == 2 || parts.size() == 3;
    if (!well || std::ranges::contains(parts, std::string()) || equals + 1 == text.size())
        return fail(ErrorCode::BadInput, std::format("`{}` is not of the form OS/ARCH[/VARIANT]=TRIPLE", text));
    ImagePlatform platform{.os = {},
                           .architecture = {},
                           .variant = parts.size() == 3 ? parts[2] : std::string(),
                           .triple = std::string(text.substr(equals + 1))};
    CY_TRY(platform.os, systemOf(parts[0]));
    CY_TRY(platform.architecture, architectureOf(parts[1]));
    return platform;
}

bool isShortReference(std::string_view reference)
{
    return reference.starts_with(':') || reference.starts_with('@') || reference.starts_with('-');
}

std::string fullReference(std::string_view reference, std::string_view name, Dialect dialect)
{
    if (reference.starts_with('-'))
        return ownImage(name, dialect) + std::string(reference);
    if (isShortReference(reference))
        return std::format("ghcr.io/cross-rs/{}{}", name, reference);
    return std::string(reference);
}

std::string VariableEntry::name() const
{
    return text.substr(0, text.find('='));
}

std::optional<std::string> VariableEntry::value() const
{
    const auto equals = text.find('=');
    return equals == std::string::npos ? std::nullopt : std::optional(text.substr(equals + 1));
}

std::optional<bool> strictBoolean(std::string_view text)
{
    if (text == "true" || text == "false")
        return text == "true";
    // A plus sign is a sign to cross; "+-1" is no number.
    if (text.starts_with('+') && !text.starts_with("+-"))
        text.remove_prefix(1);
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number != 0;
}

bool looseBoolean(std::string_view text)
{
    return strictBoolean(text).value_or(!text.empty());
}

std::string shown(bool value)
{
    return value ? "true" : "false";
}

std::string shown(const std::string &value)
{
    return text::tomlString(value);
}

std::string shown(const std::vector<std::string> &value)
{
    return text::tomlText(value);
}

std::string shown(const BuildStd &value)
{
    return value.crates.empty() ? shown(value.enabled) : shown(value.crates);
}

std::string shown(const PreBuild &value)
{
    return value.form == PreBuild::Form::Text ? shown(value.lines.front()) : shown(value.lines);
}

std::string shown(const Image &value)
{
    if (value.toolchains.empty())
        return shown(value.reference);
    std::vector<std::string> toolchains;
    for (const auto &platform : value.toolchains)
        toolchains.push_back(platform.toText());
    return text::tomlText(text::TomlMembers{{"name", value.reference}, {"toolchain", toolchains}});
}

std::string shown(const std::vector<VariableEntry> &value)
{
    std::vector<std::string> words;
    for (const auto &entry : value)
        words.push_back(entry.text);
    return shown(words);
}

} // namespace crossyard::container
