// SPDX-License-Identifier: MIT OR Apache-2.0
#include "integration/sysroot_world.h"

#include "base/strings.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <thread>
#include <unistd.h>

namespace crossyard::test {

namespace {

// What a developer's or a CI's own settings would change.
Environment plainEnvironment(Environment environment)
{
    for (const char *name : {"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTC", "RUSTUP_TOOLCHAIN",
                             "RUSTC_BOOTSTRAP", "XARGO_RUST_SRC", "RUST_TARGET_PATH", "CARGO_TARGET_DIR"})
        environment.emplace(name, std::nullopt);
    environment.emplace("CARGO_NET_OFFLINE", "true");
    environment.emplace("CARGO_TERM_COLOR", "never");
    return environment;
}

} // namespace

fs::path sharedStore()
{
    return fromUtf8(CROSSYARD_TEST_STORE);
}

Project::Project(std::string name)
{
    write("Cargo.toml", std::format("[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n", name));
}

process::Finished Project::sysroot(const std::string &verb, const Words &more, const fs::path &store,
                                   Environment environment) const
{
    Words words{"sysroot", verb, "--toolchain", toUtf8(realToolchain().rustc)};
    words.insert(words.end(), more.begin(), more.end());
    return crossyardRun(words, store, path(), plainEnvironment(std::move(environment)));
}

process::Finished Project::cargo(const Words &words, const fs::path &store, Environment environment) const
{
    Words all{"cargo", "+" + toUtf8(realToolchain().rustc)};
    all.insert(all.end(), words.begin(), words.end());
    return crossyardRun(all, store, path(), plainEnvironment(std::move(environment)));
}

void Project::makeBare() const
{
    write("Cargo.toml", "[package]\nname = \"bare\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
                        "[lib]\ncrate-type = [\"rlib\", \"staticlib\"]\n"
                        "[profile.dev]\npanic = \"abort\"\n[profile.release]\npanic = \"abort\"\n");
    write("src/lib.rs", R"(#![no_std]
extern crate alloc;

use alloc::{string::String, vec::Vec};
use core::alloc::{GlobalAlloc, Layout};

struct Nothing;
unsafe impl GlobalAlloc for Nothing {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 { core::ptr::null_mut() }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
#[global_allocator]
static NOTHING: Nothing = Nothing;

#[no_mangle]
pub extern "C" fn count(limit: u64) -> usize {
    let words: Vec<String> = (0..limit).map(|n| alloc::format!("{:.2}", n as f64 / 3.0)).collect();
    words.iter().map(String::len).sum()
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
)");
}

process::Finished runProgram(const process::Command &command)
{
    const auto finished = process::run(command);
    EXPECT_OK(finished);
    return finished.value_or(process::Finished{.exitCode = -1, .crashed = true, .output = {}, .errors = {}});
}

void expectStatus(const process::Finished &finished, int status)
{
    EXPECT_EQ(finished.exitCode, status) << "output:\n" << finished.output << "errors:\n" << finished.errors;
}

int countOf(std::string_view text, std::string_view word)
{
    int count = 0;
    for (const auto &line : split(text, '\n'))
        count += line.find(word) != std::string::npos;
    return count;
}

fs::path builtPath(const process::Finished &finished)
{
    const auto lines = split(trim(finished.output), '\n');
    return lines.empty() ? fs::path() : fromUtf8(lines.back());
}

int stagesIn(const fs::path &store)
{
    int count = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator it(store, error), end; !error && it != end; it.increment(error))
        count += it->path().filename().string().starts_with(".stage-");
    return count;
}

std::vector<std::string> publishedIn(const fs::path &store)
{
    std::vector<std::string> names;
    for (const char *part : {"units", "sysroots"}) {
        std::error_code error;
        for (fs::recursive_directory_iterator it(store / part, error), end; !error && it != end; it.increment(error)) {
            if (it->is_regular_file(error))
                names.push_back(toUtf8(it->path().lexically_relative(store)));
        }
    }
    std::ranges::sort(names);
    return names;
}

bool waitFor(const std::function<bool()> &condition, int seconds)
{
    for (int i = 0; i < seconds * 50; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return condition();
}

std::vector<int> processesWith(const std::string &text)
{
    std::vector<int> ids;
    std::error_code error;
    for (fs::directory_iterator it("/proc", error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        int id = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), id).ec != std::errc() || id == ::getpid())
            continue;
        for (const char *file : {"cmdline", "environ"}) {
            const auto content = readFile(it->path() / file);
            if (content && content->find(text) != std::string::npos) {
                ids.push_back(id);
                break;
            }
        }
    }
    return ids;
}

} // namespace crossyard::test
