// SPDX-License-Identifier: MIT OR Apache-2.0
#include "integration/cross_world.h"

#include <format>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace crossyard::test {

namespace {

// Why nothing of this can be tried here; empty where it can.
const std::string &obstacle()
{
    static const std::string why = [] {
        if (!findProgram("podman"))
            return std::string("podman is not installed");
        const auto engines = crossyardRun({"cross", "engines", "--json"}, sharedStore());
        return engines.exitCode == 0 ? std::string() : "no container can be run here: " + engines.output;
    }();
    return why;
}

bool standsAlone(const std::string &option)
{
    return option.contains('=') || option == "--dry-run" || option == "--json" || option == "--network" ||
           option == "--debug";
}

} // namespace

void CrossBuild::SetUp()
{
    if (!obstacle().empty())
        GTEST_SKIP() << obstacle();
}

process::Command CrossBuild::crossCommand(const Project &project, Words words, Environment environment)
{
    for (const auto &[name, value] : wholeEnvironment()) {
        if (name.starts_with("CROSS_") || name.starts_with("CARGO_") || name == "RUSTFLAGS")
            environment.emplace(name, std::nullopt);
    }
    environment.emplace("CARGO_HOME", toUtf8(project.path() / "cargo-home"));
    environment.emplace("CROSSYARD_HOME", toUtf8(sharedStore()));
    std::size_t at = 0;
    while (at < words.size() && words[at].starts_with("--"))
        at += standsAlone(words[at]) ? 1 : 2;
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), "+" + toUtf8(realToolchain().rustc));
    words.insert(words.begin(), "cross");
    return {.program = crossyardProgram(),
            .arguments = std::move(words),
            .directory = project.path(),
            .environment = std::move(environment)};
}

process::Finished CrossBuild::cross(const Project &project, Words words, Environment environment)
{
    return runProgram(crossCommand(project, std::move(words), std::move(environment)));
}

void CrossBuild::makeHello(const Project &project)
{
    project.write("src/main.rs", "fn main() { println!(\"hello from {} {}\", std::env::consts::ARCH, usize::BITS); }\n"
                                 "#[test] fn adds() { assert_eq!(1 + 1, 2); }\n"
                                 "#[test] #[should_panic] fn panics() { panic!(\"as it should\"); }\n");
}

void CrossBuild::makeFirmware(const Project &project)
{
    const fs::path sample = fromUtf8(CROSSYARD_SOURCE_DIR) / "resources" / "sample";
    std::error_code error;
    fs::remove_all(project.path() / "src", error);
    fs::copy(sample, project.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing, error);
    ASSERT_FALSE(error) << error.message();
}

std::string CrossBuild::machineOf(const fs::path &program)
{
    const auto bytes = readFile(program).value_or("");
    return bytes.size() < 20 ? "no ELF" : std::format("{:02x}", static_cast<unsigned char>(bytes[18]));
}

Listener::Listener() : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size), 0);
    EXPECT_EQ(::listen(m_socket, 8), 0);
    ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
}

Listener::~Listener()
{
    ::close(m_socket);
}

std::string Listener::address() const
{
    return std::format("127.0.0.1:{}", m_port);
}

} // namespace crossyard::test
