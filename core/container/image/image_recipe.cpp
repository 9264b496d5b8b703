// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/image_recipe.h"

#include "base/digest.h"
#include "base/strings.h"
#include "container/image/recipe_table.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

// Goes up when images are made differently from the same recipe.
constexpr std::string_view formOfImages = "3";
constexpr std::string_view cmakeFile = "/usr/local/share/crossyard/toolchain.cmake";

// g++ for the machine itself is left out: build scripts and proc macros that compile C++ for it are rare, and it is
// 50 MB.
const std::vector<std::string> commonPackages{"apt", "ca-certificates", "gcc", "libc6-dev", "make", "pkg-config"};

bool isTrixie(const std::string &release)
{
    return release == "trixie";
}

int ageOf(std::string_view release)
{
    const auto &releases = debianReleases();
    const auto it = std::ranges::find(releases, release, &DebianRelease::name);
    return it == releases.end() ? -1 : static_cast<int>(it - releases.begin());
}

std::string debianName(std::string_view gnu)
{
    return replaceAll(std::string(gnu), "_", "-");
}

// The names that one variable goes by: tools write a target's dot, or "_" for it.
std::vector<std::string> forTarget(const std::string &prefix, const std::string &target)
{
    const auto name = prefix + "_" + replaceAll(target, "-", "_");
    auto plain = prefix + "_" + replaceAll(replaceAll(target, "-", "_"), ".", "_");
    return name == plain ? std::vector{name} : std::vector{name, std::move(plain)};
}

class Writer {
public:
    Writer(const std::string &target, const std::string &release) : m_target(target)
    {
        m_recipe.target = target;
        m_recipe.release = release;
        m_recipe.common = commonPackages;
        m_recipe.excluded = {"/usr/bin/*-lto-dump*"};
    }

    void set(const std::string &name, const std::string &value) { m_recipe.variables[name] = value; }
    void setFor(const std::string &prefix, const std::string &value)
    {
        for (auto &name : forTarget(prefix, m_target))
            m_recipe.variables[name] = value;
    }
    void setLinker(const std::string &linker)
    {
        set(std::format("CARGO_TARGET_{}_LINKER", replaceAll(toUpper(m_target), "-", "_")), linker);
    }
    void setTools(const std::string &gnu)
    {
        m_recipe.gnuTriple = gnu;
        setFor("CC", gnu + "-gcc");
        setFor("CXX", gnu + "-g++");
        setFor("AR", gnu + "-ar");
    }
    void setCMake(std::string_view system, std::string_view processor, std::string_view more)
    {
        const auto &gnu = m_recipe.gnuTriple;
        m_recipe.files[std::string(cmakeFile)] = std::format("set(CMAKE_SYSTEM_NAME {0})\n"
                                                             "set(CMAKE_SYSTEM_PROCESSOR {1})\n"
                                                             "set(CMAKE_C_COMPILER {2}-gcc)\n"
                                                             "set(CMAKE_CXX_COMPILER {2}-g++)\n"
                                                             "set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)\n"
                                                             "{3}",
                                                             system, processor, gnu, more);
        setFor("CMAKE_TOOLCHAIN_FILE", std::string(cmakeFile));
    }
    // Of a package with many programs, one.
    void onlyOf(const std::string &all, const std::string &one)
    {
        m_recipe.excluded.push_back(all);
        m_recipe.included.push_back(one);
    }

    ImageRecipe &recipe() { return m_recipe; }

private:
    std::string m_target;
    ImageRecipe m_recipe;
};

void setEmulator(Writer &writer, const LinuxRow &row, bool isHost)
{
    auto &recipe = writer.recipe();
    if (isHost) {
        recipe.runners["native"] = {};
        recipe.runner = "native";
        return;
    }
    // Until trixie the programs that need no libraries were in a package of their own.
    const bool trixie = isTrixie(recipe.release);
    recipe.emulator = std::format("qemu-{}{}", row.emulator, trixie ? "" : "-static");
    recipe.packages.push_back(trixie ? "qemu-user" : "qemu-user-static");
    writer.onlyOf("/usr/bin/qemu-*", "/usr/bin/" + recipe.emulator);
    recipe.excluded.push_back("/usr/share/qemu-user*");
    writer.set("QEMU_LD_PREFIX", std::format("/usr/{}", row.gnu));
    recipe.runners["qemu-user"] = {recipe.emulator};
    recipe.runner = "qemu-user";
    // Through its own loader, since the image has none where the program looks for it.
    if (row.architecture == "i386")
        recipe.runners["native"] = {"/usr/i686-linux-gnu/lib/ld-linux.so.2", "--library-path",
                                    "/usr/i686-linux-gnu/lib:/usr/lib/i386-linux-gnu"};
}

// The directory of a multiarch library, which is not the prefix of the tools for i386 alone.
std::string libraryDirectory(const LinuxRow &row)
{
    return row.architecture == "i386" ? "i386-linux-gnu" : std::string(row.gnu);
}

ImageRecipe linuxRecipe(const LinuxRow &row, const std::string &target, const std::string &image,
                        const std::string &release)
{
    Writer writer(target, release);
    auto &recipe = writer.recipe();
    const bool isHost = row.processor == image;
    const std::string gnu(row.gnu);
    recipe.debianArchitecture = row.architecture;
    const auto name = debianName(gnu);
    if (isHost)
        recipe.packages = {"g++"};
    else
        recipe.packages = {"gcc-" + name, "g++-" + name, std::format("libc6-dev-{}-cross", row.architecture)};
    writer.setLinker(gnu + "-gcc");
    writer.setTools(gnu);
    writer.setCMake("Linux", row.processor, "");
    const auto libraries = libraryDirectory(row);
    const auto pkgConfig =
        std::format("/usr/lib/{}/pkgconfig:/usr/{}/lib/pkgconfig:/usr/share/pkgconfig", libraries, gnu);
    writer.set("PKG_CONFIG_ALLOW_CROSS", "1");
    writer.setFor("PKG_CONFIG_PATH", pkgConfig);
    // Nor is anything of the machine's own found.
    writer.setFor("PKG_CONFIG_LIBDIR", pkgConfig);
    if (!isHost)
        writer.setFor("BINDGEN_EXTRA_CLANG_ARGS", std::format("--sysroot=/usr/{} -idirafter/usr/include", gnu));
    setEmulator(writer, row, isHost);
    return std::move(recipe);
}

void setBareCompiler(Writer &writer, const BareRow &row)
{
    auto &recipe = writer.recipe();
    const std::string gnu(row.gnu);
    if (gnu == "aarch64-linux-gnu") {
        recipe.packages = {"gcc-aarch64-linux-gnu", "g++-aarch64-linux-gnu"};
        return;
    }
    recipe.packages = {"gcc-" + gnu};
    const auto only = [&](const std::string &directory, std::initializer_list<const char *> others) {
        for (const char *other : others)
            recipe.excluded.push_back(std::format("{}/{}", directory, other));
        if (!row.multilib.empty())
            recipe.included.push_back(std::format("{}/{}/*", directory, row.multilib));
    };
    const auto ofGcc = std::format("/usr/lib/gcc/{}/*", gnu);
    if (gnu != "arm-none-eabi") {
        only(ofGcc, {"rv*"});
        return;
    }
    recipe.packages.push_back("libnewlib-arm-none-eabi");
    only(ofGcc, {"thumb/*", "arm/*"});
    // dpkg keeps the directories that what is included needs by the part before the first "*" alone.
    only("/usr/lib/arm-none-eabi/*", {"thumb/*", "arm/*"});
}

// QEMU's machines for RISC-V were among "misc" until trixie.
std::string systemPackage(std::string_view processor, const std::string &release)
{
    if (!processor.starts_with("riscv"))
        return "qemu-system-arm";
    return isTrixie(release) ? "qemu-system-riscv" : "qemu-system-misc";
}

ImageRecipe bareRecipe(const BareRow &row, const std::string &target, const std::string &release)
{
    Writer writer(target, release);
    auto &recipe = writer.recipe();
    setBareCompiler(writer, row);
    writer.setTools(std::string(row.gnu));
    const std::string_view processor = row.target.starts_with("thumb")     ? "arm"
                                       : row.target.starts_with("riscv32") ? "riscv32"
                                       : row.target.starts_with("riscv64") ? "riscv64"
                                                                           : "aarch64";
    writer.setCMake("Generic", processor, "set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)\n");
    recipe.packages.push_back(systemPackage(processor, release));
    const auto program = std::format("qemu-system-{}", processor);
    writer.onlyOf("/usr/bin/qemu-system-*", "/usr/bin/" + program);
    auto &words = recipe.runners["qemu-system"];
    words = {program, "-machine"};
    for (auto &word : splitWhitespace(row.machine))
        words.push_back(std::move(word));
    if (processor.starts_with("riscv"))
        words.insert(words.end(), {"-bios", "none"});
    words.insert(words.end(), {"-nographic", "-semihosting-config", "enable=on,target=native", "-kernel"});
    recipe.runner = "qemu-system";
    return std::move(recipe);
}

ImageRecipe windowsRecipe(const WindowsRow &row, const std::string &target, const std::string &release)
{
    Writer writer(target, release);
    auto &recipe = writer.recipe();
    const std::string gnu(row.gnu);
    const auto name = row.target.starts_with("i686") ? "i686" : "x86-64";
    recipe.packages = {std::format("gcc-mingw-w64-{}-win32", name), std::format("g++-mingw-w64-{}-win32", name)};
    writer.setLinker(gnu + "-gcc");
    writer.setTools(gnu);
    writer.setCMake("Windows", row.target.starts_with("i686") ? "x86" : "AMD64", "");
    return std::move(recipe);
}

// The triple without its vendor, where it has one.
std::string withoutVendor(std::string_view triple)
{
    auto parts = split(triple, '-');
    if (parts.size() == 4 || (parts.size() == 3 && parts[1] == "unknown"))
        parts.erase(parts.begin() + 1);
    return join(parts, "-");
}

template <class Row> bool isLike(const Row &row, const std::string &target, const std::string &llvm)
{
    if (llvm.empty() || row.target == target)
        return row.target == target;
    if constexpr (requires { row.llvm; }) {
        if (!row.llvm.empty())
            return withoutVendor(row.llvm) == withoutVendor(llvm);
    }
    return withoutVendor(row.target) == withoutVendor(llvm);
}

template <class Rows> auto rowOf(const Rows &rows, const std::string &target, const std::string &llvm)
{
    auto it = std::ranges::find_if(rows, [&](const auto &row) { return row.target == target; });
    if (it == rows.end() && !llvm.empty())
        it = std::ranges::find_if(rows, [&](const auto &row) { return isLike(row, target, llvm); });
    return it == rows.end() ? nullptr : &*it;
}

bool isBuiltIn(const std::string &target)
{
    return std::ranges::contains(targetsWithRecipes(), target);
}

DigestBuilder digestOfCommon(const ImageRecipe &recipe, const std::string &architecture)
{
    DigestBuilder digest;
    digest.add("form", formOfImages).add("architecture", architecture).add("release", recipe.release);
    digest.add("common", recipe.common).add("never", neverUnpacked());
    return digest;
}

void addMap(DigestBuilder &digest, std::string_view label, const std::map<std::string, std::string> &map)
{
    for (const auto &[name, value] : map)
        digest.add(label, name).add("value", value);
}

std::string shortened(const DigestBuilder &digest)
{
    return digest.hex().substr(0, 12);
}

std::string commonKey(const ImageRecipe &recipe, const std::string &architecture)
{
    return shortened(digestOfCommon(recipe, architecture));
}

std::string keyOf(const ImageRecipe &recipe, const std::string &architecture)
{
    auto digest = digestOfCommon(recipe, architecture);
    digest.add("target", recipe.target).add("packages", recipe.packages);
    digest.add("excluded", recipe.excluded).add("included", recipe.included);
    addMap(digest, "file", recipe.files);
    addMap(digest, "variable", recipe.variables);
    return shortened(digest);
}

} // namespace

const std::vector<DebianRelease> &debianReleases()
{
    static const std::vector<DebianRelease> releases{{"bullseye", "2.31"}, {"bookworm", "2.36"}, {"trixie", "2.41"}};
    return releases;
}

std::string namesOfReleases()
{
    std::vector<std::string> names;
    for (const auto &release : debianReleases())
        names.push_back(std::format("{} (glibc {})", release.name, release.glibc));
    return join(names, ", ");
}

std::optional<ImageRecipe> recipeFor(const std::string &target, const std::string &llvmTarget,
                                     const std::string &imageArchitecture, const std::string &release)
{
    if (ageOf(release) < 0)
        return std::nullopt;
    const auto llvm = isBuiltIn(target) ? std::string() : llvmTarget;
    if (const auto *row = rowOf(linuxRows(), target, llvm)) {
        if (!row->since.empty() && ageOf(release) < ageOf(row->since))
            return std::nullopt;
        return linuxRecipe(*row, target, imageArchitecture, release);
    }
    if (const auto *row = rowOf(bareRows(), target, llvm))
        return bareRecipe(*row, target, release);
    if (const auto *row = rowOf(windowsRows(), target, llvm))
        return windowsRecipe(*row, target, release);
    return std::nullopt;
}

std::vector<std::string> targetsWithRecipes()
{
    std::vector<std::string> targets;
    const auto add = [&](const auto &rows) {
        for (const auto &row : rows)
            targets.emplace_back(row.target);
    };
    add(linuxRows());
    add(bareRows());
    add(windowsRows());
    std::ranges::sort(targets);
    return targets;
}

std::optional<std::string> firstReleaseFor(const std::string &target, const std::string &llvmTarget,
                                           const std::string &imageArchitecture)
{
    for (const auto &release : debianReleases()) {
        if (recipeFor(target, llvmTarget, imageArchitecture, std::string(release.name)))
            return std::string(release.name);
    }
    return std::nullopt;
}

std::string imageName(std::string_view name)
{
    std::string result;
    for (const char c : toLower(name)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const bool separates = c == '-' || c == '_' || c == '.';
        // Separators stand alone, and between others.
        if (plain || (separates && !result.empty() && std::isalnum(static_cast<unsigned char>(result.back()))))
            result += c;
    }
    while (!result.empty() && !std::isalnum(static_cast<unsigned char>(result.back())))
        result.pop_back();
    return result.empty() ? "custom" : result;
}

std::string imageReference(const ImageRecipe &recipe, const std::string &imageArchitecture)
{
    return std::format("localhost/crossyard/{}:{}-{}", imageName(recipe.target), recipe.release,
                       keyOf(recipe, imageArchitecture));
}

std::string commonReference(const ImageRecipe &recipe, const std::string &imageArchitecture)
{
    return std::format("localhost/crossyard/common:{}-{}", recipe.release, commonKey(recipe, imageArchitecture));
}

const std::vector<std::string> &neverUnpacked()
{
    static const std::vector<std::string> patterns{"/usr/share/man/*", "/usr/share/doc/*", "/usr/share/locale/*",
                                                   "/usr/share/info/*", "/usr/bin/*-lto-dump*"};
    return patterns;
}

std::map<std::string, std::string> labelsOf(const ImageRecipe &recipe, const std::string &imageArchitecture)
{
    return {{std::string(targetLabel), recipe.target},
            {std::string(releaseLabel), recipe.release},
            {std::string(recipeLabel), keyOf(recipe, imageArchitecture)}};
}

std::map<std::string, std::string> commonLabelsOf(const ImageRecipe &recipe, const std::string &imageArchitecture)
{
    return {{std::string(targetLabel), ""},
            {std::string(releaseLabel), recipe.release},
            {std::string(recipeLabel), commonKey(recipe, imageArchitecture)}};
}

} // namespace crossyard::container
