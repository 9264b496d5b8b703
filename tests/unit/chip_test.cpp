// SPDX-License-Identifier: MIT OR Apache-2.0
// The list of chips and boards: that it is sound, that each is found, and that what people type is understood.
#include "base/strings.h"
#include "rust/chip.h"
#include "rust/target.h"
#include "support/support.h"

#include <set>

using namespace crossyard;
using namespace crossyard::rust;

namespace {

std::string plain(std::string_view text)
{
    std::string result;
    for (const char c : toLower(text))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+')
            result += c;
    return result;
}

std::vector<std::string> targetsOf(const Chip &chip)
{
    std::vector<std::string> targets{chip.target};
    for (const auto &other : chip.also)
        targets.push_back(other.target);
    return targets;
}

std::string answerFor(std::string_view words)
{
    const auto answer = searchChips(knownChips(), words);
    return answer.matches.empty() ? std::string("nothing") : answer.matches.front().target;
}

} // namespace

TEST(Chips, ThereAreManyAndEachIsComplete)
{
    EXPECT_GE(knownChips().size(), 180U);
    for (const auto &chip : knownChips()) {
        EXPECT_FALSE(chip.name.empty());
        EXPECT_FALSE(chip.core.empty()) << chip.name;
        EXPECT_FALSE(chip.target.empty()) << chip.name;
        EXPECT_FALSE(chip.why.empty()) << chip.name;
        EXPECT_EQ(chip.why.find('\n'), std::string::npos) << chip.name;
    }
}

TEST(Chips, EveryTargetNamedExistsInRustc196)
{
    const auto list = readFile(test::dataDir() / "target" / "target-list-1.96.txt");
    ASSERT_OK(list);
    const auto names = splitWhitespace(*list);
    const std::set<std::string> known(names.begin(), names.end());
    for (const auto &chip : knownChips())
        for (const auto &target : targetsOf(chip))
            EXPECT_TRUE(known.contains(target)) << chip.name << ": " << target;
}

TEST(Chips, EveryTargetNamedExistsInTheCompilerThatIsHere)
{
    const auto rustc = fs::path("/usr/bin/rustc");
    if (!isExecutable(rustc))
        GTEST_SKIP() << "no rustc";
    const auto compiler = probeCompiler(rustc);
    ASSERT_OK(compiler);
    const auto names = builtinTargets(*compiler);
    ASSERT_OK(names);
    const std::set<std::string> known(names->begin(), names->end());
    if (!known.contains("thumbv6-none-eabi"))
        GTEST_SKIP() << "older than the list: rustc " << compiler->release;
    for (const auto &chip : knownChips())
        for (const auto &target : targetsOf(chip))
            EXPECT_TRUE(known.contains(target)) << chip.name << ": " << target;
}

TEST(Chips, NoNameOrAliasIsThereTwice)
{
    std::set<std::string> seen;
    for (const auto &chip : knownChips()) {
        EXPECT_TRUE(seen.insert(plain(chip.name)).second) << chip.name;
        for (const auto &alias : chip.aliases)
            EXPECT_TRUE(seen.insert(plain(alias)).second) << alias << " of " << chip.name;
    }
}

TEST(Chips, EveryChipIsFoundByItsOwnNameAndAliases)
{
    for (const auto &chip : knownChips()) {
        std::vector<std::string> names = chip.aliases;
        names.push_back(chip.name);
        for (const auto &name : names) {
            const auto answer = searchChips(knownChips(), name);
            ASSERT_EQ(answer.matches.size(), 1U) << name;
            EXPECT_EQ(answer.matches.front(), chip) << name;
        }
    }
}

TEST(Chips, WhatPeopleTypeIsUnderstood)
{
    const std::pair<const char *, const char *> expected[] = {
        {"STM32F411", "thumbv7em-none-eabihf"},
        {"stm32f4", "thumbv7em-none-eabihf"},
        {"STM32F411CEU6", "thumbv7em-none-eabihf"},
        {"stm32f103c8t6", "thumbv7m-none-eabi"},
        {"STM32F303VCT6", "thumbv7em-none-eabihf"},
        {"STM32L476RG", "thumbv7em-none-eabihf"},
        {"STM32G071", "thumbv6m-none-eabi"},
        {"STM32H743ZI", "thumbv7em-none-eabihf"},
        {"STM32U585", "thumbv8m.main-none-eabihf"},
        {"STM32WLE5JC", "thumbv7em-none-eabi"},
        {"STM32WB55CG", "thumbv7em-none-eabihf"},
        {"STM32WBA55", "thumbv8m.main-none-eabihf"},
        {"STM32WB09", "thumbv6m-none-eabi"},
        {"STM32L562", "thumbv8m.main-none-eabihf"},
        {"nucleo f401", "thumbv7em-none-eabihf"},
        {"Nucleo-L152RE", "thumbv7m-none-eabi"},
        {"nucleo f765", "thumbv7em-none-eabihf"},
        {"blue pill", "thumbv7m-none-eabi"},
        {"BlackPill", "thumbv7em-none-eabihf"},
        {"micro:bit", "thumbv7em-none-eabihf"},
        {"microbit v1", "thumbv6m-none-eabi"},
        {"pico", "thumbv6m-none-eabi"},
        {"Pico 2", "thumbv8m.main-none-eabihf"},
        {"rp2040", "thumbv6m-none-eabi"},
        {"RP2350", "thumbv8m.main-none-eabihf"},
        {"rp2350 risc-v", "riscv32imac-unknown-none-elf"},
        {"cortex-m33", "thumbv8m.main-none-eabihf"},
        {"Cortex M0+", "thumbv6m-none-eabi"},
        {"cortex-m4", "thumbv7em-none-eabi"},
        {"cortex-m4f", "thumbv7em-none-eabihf"},
        {"cortex-m23", "thumbv8m.base-none-eabi"},
        {"nRF52832_xxAA", "thumbv7em-none-eabihf"},
        {"nrf52810", "thumbv7em-none-eabi"},
        {"nRF9160", "thumbv8m.main-none-eabihf"},
        {"nRF5340", "thumbv8m.main-none-eabihf"},
        {"nRF5340 net", "thumbv8m.main-none-eabi"},
        {"ATSAMD51J19A", "thumbv7em-none-eabihf"},
        {"ATSAMD21G18A", "thumbv6m-none-eabi"},
        {"esp32-c3", "riscv32imc-unknown-none-elf"},
        {"ESP32C6", "riscv32imac-unknown-none-elf"},
        {"esp32", "xtensa-esp32-none-elf"},
        {"ESP32-S3-WROOM-1", "xtensa-esp32s3-none-elf"},
        {"CH32V003F4P6", "riscv32e-unknown-none-elf"},
        {"ch32v307", "riscv32imafc-unknown-none-elf"},
        {"GD32VF103CBT6", "riscv32imac-unknown-none-elf"},
        {"arduino uno", "avr-none"},
        {"ATmega328P", "avr-none"},
        {"atmega644", "avr-none"},
        {"MSP430G2553", "msp430-none-elf"},
        {"teensy 4.1", "thumbv7em-none-eabihf"},
        {"teensy 3.2", "thumbv7em-none-eabi"},
        {"Raspberry Pi 4", "aarch64-unknown-linux-gnu"},
        {"raspberry pi zero", "arm-unknown-linux-gnueabihf"},
        {"beaglebone black", "armv7-unknown-linux-gnueabihf"},
        {"gba", "thumbv4t-none-eabi"},
        {"3DS", "armv6k-nintendo-3ds"},
        {"psp", "mipsel-sony-psp"},
        {"LM3S6965", "thumbv7m-none-eabi"},
        {"CC2652R1", "thumbv7em-none-eabihf"},
        {"TM4C123GH6PM", "thumbv7em-none-eabihf"},
        {"MIMXRT1062", "thumbv7em-none-eabihf"},
        {"K210", "riscv64gc-unknown-none-elf"},
        {"TMS570LS3137", "armebv7r-none-eabihf"},
    };
    for (const auto &[words, target] : expected)
        EXPECT_EQ(answerFor(words), target) << words;
}

TEST(Chips, UnknownNamesGetTheClosestOnes)
{
    const auto misspelt = searchChips(knownChips(), "rp2o40");
    EXPECT_TRUE(misspelt.matches.empty());
    ASSERT_FALSE(misspelt.suggestions.empty());
    EXPECT_EQ(misspelt.suggestions.front(), "RP2040");
    EXPECT_TRUE(searchChips(knownChips(), "").matches.empty());
    EXPECT_TRUE(searchChips(knownChips(), "§§").matches.empty());
}

TEST(Chips, AWrongListIsToldByItsEntry)
{
    const auto noTarget =
        parseChips(R"({"form":1,"entries":[{"kind":"chip","name":"A","core":"B","why":"c"}]})", "x.json");
    ASSERT_FALSE(noTarget);
    EXPECT_THAT(noTarget.error().message, testing::HasSubstr("entry 1"));
    const auto noKind =
        parseChips(R"({"form":1,"entries":[{"kind":"x","name":"A","core":"B","target":"t","why":"c"}]})", "x.json");
    ASSERT_FALSE(noKind);
    EXPECT_FALSE(parseChips("{}", "x.json"));
    EXPECT_FALSE(parseChips("[", "x.json"));
}
