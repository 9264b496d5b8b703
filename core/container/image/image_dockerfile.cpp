// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/image_dockerfile.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"
#include "container/image/image_recipe.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

std::string shellQuoted(std::string_view text)
{
    return "'" + replaceAll(std::string(text), "'", "'\\''") + "'";
}

// A file with these lines.
std::string written(const std::vector<std::string> &lines, std::string_view file)
{
    std::string words = "printf '%s\\n'";
    for (const auto &line : lines)
        words += " \\\n      " + shellQuoted(line);
    return std::format("{} > {}", words, file);
}

std::vector<std::string> patterns(std::string_view option, const std::vector<std::string> &list)
{
    std::vector<std::string> lines;
    for (const auto &pattern : list)
        lines.push_back(std::format("{}={}", option, pattern));
    return lines;
}

std::string installed(const std::vector<std::string> &packages)
{
    return "apt-get update \\\n"
           " && apt-get install --assume-yes --no-install-recommends \\\n      " +
           join(packages, " \\\n      ") +
           " \\\n"
           " && rm -rf /var/lib/apt/lists/*";
}

std::string targetLayer(const ImageRecipe &recipe)
{
    auto lines = patterns("path-exclude", recipe.excluded);
    for (auto &line : patterns("path-include", recipe.included))
        lines.push_back(std::move(line));
    constexpr std::string_view file = "/etc/dpkg/dpkg.cfg.d/zz-crossyard-target";
    return std::format("RUN {} \\\n && {} \\\n && rm {}\n", written(lines, file), installed(recipe.packages), file);
}

std::string fileLayer(const std::string &path, const std::string &content)
{
    auto lines = split(content, '\n');
    if (!lines.empty() && lines.back().empty())
        lines.pop_back();
    return std::format("RUN mkdir -p {} \\\n && {}\n", path.substr(0, path.rfind('/')), written(lines, path));
}

// The instructions of a dockerfile, each in one line, comments left out.
std::vector<std::string> instructions(std::string_view dockerfile)
{
    std::vector<std::string> list;
    bool goesOn = false;
    for (const auto &raw : split(dockerfile, '\n')) {
        std::string line(trim(raw));
        if (line.starts_with('#') || (line.empty() && goesOn))
            continue;
        const bool more = line.ends_with('\\');
        if (more)
            line.pop_back();
        if (goesOn)
            list.back() += " " + line;
        else if (!line.empty())
            list.push_back(line);
        goesOn = more && !list.empty();
    }
    return list;
}

// What COPY and ADD read; nothing where it is more than can be told.
std::optional<std::set<std::string>> readFromContext(std::string_view dockerfile)
{
    std::set<std::string> sources;
    for (const auto &instruction : instructions(dockerfile)) {
        auto words = splitWhitespace(instruction);
        const auto verb = toUpper(words.front());
        if (verb == "RUN" && instruction.contains("--mount"))
            return std::nullopt;
        if (verb != "COPY" && verb != "ADD")
            continue;
        const auto isOption = [](const std::string &word) { return word.starts_with("--"); };
        if (std::ranges::any_of(words, [](const auto &word) { return word.starts_with("--from="); }))
            continue; // of another stage or image
        words.erase(words.begin());
        std::erase_if(words, isOption);
        if (words.empty() || instruction.find_first_of("*?[$<\"") != std::string::npos)
            return std::nullopt;
        words.pop_back();
        for (const auto &word : words) {
            if (!word.contains("://"))
                sources.insert(word);
        }
    }
    return sources;
}

Result<void> addTree(DigestBuilder &digest, const fs::path &path, const std::string &name, const fs::path &without)
{
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (path == without || path.filename() == ".git")
        return {};
    if (fs::is_symlink(status)) {
        digest.add("link", name).add("to", toUtf8(fs::read_symlink(path, error)));
    } else if (fs::is_directory(status)) {
        std::vector<fs::path> entries;
        for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error))
            entries.push_back(it->path());
        if (error)
            return fail(ioError("cannot read", path, error));
        std::ranges::sort(entries);
        digest.add("directory", name);
        for (const auto &entry : entries)
            CY_CHECK(addTree(digest, entry, name + "/" + toUtf8(entry.filename()), without));
    } else if (fs::is_regular_file(status)) {
        CY_TRY(const std::string content, digestOfFile(path));
        const bool executable = isExecutable(path);
        digest.add("file", name).add("content", content).add("executable", executable ? "yes" : "no");
    } else {
        digest.add("missing", name);
    }
    return {};
}

} // namespace

std::string dockerQuoted(std::string_view value)
{
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\' || c == '$')
            text += '\\';
        text += c;
    }
    return text + "\"";
}

std::optional<std::string> debianArchitectureFor(const std::string &target)
{
    // cross, src/lib.rs, Target::deb_arch
    struct Row {
        std::string_view target;
        std::string_view architecture;
    };
    static constexpr std::array rows{
        Row{"aarch64-unknown-linux-gnu", "arm64"},
        Row{"aarch64-unknown-linux-musl", "musl-linux-arm64"},
        Row{"x86_64-unknown-linux-gnu", "amd64"},
        Row{"x86_64-apple-darwin", "darwin-amd64"},
        Row{"x86_64-unknown-linux-musl", "musl-linux-amd64"},
        Row{"arm-unknown-linux-gnueabi", "armel"},
        Row{"arm-unknown-linux-gnueabihf", "armhf"},
        Row{"armv7-unknown-linux-gnueabi", "armel"},
        Row{"armv7-unknown-linux-gnueabihf", "armhf"},
        Row{"thumbv7neon-unknown-linux-gnueabihf", "armhf"},
        Row{"i586-unknown-linux-gnu", "i386"},
        Row{"i686-unknown-linux-gnu", "i386"},
        Row{"mips-unknown-linux-gnu", "mips"},
        Row{"mipsel-unknown-linux-gnu", "mipsel"},
        Row{"mips64-unknown-linux-gnuabi64", "mips64"},
        Row{"mips64el-unknown-linux-gnuabi64", "mips64el"},
        Row{"mips64-unknown-linux-muslabi64", "musl-linux-mips64"},
        Row{"mips64el-unknown-linux-muslabi64", "musl-linux-mips64el"},
        Row{"powerpc-unknown-linux-gnu", "powerpc"},
        Row{"powerpc64-unknown-linux-gnu", "ppc64"},
        Row{"powerpc64le-unknown-linux-gnu", "ppc64el"},
        Row{"riscv64gc-unknown-linux-gnu", "riscv64"},
        Row{"s390x-unknown-linux-gnu", "s390x"},
        Row{"sparc64-unknown-linux-gnu", "sparc64"},
        Row{"arm-unknown-linux-musleabihf", "musl-linux-armhf"},
        Row{"arm-unknown-linux-musleabi", "musl-linux-arm"},
        Row{"armv7-unknown-linux-musleabi", "musl-linux-arm"},
        Row{"armv7-unknown-linux-musleabihf", "musl-linux-armhf"},
        Row{"i586-unknown-linux-musl", "musl-linux-i386"},
        Row{"i686-unknown-linux-musl", "musl-linux-i386"},
        Row{"mips-unknown-linux-musl", "musl-linux-mips"},
        Row{"mipsel-unknown-linux-musl", "musl-linux-mipsel"},
        Row{"x86_64-unknown-dragonfly", "dragonflybsd-amd64"},
        Row{"i686-unknown-freebsd", "freebsd-i386"},
        Row{"x86_64-unknown-freebsd", "freebsd-amd64"},
        Row{"aarch64-unknown-freebsd", "freebsd-arm64"},
        Row{"x86_64-unknown-netbsd", "netbsd-amd64"},
        Row{"sparcv9-sun-solaris", "solaris-sparc"},
        Row{"x86_64-pc-solaris", "solaris-amd64"},
        Row{"thumbv6m-none-eabi", "arm"},
        Row{"thumbv7em-none-eabi", "arm"},
        Row{"thumbv7em-none-eabihf", "armhf"},
        Row{"thumbv7m-none-eabi", "arm"},
    };
    const auto it = std::ranges::find(rows, target, &Row::target);
    return it == rows.end() ? std::nullopt : std::optional(std::string(it->architecture));
}

Result<std::string> contextDigest(std::string_view dockerfile, const fs::path &context, const fs::path &without)
{
    DigestBuilder digest;
    const auto sources = readFromContext(dockerfile);
    if (!sources) {
        CY_CHECK(addTree(digest, context, ".", without));
        return digest.hex();
    }
    for (const auto &source : *sources) {
        // "/a" and "../a" are below the context as well.
        const auto below = fromUtf8(source).lexically_relative("/");
        const auto path = (context / (below.empty() ? fromUtf8(source) : below)).lexically_normal();
        CY_CHECK(addTree(digest, path, source, without));
    }
    return digest.hex();
}

bool usesBaseImage(std::string_view dockerfile)
{
    return dockerfile.contains("CROSS_BASE_IMAGE");
}

std::string preBuildDockerfile(const std::string &image, const PreBuildAction &action)
{
    if (action.kind == PreBuildAction::Kind::Script)
        return std::format("FROM {}\n"
                           "ARG CROSS_DEB_ARCH=\n"
                           "ARG CROSS_SCRIPT\n"
                           "ARG CROSS_TARGET\n"
                           "COPY {} /pre-build-script\n"
                           "RUN chmod +x /pre-build-script\n"
                           "RUN ./pre-build-script $CROSS_TARGET\n",
                           image, preBuildScript);
    return std::format("FROM {}\n"
                       "ARG CROSS_DEB_ARCH=\n"
                       "ARG CROSS_CMD\n"
                       "RUN eval \"${{CROSS_CMD}}\"\n",
                       image);
}

std::vector<std::string> unseenFailures(const PreBuildAction &action)
{
    if (action.kind != PreBuildAction::Kind::Commands)
        return {};
    std::vector<std::string> lines;
    for (const auto &line : action.lines) {
        for (const auto &part : split(line, '\n')) {
            if (const auto text = trim(part); !text.empty() && !text.starts_with('#'))
                lines.emplace_back(text);
        }
    }
    const auto stops = [](const std::string &line) {
        const auto words = splitWhitespace(line);
        return words.size() > 1 && words[0] == "set" && words[1].starts_with('-') && words[1].contains('e');
    };
    std::vector<std::string> unseen;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (stops(lines[i]))
            return unseen;
        // What goes on in the next line, or says itself what becomes of a failure, is no command by itself.
        const auto &line = lines[i];
        const bool goesOn = line.ends_with("&&") || line.ends_with("||") || line.ends_with('|') || line.ends_with('\\');
        const bool harmless =
            line.starts_with("export ") || line.starts_with("echo ") || line.contains("||") || line.contains("exit ");
        if (!goesOn && !harmless)
            unseen.push_back(line);
    }
    return unseen;
}

std::string dockerfile(const ImageRecipe &recipe)
{
    auto text = std::format("FROM debian:{}-slim\n"
                            "ENV DEBIAN_FRONTEND=noninteractive\n"
                            "RUN {} \\\n && {}\n",
                            recipe.release,
                            written(patterns("path-exclude", neverUnpacked()), "/etc/dpkg/dpkg.cfg.d/crossyard"),
                            installed(recipe.common));
    if (!recipe.packages.empty())
        text += targetLayer(recipe);
    for (const auto &[path, content] : recipe.files)
        text += fileLayer(path, content);
    for (const auto &[name, value] : recipe.variables)
        text += std::format("ENV {}={}\n", name, dockerQuoted(value));
    return text;
}

} // namespace crossyard::container
