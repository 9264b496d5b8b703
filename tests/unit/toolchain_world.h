// SPDX-License-Identifier: MIT OR Apache-2.0
// A world for tests of toolchains: no rustup, nothing on PATH, and compilers that are small scripts. They log each
// call, so that a test can count processes.
#pragma once

#include "base/strings.h"
#include "rust/toolchain_candidate.h"
#include "support/support.h"

#include <QByteArray>

#include <algorithm>
#include <format>

namespace crossyard::rust {

inline constexpr std::string_view stableVersion = "rustc 1.80.0 (051478957 2024-07-21)\n"
                                                  "binary: rustc\n"
                                                  "commit-hash: 051478957371ee0084a7c0913941d2a8c4757bb9\n"
                                                  "commit-date: 2024-07-21\n"
                                                  "host: x86_64-unknown-linux-gnu\n"
                                                  "release: 1.80.0\n"
                                                  "LLVM version: 18.1.7\n";

// A world of its own: no rustup, nothing on PATH but what a test puts there.
class ToolchainWorld : public testing::Test {
protected:
    void SetUp() override
    {
        m_path = environment("PATH").value_or("");
        set("CROSSYARD_HOME", toUtf8(dir.path() / "store"));
        set("RUSTUP_HOME", toUtf8(dir.path() / "rustup"));
        set("PATH", toUtf8(bin()));
        fs::create_directories(bin());
        for (const char *name : {"RUSTC", "RUSTUP_TOOLCHAIN"})
            qunsetenv(name);
    }
    void TearDown() override
    {
        qputenv("PATH", QByteArray::fromStdString(m_path));
        for (const char *name : {"CROSSYARD_HOME", "RUSTUP_HOME", "RUSTC", "RUSTUP_TOOLCHAIN"})
            qunsetenv(name);
    }
    static void set(const char *name, const std::string &value) { qputenv(name, QByteArray::fromStdString(value)); }

    fs::path bin() const { return dir.path() / "bin dir" / "bin"; }
    fs::path log() const { return dir.path() / "calls"; }
    std::size_t calls() const
    {
        std::error_code ignored;
        if (!fs::exists(log(), ignored))
            return 0;
        const auto text = readFile(log());
        return text ? static_cast<std::size_t>(std::ranges::count(*text, '\n')) : 0;
    }
    static void makeExecutable(const fs::path &file)
    {
        fs::permissions(file, fs::perms::owner_all | fs::perms::group_read | fs::perms::others_read);
    }
    fs::path script(const fs::path &file, const std::string &body) const
    {
        fs::create_directories(file.parent_path());
        EXPECT_OK(writeFile(file, "#!/bin/sh\n" + body));
        makeExecutable(file);
        return file;
    }
    // A toolchain directory whose rustc and cargo answer, and log that they were asked.
    fs::path makeToolchain(const fs::path &root, const std::string &release = "1.80.0") const
    {
        const auto version = replaceAll(std::string(stableVersion), "1.80.0", release);
        script(root / "bin" / "rustc",
               std::format("echo \"$0 $*\" >> {}\ncase \"$1\" in\n-vV) printf %s {};;\n*) echo {};;\nesac\n",
                           process::quoted(toUtf8(log())), process::quoted(version), process::quoted(toUtf8(root))));
        script(root / "bin" / "cargo", std::format("echo \"$0 $*\" >> {}\necho 'cargo {} (abc 2024-07-21)'\n",
                                                   process::quoted(toUtf8(log())), release));
        fs::create_directories(root / "lib" / "rustlib" / "x86_64-unknown-linux-gnu" / "lib");
        EXPECT_OK(writeFile(root / "lib" / "rustlib" / "x86_64-unknown-linux-gnu" / "lib" / "libcore-1234.rlib", "!"));
        return root;
    }
    fs::path rustupDir(const std::string &name) const { return dir.path() / "rustup" / "toolchains" / fromUtf8(name); }
    void settings(const std::string &text) const { dir.write("rustup/settings.toml", text); }
    void proxy() const
    {
        script(bin() / "rustup", std::format("echo proxy >> {}\n", process::quoted(toUtf8(log()))));
        fs::create_symlink("rustup", bin() / "rustc");
    }
    static const Toolchain *find(const ToolchainList &list, std::string_view name)
    {
        const auto it = std::ranges::find(list.toolchains, name, &Toolchain::name);
        return it == list.toolchains.end() ? nullptr : &*it;
    }

    test::TempDir dir;

private:
    std::string m_path;
};

} // namespace crossyard::rust
