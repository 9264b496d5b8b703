// SPDX-License-Identifier: MIT OR Apache-2.0
// The script of `crossyard cross --export=script`, run with real podman and without Crossyard: it makes, byte by byte,
// what `crossyard cross` makes.
#include "base/strings.h"
#include "integration/cross_world.h"

#include <algorithm>
#include <format>

namespace crossyard::test {
namespace {

class ExportedScript : public CrossBuild {
protected:
    void SetUp() override
    {
        CrossBuild::SetUp();
        if (IsSkipped())
            return;
        project.write("src/main.rs",
                      "fn main() { println!(\"hello from {} {}\", std::env::consts::ARCH, usize::BITS); }\n");
    }

    // Nothing that this machine says of cross and cargo.
    Environment environment(Environment more = {}) const
    {
        for (const auto &[name, value] : wholeEnvironment()) {
            if (name.starts_with("CROSS_") || name.starts_with("CARGO_") || name == "RUSTFLAGS" || name == "SYSROOT")
                more.emplace(name, std::nullopt);
        }
        more.emplace("CARGO_HOME", toUtf8(project.path() / "cargo-home"));
        return more;
    }

    process::Finished cross(Words words, const Environment &more = {}) const
    {
        words.insert(words.begin(), "cross");
        return crossyardRun(words, sharedStore(), project.path(), environment(more));
    }

    std::string exported(Words words, const Environment &more = {}) const
    {
        words.insert(words.begin(), "--export=script");
        const auto made = cross(words, more);
        EXPECT_STATUS(made, 0);
        return made.output;
    }

    // Where no program of Crossyard's is found.
    process::Finished run(const std::string &script, Environment more = {}) const
    {
        const auto file = project.write("build.sh", script);
        more["CROSSYARD_HOME"] = "/nonexistent";
        return runProgram({.program = "sh",
                           .arguments = {toUtf8(file)},
                           .directory = project.path(),
                           .environment = environment(std::move(more))});
    }

    fs::path program(const std::string &target) const { return project.path() / "target" / target / "release/small"; }

    // What cross makes and what the script makes of the same, once after the other.
    void expectTheSame(const Words &words, const std::string &target, const Environment &exporting = {},
                       const Environment &running = {}) const
    {
        EXPECT_STATUS(cross(words), 0);
        const auto ours = readFile(program(target));
        ASSERT_OK(ours);
        const auto script = exported(words, exporting);
        std::error_code error;
        fs::remove_all(project.path() / "target", error);
        EXPECT_STATUS(run(script, running), 0);
        const auto scripts = readFile(program(target));
        ASSERT_OK(scripts);
        EXPECT_TRUE(*ours == *scripts) << "the programs differ";
    }

    const Project project;
};

class WithRustup : public ExportedScript {
protected:
    void SetUp() override
    {
        ExportedScript::SetUp();
        if (IsSkipped())
            return;
        const auto rustup = findProgram("rustup");
        if (!rustup || runProgram({.program = *rustup, .arguments = {"run", "stable", "cargo", "-V"}}).exitCode != 0)
            GTEST_SKIP() << "rustup has no stable toolchain here";
        // There may be no registry to make the image from.
        EXPECT_STATUS(crossyardRun({"cross", "images", "build", hostTriple}, sharedStore()), 0);
    }
};

TEST_F(WithRustup, makesWhatCrossMakes)
{
    expectTheSame({"+stable", "build", "--release", "--target", hostTriple}, hostTriple);
}

TEST_F(WithRustup, runsAndTests)
{
    const auto ran = run(exported({"+stable", "run", "-q", "--target", hostTriple}));
    EXPECT_STATUS(ran, 0);
    EXPECT_EQ(ran.output, "hello from x86_64 64\n") << ran.errors;
    project.write("src/main.rs", "fn main() {}\n#[test] fn adds() { assert_eq!(1 + 1, 2); }\n");
    const auto tested = run(exported({"+stable", "test", "--target", hostTriple}));
    EXPECT_STATUS(tested, 0);
    EXPECT_TRUE(tested.output.contains("test result: ok. 1 passed")) << tested.output;
}

TEST_F(WithRustup, endsWithCargosStatus)
{
    project.write("src/main.rs", "fn main() { nothing() }\n");
    const auto ran = run(exported({"+stable", "build", "--target", hostTriple}));
    EXPECT_STATUS(ran, 101);
    EXPECT_FALSE(fs::exists(project.path() / "target" / hostTriple));
}

TEST_F(WithRustup, keepsTheProtectionOfThePlan)
{
    project.write("build.rs", "fn main() { println!(\"cargo:warning=wrote: {}\", std::fs::write(\"pwned\", \"\")"
                              ".is_ok()); println!(\"cargo:warning=token: {:?}\", std::env::var(\"MY_TOKEN\")); }\n");
    project.write("Cross.toml", "[build.env]\npassthrough = ['MY_TOKEN']\n");
    const auto script = exported({"+stable", "build", "--target", hostTriple}, {{"MY_TOKEN", "hush"}});
    EXPECT_FALSE(script.contains("hush"));
    const auto ran = run(script, {{"MY_TOKEN", "of the CI"}});
    EXPECT_STATUS(ran, 0);
    EXPECT_TRUE(ran.errors.contains("wrote: false")) << ran.errors;
    EXPECT_TRUE(ran.errors.contains("token: Ok(\"of the CI\")")) << ran.errors;
    EXPECT_FALSE(fs::exists(project.path() / "pwned"));
}

TEST_F(ExportedScript, printsJobsAndChangesNothing)
{
    const std::string toolchain = "+" + toUtf8(realToolchain().rustc);
    for (const auto &[form, line] : {std::pair("github", "  build:\n    runs-on: ubuntu-latest\n"),
                                     {"gitlab", "build:\n  image: rust:slim-trixie\n"}}) {
        const auto made = cross({"--export", form, "--debian", "trixie", toolchain, "build", "--target", arm64});
        EXPECT_STATUS(made, 0);
        EXPECT_TRUE(made.output.contains(line)) << made.output;
    }
    EXPECT_FALSE(fs::exists(project.path() / "target"));
    EXPECT_FALSE(fs::exists(project.path() / "Cargo.lock"));
}

TEST_F(ExportedScript, isRefusedWithTheReason)
{
    const std::string toolchain = "+" + toUtf8(realToolchain().rustc);
    EXPECT_STATUS(cross({"--export=jenkins", toolchain, "build", "--target", arm64}), 2);
    EXPECT_STATUS(cross({"--export=script", "--json", toolchain, "build", "--target", arm64}), 2);
    EXPECT_STATUS(cross({"--export=script", toolchain, "tree"}), 1);
    const auto guarded = cross({"--export=script", "--protection", "guarded", toolchain, "build", "--target", arm64});
    EXPECT_STATUS(guarded, 1);
    EXPECT_TRUE(guarded.errors.contains("cannot be exported")) << guarded.errors;
    EXPECT_TRUE(guarded.errors.contains("hint: ")) << guarded.errors;
}

TEST_F(ExportedScript, saysWhatIsMissing)
{
    const auto script = exported({"+" + toUtf8(realToolchain().rustc), "build", "--target", hostTriple});
    const auto noEngine = run(script, {{"ENGINE", "no-such-engine"}});
    EXPECT_STATUS(noEngine, 1);
    EXPECT_TRUE(noEngine.errors.contains("podman is not installed")) << noEngine.errors;
    const TempDir elsewhere;
    const auto noProject = run(script, {{"PROJECT", toUtf8(elsewhere.path())}});
    EXPECT_STATUS(noProject, 1);
    EXPECT_TRUE(noProject.errors.contains("no Cargo.toml")) << noProject.errors;
}

// The toolchain of this test is a distribution's, bundled by Crossyard; the script is given that very bundle as its
// SYSROOT, and the directories that belong to it by the user's own options.
TEST_F(ExportedScript, makesForArm64WhatCrossMakes)
{
    const Words words{"+" + toUtf8(realToolchain().rustc), "build", "--release", "--target", arm64};
    EXPECT_STATUS(cross(words), 0);
    auto shown = words;
    shown.insert(shown.begin(), "--dry-run");
    const auto plan = cross(shown);
    EXPECT_STATUS(plan, 0);
    std::string bundle, options;
    for (const auto &line : split(plan.output, '\n')) {
        const auto run = line.contains("podman run ") ? process::shellWords(line) : Result<Words>(Words());
        ASSERT_OK(run);
        for (const auto &word : *run) {
            if (word.ends_with("/bin/cargo"))
                bundle = toUtf8(fromUtf8(word).parent_path().parent_path());
        }
        for (const auto &word : *run) {
            if (word.starts_with("type=bind,") && !bundle.empty() && word.contains(std::format("dst={}/", bundle)))
                options += "--mount " + process::quoted(word) + " ";
        }
    }
    if (bundle.empty() || options.empty())
        GTEST_SKIP() << "the toolchain is used as it is";
    expectTheSame(words, arm64, {{"CROSS_CONTAINER_OPTS", options}}, {{"SYSROOT", bundle}});
}

} // namespace
} // namespace crossyard::test
