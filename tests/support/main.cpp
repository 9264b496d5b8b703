// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/support.h"

#include <QCoreApplication>
#include <gmock/gmock.h>

#include <map>

namespace crossyard::test {

namespace {

std::map<std::string, void (*)(const fs::path &)> &roles()
{
    static std::map<std::string, void (*)(const fs::path &)> all;
    return all;
}

} // namespace

Role::Role(std::string name, void (*run)(const fs::path &argument))
{
    roles()[std::move(name)] = run;
}

} // namespace crossyard::test

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc == 4 && std::string_view(argv[1]) == "--role") {
        crossyard::test::roles().at(argv[2])(crossyard::fromUtf8(argv[3]));
        return 0;
    }
    testing::InitGoogleMock(&argc, argv);
    return RUN_ALL_TESTS();
}
