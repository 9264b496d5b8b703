// SPDX-License-Identifier: MIT OR Apache-2.0
// Directories of crates are listed once, whoever asks.
#include "bootstrap/crate_supply.h"
#include "support/support.h"

#include <format>

namespace crossyard::bootstrap {
namespace {

class Supply : public testing::Test {
protected:
    void SetUp() override
    {
        crate("early");
        input.request.vendorDirs = {dir.path() / "vendor"};
        input.crateDirs = input.request.vendorDirs;
        auto config = cargo::Config::load(
            {.directory = dir.path(), .environment = {{"CARGO_HOME", toUtf8(dir.path() / "home")}}});
        ASSERT_OK(config);
        input.config = std::move(*config);
        auto opened = CrateSupply::open(input, dir.path() / "cache");
        ASSERT_OK(opened);
        supply = *opened;
    }
    void crate(const std::string &name) const
    {
        dir.write(std::format("vendor/{}/Cargo.toml", name),
                  std::format("[package]\nname = \"{}\"\nversion = \"1.0.0\"\n", name));
        dir.write(std::format("vendor/{}/src/lib.rs", name), "");
    }
    bool finds(const std::string &name)
    {
        cargo::LockedPackage locked;
        locked.name = name;
        locked.version = cargo::Version::parse("1.0.0").value();
        locked.source = cargo::cratesIoSource;
        const auto found = supply->find(locked);
        EXPECT_OK(found);
        return found && found->has_value();
    }
    bool offers(const std::string &name)
    {
        const auto versions = supply->sources().versions(name, cargo::cratesIoSource);
        EXPECT_OK(versions);
        return versions && !versions->empty();
    }

    const test::TempDir dir;
    BootstrapInput input;
    std::shared_ptr<CrateSupply> supply;
};

TEST_F(Supply, listsADirectoryOnceWhereVersionsAreChosenFirst)
{
    EXPECT_TRUE(offers("early"));
    crate("late");
    EXPECT_TRUE(finds("early"));
    EXPECT_FALSE(finds("late")) << "it was listed again";
}

TEST_F(Supply, listsADirectoryOnceWhereALockIsFollowedFirst)
{
    EXPECT_TRUE(finds("early"));
    crate("late");
    EXPECT_TRUE(offers("early"));
    EXPECT_FALSE(offers("late")) << "it was listed again";
}

} // namespace
} // namespace crossyard::bootstrap
