// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/build_script.h"
#include "support/support.h"

namespace crossyard::build {
namespace {

TEST(BuildScript, speaksTheWholeProtocol)
{
    const auto output = parseScriptOutput("noise\n"
                                          "cargo:rustc-link-lib=static=z\n"
                                          "cargo::rustc-link-search=native=/lib dir\n"
                                          "cargo:rustc-flags=-l foo -L/bar\n"
                                          "cargo::rustc-link-arg=-Tlink.x\n"
                                          "cargo:rustc-link-arg-bin=app=-s\n"
                                          "cargo:rustc-cdylib-link-arg=-v\n"
                                          "cargo:rustc-cfg=has_x\n"
                                          "cargo::rustc-check-cfg=cfg(has_x)\n"
                                          "cargo:rustc-env=A=b=c\n"
                                          "cargo:rerun-if-changed=build.rs\n"
                                          "cargo:rerun-if-env-changed=CC\n"
                                          "cargo:include=/inc\n"
                                          "cargo::metadata=root=/r\n"
                                          "cargo:warning=old\n"
                                          "cargo::error=bad\n",
                                          "p");
    ASSERT_OK(output);
    EXPECT_EQ(output->linkLibs, (std::vector<std::string>{"static=z", "foo"}));
    EXPECT_EQ(output->linkSearch, (std::vector<std::string>{"native=/lib dir", "/bar"}));
    EXPECT_EQ(output->linkArguments,
              (std::vector<LinkArgument>{{"all", "-Tlink.x"}, {"bin=app", "-s"}, {"cdylib", "-v"}}));
    EXPECT_EQ(output->cfgs, std::vector<std::string>{"has_x"});
    EXPECT_EQ(output->checkCfgs, std::vector<std::string>{"cfg(has_x)"});
    EXPECT_EQ(output->environment, (std::vector<std::pair<std::string, std::string>>{{"A", "b=c"}}));
    EXPECT_EQ(output->metadata,
              (std::vector<std::pair<std::string, std::string>>{{"include", "/inc"}, {"root", "/r"}}));
    EXPECT_EQ(output->rerunIfChanged, std::vector<std::string>{"build.rs"});
    EXPECT_EQ(output->rerunIfEnvChanged, std::vector<std::string>{"CC"});
    EXPECT_EQ(output->warnings, std::vector<std::string>{"old"});
    EXPECT_EQ(output->errors, std::vector<std::string>{"bad"});
}

TEST(BuildScript, outputCanBeWrittenAsItWasSaid)
{
    ScriptOutput output;
    output.linkSearch = {"native=/lib dir", "/bar"};
    output.linkLibs = {"static=z"};
    output.linkArguments = {{"all", "-Tlink.x"}, {"bin=app", "-s=t"}, {"bins", "-b"}, {"cdylib", "-v"}};
    output.cfgs = {"has_x", "word=\"a\""};
    output.checkCfgs = {"cfg(has_x)"};
    output.environment = {{"A", "b=c"}};
    output.metadata = {{"root", "/r=s"}};
    output.warnings = {"old"};
    const auto again = parseScriptOutput(toText(output), "p");
    ASSERT_OK(again);
    EXPECT_EQ(*again, output);
}

TEST(BuildScript, isRefusedWhatCargoRefuses)
{
    for (const char *line : {"cargo::unknown-key=1", "cargo::rustc-cfg", "cargo:rustc-flags=-O", "cargo:rustc-flags=-l",
                             "cargo:rustc-env=NOVALUE", "cargo:rustc-env=RUSTC_BOOTSTRAP=1",
                             "cargo:rustc-link-arg-bin=x", "cargo::metadata=novalue"}) {
        const auto output = parseScriptOutput(line, "pkg");
        ASSERT_FALSE(output) << line;
        EXPECT_NE(output.error().message.find("pkg"), std::string::npos);
    }
}

TEST(BuildScript, linesThatAreNoTextSayNothing)
{
    const auto output = parseScriptOutput("cargo:rustc-link-search=/a\xff\ncargo:rustc-cfg=b\n", "p");
    ASSERT_OK(output);
    EXPECT_TRUE(output->linkSearch.empty());
    EXPECT_EQ(output->cfgs, std::vector<std::string>{"b"});
}

TEST(BuildScript, outputSurvivesTheStore)
{
    const auto output = parseScriptOutput(
        "cargo:rustc-cfg=a\ncargo:rustc-link-arg-bins=-x\ncargo:k=v\ncargo:rustc-env=A=\xc3\xa9\n", "p");
    ASSERT_OK(output);
    const auto again = scriptOutputFromJson(toJson(*output));
    ASSERT_OK(again);
    EXPECT_EQ(*again, *output);
    EXPECT_FALSE(scriptOutputFromJson("{}"));
    EXPECT_FALSE(scriptOutputFromJson("garbage"));
}

} // namespace
} // namespace crossyard::build
