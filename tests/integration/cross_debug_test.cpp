// SPDX-License-Identifier: MIT OR Apache-2.0
// `crossyard cross --debug run|test`: real podman, real emulators, and a debugger that is played by the test, in GDB's
// remote serial protocol.
#include "base/strings.h"
#include "integration/cross_world.h"

#include <arpa/inet.h>
#include <format>
#include <future>
#include <mutex>
#include <netinet/in.h>
#include <numeric>
#include <poll.h>
#include <set>
#include <sys/socket.h>
#include <unistd.h>

namespace crossyard::test {
namespace {

const std::string waits = "waiting for a debugger: ";

int freePort()
{
    return Listener().port();
}

class Gdb {
public:
    explicit Gdb(int port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        EXPECT_EQ(::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    }
    ~Gdb() { ::close(m_socket); }
    Gdb(const Gdb &) = delete;
    Gdb &operator=(const Gdb &) = delete;

    void say(const std::string &words) const
    {
        const int sum = std::accumulate(words.begin(), words.end(), 0) % 256;
        const auto packet = std::format("${}#{:02x}", words, sum);
        EXPECT_EQ(::send(m_socket, packet.data(), packet.size(), MSG_NOSIGNAL), static_cast<ssize_t>(packet.size()));
    }
    /// The next packet, acknowledged; empty where none comes any more.
    std::string hear()
    {
        while (true) {
            const auto begin = m_heard.find('$');
            const auto end = begin == std::string::npos ? begin : m_heard.find('#', begin);
            if (end != std::string::npos && end + 2 < m_heard.size()) {
                auto words = m_heard.substr(begin + 1, end - begin - 1);
                m_heard.erase(0, end + 3);
                (void)::send(m_socket, "+", 1, MSG_NOSIGNAL);
                return words;
            }
            std::array<char, 4096> buffer{};
            pollfd one{.fd = m_socket, .events = POLLIN, .revents = 0};
            const auto count = ::poll(&one, 1, 60'000) == 1 ? ::recv(m_socket, buffer.data(), buffer.size(), 0) : 0;
            if (count <= 0)
                return "";
            m_heard.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }
    std::string ask(const std::string &words)
    {
        say(words);
        return hear();
    }

private:
    int m_socket;
    std::string m_heard;
};

/// A command that runs while the test goes on.
class Running {
public:
    explicit Running(process::Command command)
        : m_result(std::async(std::launch::async, [this, command = std::move(command)] {
              process::RunOptions options{.cancel = m_cancel};
              options.onOutputLine = [this](std::string_view line) { take(m_output, line); };
              options.onErrorLine = [this](std::string_view line) { take(m_errors, line); };
              return process::run(command, options);
          }))
    {
    }
    ~Running() { m_cancel.cancel(); }

    std::string output() const { return text(m_output); }
    std::string errors() const { return text(m_errors); }
    /// Waits for the n-th program to wait; gives what is said of it.
    std::string waiting(int n = 1)
    {
        EXPECT_TRUE(waitFor([&] { return countOf(errors(), waits) >= n || hasEnded(); }, 600));
        std::string last;
        for (const auto &line : split(errors(), '\n')) {
            if (line.contains(waits) && n-- > 0)
                last = line.substr(line.find(waits) + waits.size());
        }
        EXPECT_LE(n, 0) << errors();
        return last;
    }
    Result<process::Finished> result()
    {
        return m_result.wait_for(std::chrono::minutes(2)) == std::future_status::ready
                   ? m_result.get()
                   : Result<process::Finished>(fail(ErrorCode::ToolFailed, "it does not end: " + errors()));
    }
    void cancel() const { m_cancel.cancel(); }

private:
    bool hasEnded() const { return m_result.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }
    void take(std::string &text, std::string_view line)
    {
        const std::lock_guard lock(m_mutex);
        text += std::string(line) + "\n";
    }
    std::string text(const std::string &of) const
    {
        const std::lock_guard lock(m_mutex);
        return of;
    }

    const CancelToken m_cancel;
    mutable std::mutex m_mutex;
    std::string m_output;
    std::string m_errors;
    std::future<Result<process::Finished>> m_result; // the last one: it uses the others
};

#define EXPECT_ENDS_WELL(running)                                                                                      \
    do {                                                                                                               \
        const auto cyEnded = (running).result();                                                                       \
        ASSERT_OK(cyEnded);                                                                                            \
        EXPECT_EQ(cyEnded->exitCode, 0) << (running).errors();                                                         \
    } while (false)

class CrossDebug : public CrossBuild {
protected:
    // Where sockets of this run are, and nothing else.
    process::Command debugCommand(const Words &more, const std::string &option = "") const
    {
        Words words{option.empty() ? std::format("--debug={}", port) : option};
        words.insert(words.end(), more.begin(), more.end());
        return crossCommand(project, words, {{"TMPDIR", toUtf8(temporary.path())}});
    }
    bool leftNothing() const
    {
        return std::ranges::none_of(fs::directory_iterator(temporary.path()), [](const fs::directory_entry &entry) {
            return toUtf8(entry.path().filename()).starts_with("crossyard-debug");
        });
    }
    // The program that is told of, as gdb would open it.
    static std::string machineIn(const std::string &told)
    {
        const auto words = process::shellWords(told);
        EXPECT_OK(words);
        return words && words->size() == 4 ? machineOf(fromUtf8(words->back())) : "not told: " + told;
    }
    static bool isStop(const std::string &reply) { return reply.starts_with("T05") || reply.starts_with("S05"); }

    const Project project;
    const TempDir temporary;
    const int port = freePort();
};

TEST_F(CrossDebug, waitsBeforeTheFirstInstructionOfAProcess)
{
    const Listener listener;
    project.write("src/main.rs", "use std::net::TcpStream;\nfn main() {\n"
                                 "    let address = std::env::args().nth(1).unwrap().parse().unwrap();\n"
                                 "    let second = std::time::Duration::from_secs(1);\n"
                                 "    let network = TcpStream::connect_timeout(&address, second).is_ok();\n"
                                 "    println!(\"hello from {}, network: {network}\", std::env::consts::ARCH);\n}\n");
    Running run(debugCommand({"run", "--target", arm64, "--", listener.address()}));
    const auto told = run.waiting();
    EXPECT_TRUE(told.starts_with(std::format("gdb-multiarch -ex 'target remote 127.0.0.1:{}' ", port))) << told;
    EXPECT_EQ(machineIn(told), "b7");
    Gdb gdb(port);
    EXPECT_TRUE(isStop(gdb.ask("?")));
    EXPECT_EQ(run.output(), "");
    EXPECT_EQ(gdb.ask("c"), "W00");
    EXPECT_ENDS_WELL(run);
    EXPECT_EQ(run.output(), "hello from aarch64, network: false\n");
    EXPECT_TRUE(leftNothing());
}

TEST_F(CrossDebug, waitsBeforeTheFirstInstructionOfABoard)
{
    makeFirmware(project);
    Running run(debugCommand({"run", "--release", "--target", "thumbv7m-none-eabi"}));
    EXPECT_EQ(machineIn(run.waiting()), "28");
    Gdb gdb(port);
    EXPECT_TRUE(isStop(gdb.ask("?")));
    EXPECT_FALSE((run.output() + run.errors()).contains("Hello from"));
    gdb.say("c");
    EXPECT_ENDS_WELL(run);
    EXPECT_TRUE((run.output() + run.errors()).contains("Hello from thumbv7m")) << run.output() << run.errors();
}

// Tests of documentation are started several at once.
TEST_F(CrossDebug, takesOneProgramOfATestAfterTheOther)
{
    project.write("src/lib.rs", "//! ```\n//! assert_eq!(small::two(), 2);\n//! ```\n//! ```\n"
                                "//! assert_eq!(small::two() + 1, 3);\n//! ```\n"
                                "pub fn two() -> i32 { 2 }\n#[test] fn is_two() { assert_eq!(two(), 2); }\n");
    project.write("tests/more.rs", "#[test] fn fails() { assert_eq!(small::two(), 3); }\n");
    Running run(debugCommand({"test", "--no-fail-fast", "--target", arm64}));
    std::set<std::string> programs;
    for (int n = 1; n <= 4; ++n) {
        programs.insert(run.waiting(n));
        Gdb gdb(port);
        ASSERT_TRUE(isStop(gdb.ask("?"))) << n << run.errors();
        // One thread of a test ends, or the program does.
        EXPECT_TRUE(gdb.ask("c").starts_with("W")) << n;
    }
    const auto ended = run.result();
    ASSERT_OK(ended);
    EXPECT_EQ(ended->exitCode, 101) << run.errors();
    EXPECT_TRUE(run.output().contains("test tests::is_two ... ok") || run.output().contains("test is_two ... ok"));
    EXPECT_TRUE(run.output().contains("test fails ... FAILED")) << run.output();
    EXPECT_EQ(countOf(run.output(), "test src/lib.rs"), 2) << run.output();
    EXPECT_GE(programs.size(), 3U) << "those of the documentation are not kept, and may not be named";
}

TEST_F(CrossDebug, letsADebuggerComeBeforeTheProgramIsBuilt)
{
    makeHello(project);
    EXPECT_STATUS(cross(project, {"check", "--target", arm64}), 0); // what takes long is done
    project.write("build.rs", "fn main() { std::thread::sleep(std::time::Duration::from_secs(3)); }\n");
    Running run(debugCommand({"run", "--target", arm64}));
    ASSERT_TRUE(waitFor([&] { return run.errors().contains("Compiling"); }, 600)) << run.errors();
    Gdb gdb(port);
    EXPECT_TRUE(isStop(gdb.ask("?")));
    EXPECT_EQ(gdb.ask("c"), "W00");
    EXPECT_ENDS_WELL(run);
    EXPECT_EQ(run.output(), "hello from aarch64 64\n");
}

TEST_F(CrossDebug, leavesNothingWhenItIsCancelled)
{
    makeHello(project);
    Running run(debugCommand({"run", "--target", arm64}));
    run.waiting();
    EXPECT_FALSE(leftNothing());
    run.cancel();
    const auto ended = run.result();
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, ErrorCode::Cancelled);
    EXPECT_TRUE(leftNothing());
}

TEST_F(CrossDebug, buildsNothingWhereThePortIsTaken)
{
    makeHello(project);
    const Listener other;
    const auto run = runProgram(debugCommand({"run", "--target", arm64}, std::format("--debug={}", other.port())));
    EXPECT_STATUS(run, 1);
    EXPECT_TRUE(run.errors.contains(std::format("the port {} of 127.0.0.1 is taken", other.port()))) << run.errors;
    EXPECT_TRUE(run.errors.contains("--debug=PORT")) << run.errors;
    EXPECT_FALSE(fs::exists(project.path() / "target"));
    EXPECT_TRUE(leftNothing());
}

TEST_F(CrossDebug, buildsNothingWhereNobodyCanWait)
{
    makeHello(project);
    const auto native = runProgram(debugCommand({"run"}));
    EXPECT_STATUS(native, 1);
    EXPECT_TRUE(native.errors.contains("this machine's own processor")) << native.errors;
    const auto built = runProgram(debugCommand({"build", "--target", arm64}));
    EXPECT_STATUS(built, 2);
    EXPECT_TRUE(built.errors.contains("`build` runs no program")) << built.errors;
    EXPECT_STATUS(runProgram(debugCommand({"run", "--target", arm64}, "--debug=70000")), 2);
    EXPECT_FALSE(fs::exists(project.path() / "target"));
}

TEST_F(CrossDebug, showsHow)
{
    makeHello(project);
    const auto shown = cross(project, {"--dry-run", "--debug", "run", "--target", arm64});
    EXPECT_STATUS(shown, 0);
    for (const char *line : {"127.0.0.1:1234, to qemu-aarch64-static -g /crossyard/debug/gdb.sock",
                             "(the debugger's socket)", "--network=none"})
        EXPECT_TRUE(shown.output.contains(line)) << line << "\n" << shown.output;
}

} // namespace
} // namespace crossyard::test
