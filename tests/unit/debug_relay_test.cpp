// SPDX-License-Identifier: MIT OR Apache-2.0
// A debugger's way to a program in a container, with a stub that is played by the test.
#include "container/engine/debug_port.h"
#include "container/engine/debug_relay.h"
#include "support/support.h"

#include <arpa/inet.h>
#include <format>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace crossyard::container {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int patienceMs = 5000;
constexpr int shortlyMs = 300; // in which what must not happen would have

/// A connection, or what takes them.
class Socket {
public:
    explicit Socket(int number = -1) : m_number(number) {}
    Socket(Socket &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Socket &operator=(Socket &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Socket() { close(); }
    void close()
    {
        if (m_number >= 0)
            ::close(std::exchange(m_number, -1));
    }
    int number() const { return m_number; }

    bool saysSomething(int withinMs = patienceMs) const
    {
        pollfd one{.fd = m_number, .events = POLLIN, .revents = 0};
        return ::poll(&one, 1, withinMs) == 1;
    }
    void say(std::string_view text) const
    {
        EXPECT_EQ(::send(m_number, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
    }
    /// That many bytes; fewer where it ends before.
    std::string hear(std::size_t count) const
    {
        std::string text(count, '\0');
        std::size_t done = 0;
        while (done < count && saysSomething()) {
            const auto got = ::recv(m_number, text.data() + done, count - done, 0);
            if (got <= 0)
                break;
            done += static_cast<std::size_t>(got);
        }
        text.resize(done);
        return text;
    }
    bool hasEnded() const
    {
        char byte = 0;
        return saysSomething() && ::recv(m_number, &byte, 1, 0) <= 0;
    }

private:
    int m_number;
};

Socket connectTo(int port)
{
    Socket socket(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    EXPECT_EQ(::connect(socket.number(), reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    return socket;
}

/// A program that waits: what the emulator's stub does.
class Stub {
public:
    explicit Stub(const fs::path &directory, const std::string &program = "/p/small")
        : m_socket(::socket(AF_UNIX, SOCK_STREAM, 0)), m_file(directory / debugSocketName)
    {
        std::error_code ignored;
        fs::remove(m_file, ignored);
        EXPECT_OK(writeFile(directory / debugProgramName, program + "\n"));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        m_file.string().copy(address.sun_path, sizeof address.sun_path - 1);
        EXPECT_EQ(::bind(m_socket.number(), reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(m_socket.number(), 1), 0);
    }
    bool isAskedFor(int withinMs = patienceMs) const { return m_socket.saysSomething(withinMs); }
    Socket take() const
    {
        EXPECT_TRUE(isAskedFor());
        return Socket(::accept(m_socket.number(), nullptr, nullptr));
    }
    const fs::path &file() const { return m_file; }

private:
    Socket m_socket;
    fs::path m_file;
};

class Relay : public testing::Test {
protected:
    explicit Relay(bool once = true)
    {
        auto opened = DebugRelay::open(0, once);
        EXPECT_OK(opened);
        relay = std::move(*opened);
        relay->onWaiting([this](const std::string &program) {
            const std::lock_guard lock(m_mutex);
            m_told.push_back(program);
        });
    }
    std::vector<std::string> told()
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }
    const fs::path &directory() const { return relay->directory(); }
    Socket debugger() const { return connectTo(relay->port()); }

    std::unique_ptr<DebugRelay> relay;

private:
    std::mutex m_mutex;
    std::vector<std::string> m_told;
};

TEST_F(Relay, carriesWhatBothSay)
{
    const Stub stub(directory());
    const auto gdb = debugger();
    gdb.say("$?#3f");
    const auto program = stub.take();
    EXPECT_EQ(program.hear(5), "$?#3f");
    program.say("+$S05#b8");
    EXPECT_EQ(gdb.hear(8), "+$S05#b8");
}

TEST_F(Relay, carriesMoreThanTheSystemHolds)
{
    const Stub stub(directory());
    const auto gdb = debugger();
    const auto program = stub.take();
    std::string much(8 * 1024 * 1024, 'x');
    much.back() = 'y';
    std::jthread talker([&] { program.say(much); });
    EXPECT_EQ(gdb.hear(much.size()), much);
}

TEST_F(Relay, letsADebuggerWaitForTheProgram)
{
    const auto gdb = debugger();
    gdb.say("$?#3f");
    EXPECT_FALSE(gdb.saysSomething(shortlyMs));
    const Stub stub(directory());
    const auto program = stub.take();
    EXPECT_EQ(program.hear(5), "$?#3f");
}

// gdb sends again what nobody answers, and does not tell the answers apart later.
TEST_F(Relay, sendsADebuggerAwayThatLosesPatience)
{
    const auto gdb = debugger();
    gdb.say("+$qSupported#37");
    EXPECT_FALSE(gdb.saysSomething(shortlyMs));
    gdb.say("$qSupported#37");
    EXPECT_TRUE(gdb.hasEnded());
    const Stub stub(directory());
    EXPECT_FALSE(stub.isAskedFor(shortlyMs));
}

// The program's stub serves one: it is not to be given to somebody who is gone.
TEST_F(Relay, forgetsADebuggerThatDoesNotWait)
{
    auto gdb = debugger();
    gdb.say("$?#3f");
    gdb.close();
    const Stub stub(directory());
    EXPECT_FALSE(stub.isAskedFor(shortlyMs));
    const auto second = debugger();
    second.say("$g#67");
    EXPECT_EQ(stub.take().hear(5), "$g#67");
}

TEST_F(Relay, turnsASecondDebuggerAway)
{
    const Stub stub(directory());
    const auto gdb = debugger();
    const auto program = stub.take();
    EXPECT_TRUE(debugger().hasEnded());
    gdb.say("+");
    EXPECT_EQ(program.hear(1), "+");
}

TEST_F(Relay, hearsTheLastWordsOfAProgram)
{
    const Stub stub(directory());
    const auto gdb = debugger();
    stub.take().say("$W00#b7");
    EXPECT_EQ(gdb.hear(7), "$W00#b7");
    EXPECT_TRUE(gdb.hasEnded());
}

TEST_F(Relay, leavesTheProgramWhenTheDebuggerDoes)
{
    const Stub stub(directory());
    auto gdb = debugger();
    const auto program = stub.take();
    gdb.say("$D#44");
    gdb.close();
    EXPECT_EQ(program.hear(5), "$D#44");
    EXPECT_TRUE(program.hasEnded());
}

TEST_F(Relay, leadsFromOneProgramToTheNext)
{
    for (const char *name : {"/p/one", "/p/two"}) {
        const Stub stub(directory(), name);
        EXPECT_TRUE(test::until([&] { return told().size() > 0 && told().back() == name; }));
        const auto gdb = debugger();
        auto program = stub.take();
        program.say("$S05#b8");
        EXPECT_EQ(gdb.hear(7), "$S05#b8");
        program.close();
        EXPECT_TRUE(gdb.hasEnded());
    }
    EXPECT_THAT(told(), ElementsAre("/p/one", "/p/two"));
}

TEST_F(Relay, tellsOfNoProgramBeforeItListens)
{
    ASSERT_OK(writeFile(directory() / debugProgramName, "/p/small\n"));
    std::this_thread::sleep_for(std::chrono::milliseconds(shortlyMs));
    EXPECT_THAT(told(), IsEmpty());
    const Stub stub(directory());
    EXPECT_TRUE(test::until([&] { return told().size() == 1; }));
}

TEST_F(Relay, tellsNobodyAnyMore)
{
    relay->onWaiting({});
    const Stub stub(directory());
    const auto gdb = debugger();
    (void)stub.take();
    EXPECT_THAT(told(), IsEmpty());
}

// What the emulator of a process leaves: it never answers at it again.
TEST_F(Relay, removesASocketThatServesOne)
{
    const Stub stub(directory());
    const auto gdb = debugger();
    const auto program = stub.take();
    EXPECT_TRUE(test::until([&] { return !fs::exists(stub.file()); }));
}

class RelayToABoard : public Relay {
protected:
    RelayToABoard() : Relay(false) {}
};

TEST_F(RelayToABoard, takesOneDebuggerAfterTheOther)
{
    const Stub stub(directory());
    for (int i = 0; i < 2; ++i) {
        auto gdb = debugger();
        const auto program = stub.take();
        gdb.say("$D#44");
        EXPECT_EQ(program.hear(5), "$D#44");
        gdb.close();
        EXPECT_TRUE(program.hasEnded());
    }
    EXPECT_EQ(told().size(), 1U);
}

// A build script may write to the directory. What it puts there is not to lead to sockets and files of this machine.
TEST_F(Relay, followsNoLink)
{
    const test::TempDir elsewhere;
    const fs::path short_ = fs::temp_directory_path() / std::format("cy-{}", ::getpid());
    fs::create_directories(short_);
    {
        const Stub secret(short_);
        fs::create_symlink(secret.file(), directory() / debugSocketName);
        fs::create_symlink(elsewhere.write("secret.txt", "hush\n"), directory() / debugProgramName);
        const auto gdb = debugger();
        EXPECT_FALSE(secret.isAskedFor(shortlyMs));
        EXPECT_THAT(told(), IsEmpty());
    }
    fs::remove_all(short_);
}

TEST_F(Relay, isForThisUserAndThisMachineAlone)
{
    struct stat about {};
    ASSERT_EQ(::stat(directory().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0700U);
    Socket socket(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1); // 127.0.0.2: on all addresses it would answer
    address.sin_port = htons(static_cast<std::uint16_t>(relay->port()));
    EXPECT_NE(::connect(socket.number(), reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
}

TEST_F(Relay, removesWhatAKilledOneLeft)
{
    const fs::path left = fs::temp_directory_path() / std::format("crossyard-debug-left{}", ::getpid());
    fs::create_directories(left);
    EXPECT_OK(writeFile(left / debugProgramName, "/p/small\n"));
    const auto second = DebugRelay::open(0, true);
    ASSERT_OK(second);
    EXPECT_FALSE(fs::exists(left));
    EXPECT_TRUE(fs::exists(directory())) << "that of one that lives";
    EXPECT_TRUE(fs::exists((*second)->directory()));
}

TEST_F(Relay, saysThatThePortIsTaken)
{
    const auto second = DebugRelay::open(relay->port(), true);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().message, std::format("the port {} of 127.0.0.1 is taken", relay->port()));
    EXPECT_THAT(second.error().hint, HasSubstr("--debug=PORT"));
}

TEST_F(Relay, leavesNothing)
{
    const fs::path made = directory();
    const int port = relay->port();
    const Stub stub(made);
    const auto gdb = debugger();
    const auto program = stub.take();
    relay.reset();
    EXPECT_FALSE(fs::exists(made));
    EXPECT_TRUE(gdb.hasEnded());
    EXPECT_TRUE(program.hasEnded());
    EXPECT_OK(DebugRelay::open(port, true));
}

} // namespace
} // namespace crossyard::container
