// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/support.h"
#include "sysroot/sysroot_store.h"

namespace crossyard::sysroot {
namespace {

SysrootRecord record(std::string name, std::vector<build::StoredFile> files)
{
    SysrootRecord one;
    one.name = std::move(name);
    one.files = std::move(files);
    return one;
}

std::vector<std::string> names(const std::vector<SysrootRecord> &records)
{
    std::vector<std::string> all;
    for (const auto &one : records)
        all.push_back(one.name);
    return all;
}

TEST(SysrootRecords, CountSharedFilesOnce)
{
    const build::StoredFile core{"lib/rustlib/t/lib/libcore.rlib", {.size = 40}, "c"};
    const build::StoredFile alloc{"lib/rustlib/t/lib/liballoc.rlib", {.size = 10}, "a"};
    const build::StoredFile other{"lib/rustlib/u/lib/libcore.rlib", {.size = 30}, "d"};
    const std::vector<SysrootRecord> records{record("both", {core, alloc}), record("core", {core}),
                                             record("other", {other})};
    EXPECT_EQ(sizeOnDisk(records), 80U);
    EXPECT_EQ(names(beyond(records, 80)), std::vector<std::string>{});
    EXPECT_EQ(names(beyond(records, 79)), std::vector<std::string>{"other"});
    EXPECT_EQ(names(beyond(records, 50)), std::vector<std::string>{"other"});
    EXPECT_EQ(names(beyond(records, 0)), (std::vector<std::string>{"both", "core", "other"}));
}

} // namespace
} // namespace crossyard::sysroot
