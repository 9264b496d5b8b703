// SPDX-License-Identifier: MIT OR Apache-2.0
// The whole core, no GUI, and no network: what this program loads is what the core needs.
#include "graph/readers.h"
#include "sysroot/sysroot_job.h"
#include "support/support.h"

#include <link.h>

namespace crossyard {
namespace {

TEST(Core, loadsNeitherQtGuiNorTheNetwork)
{
    // Uses of the topmost floors, so that the linker keeps all below them.
    EXPECT_TRUE(sysroot::SysrootStore("/nonexistent").list().empty());
    EXPECT_TRUE(graph::readLock({}).nodes().empty());
    std::string loaded;
    dl_iterate_phdr(
        [](dl_phdr_info *info, std::size_t, void *text) {
            *static_cast<std::string *>(text) += std::string(info->dlpi_name) + "\n";
            return 0;
        },
        &loaded);
    EXPECT_NE(loaded.find("libQt6Core"), std::string::npos) << loaded;
    for (const char *library : {"libQt6Gui", "libQt6Qml", "libQt6Quick", "libQt6Widgets", "libQt6Network", "libgit2"})
        EXPECT_EQ(loaded.find(library), std::string::npos) << loaded;
}

} // namespace
} // namespace crossyard
