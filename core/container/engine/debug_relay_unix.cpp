// SPDX-License-Identifier: MIT OR Apache-2.0
// A thread with poll(2). What is in the directory was put there by a container, and is not believed: no link is
// followed, so that a build script cannot have us speak with a socket of this machine's.
#include "container/engine/debug_relay.h"

#include "base/files.h"
#include "base/strings.h"
#include "container/engine/debug_port.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <format>
#include <mutex>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace crossyard::container {

namespace {

constexpr int lookEveryMs = 50;                // for a program
constexpr std::size_t mostPending = 64 * 1024; // bytes that one side has said and the other has not heard
constexpr std::size_t longestPath = 4096;
constexpr int mostAttempts = 10;
constexpr std::string_view prefixOfDirectories = "crossyard-debug-";

class Descriptor {
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    Descriptor(Descriptor &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    int number() const { return m_number; }
    explicit operator bool() const { return m_number >= 0; }

private:
    int m_number;
};

std::error_code lastError()
{
    return {errno, std::generic_category()};
}

// One of the two that speak with each other.
struct Side {
    Descriptor socket = Descriptor();
    std::string pending = {}; // to be written to it
    bool ended = false;       // it says no more

    explicit operator bool() const { return static_cast<bool>(socket); }

    // What it says, as far as there is room for it.
    void readInto(std::string &text)
    {
        std::array<char, 16 * 1024> buffer{};
        while (socket && !ended && text.size() < mostPending) {
            const auto count = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
            if (count > 0)
                text.append(buffer.data(), static_cast<std::size_t>(count));
            else if (count == 0 || (errno != EAGAIN && errno != EINTR))
                ended = true;
            else if (errno == EAGAIN)
                return;
        }
    }

    void write()
    {
        while (socket && !pending.empty()) {
            const auto count = ::send(socket.number(), pending.data(), pending.size(), MSG_NOSIGNAL);
            if (count > 0) {
                pending.erase(0, static_cast<std::size_t>(count));
            } else if (count < 0 && errno == EAGAIN) {
                return;
            } else if (errno != EINTR) {
                pending.clear(); // it is gone
                ended = true;
            }
        }
    }

    pollfd watched(bool hearsIt) const
    {
        const int events = (hearsIt && !ended ? POLLIN : 0) | (pending.empty() ? 0 : POLLOUT);
        return {.fd = events == 0 ? -1 : socket.number(), .events = static_cast<short>(events), .revents = 0};
    }
};

Result<Descriptor> listenOn(int port)
{
    const auto cannot = [&](const std::error_code &why) {
        if (why == std::errc::address_in_use)
            return fail(Error{ErrorCode::Io, std::format("the port {} of 127.0.0.1 is taken", port)}.withHint(
                "take another one: --debug=PORT"));
        return fail(
            Error{ErrorCode::Io, std::format("cannot listen on 127.0.0.1:{}: {}", port, why.message())}.withHint(
                "take another port: --debug=PORT"));
    };
    Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const int yes = 1; // connections of the run before may linger
    ::setsockopt(listener.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (!listener || ::bind(listener.number(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
        ::listen(listener.number(), 4) != 0)
        return cannot(lastError());
    return listener;
}

int portOf(const Descriptor &listener)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener.number(), reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

// A directory of ours, locked for as long as this lives.
struct Place {
    fs::path path;
    Descriptor lock;
};

// The lock on a directory of this user's that nobody else holds; a killed process holds none.
Descriptor lockOn(const fs::path &directory)
{
    Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat about {};
    if (!opened || ::fstat(opened.number(), &about) != 0 || about.st_uid != ::geteuid() ||
        ::flock(opened.number(), LOCK_EX | LOCK_NB) != 0)
        return Descriptor();
    return opened;
}

// What killed ones left.
void sweep(const fs::path &parent)
{
    std::error_code error;
    for (fs::directory_iterator it(parent, error), end; !error && it != end; it.increment(error)) {
        if (!toUtf8(it->path().filename()).starts_with(prefixOfDirectories))
            continue;
        if (const auto lock = lockOn(it->path()))
            (void)removeTree(it->path());
    }
}

Result<Place> makeDirectory()
{
    std::error_code error;
    const fs::path parent = fs::temp_directory_path(error);
    if (error)
        return fail(ioError("find the temporary directory", parent, error));
    sweep(parent);
    // Another one may sweep it away before it is locked.
    for (int i = 0; i < mostAttempts; ++i) {
        std::string name = toUtf8(parent / (std::string(prefixOfDirectories) + "XXXXXX"));
        if (!::mkdtemp(name.data()))
            return fail(ioError("make the directory", fromUtf8(name), lastError()));
        Place place{.path = fromUtf8(name), .lock = lockOn(fromUtf8(name))};
        if (place.lock && fs::exists(place.path, error))
            return place;
        (void)removeTree(place.path);
    }
    return fail(ErrorCode::Io, std::format("cannot lock a directory in {}", toUtf8(parent)));
}

// A connection to a socket's file; nothing where nobody listens at it (yet, or any more).
Descriptor connectTo(const fs::path &file)
{
    const Descriptor place(::open(file.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat about {};
    if (!place || ::fstat(place.number(), &about) != 0 || !S_ISSOCK(about.st_mode))
        return Descriptor();
    // By its descriptor: the file can be no other one than that which was looked at, and its path of any length.
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::format_to_n(address.sun_path, sizeof address.sun_path - 1, "/proc/self/fd/{}", place.number());
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket || ::connect(socket.number(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return Descriptor();
    return socket;
}

// The first line of a small file; nothing where it is none.
std::optional<std::string> lineIn(const fs::path &file)
{
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat about {};
    if (!opened || ::fstat(opened.number(), &about) != 0 || !S_ISREG(about.st_mode))
        return std::nullopt;
    std::string text(longestPath, '\0');
    const auto count = ::read(opened.number(), text.data(), text.size());
    text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return text.substr(0, text.find('\n'));
}

bool isSocket(const fs::path &file)
{
    struct stat about {};
    return ::lstat(file.c_str(), &about) == 0 && S_ISSOCK(about.st_mode);
}

} // namespace

class DebugRelay::Worker {
public:
    Worker(Descriptor listener, Place place, bool once)
        : m_listener(std::move(listener)), m_place(std::move(place)), m_once(once),
          m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_port(portOf(m_listener)), m_thread([this] { run(); })
    {
    }

    ~Worker()
    {
        ::eventfd_write(m_wake.number(), 1);
        m_thread.join();
        (void)removeTree(m_place.path);
    }
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    int port() const { return m_port; }
    const fs::path &directory() const { return m_place.path; }

    void onWaiting(std::function<void(const std::string &)> tell)
    {
        const std::lock_guard lock(m_mutex);
        m_tell = std::move(tell);
    }

private:
    void run()
    {
        while (true) {
            std::array<pollfd, 4> watched{
                pollfd{.fd = m_wake.number(), .events = POLLIN, .revents = 0},
                pollfd{.fd = m_listener.number(), .events = POLLIN, .revents = 0},
                m_client.watched(m_stub.pending.size() < mostPending),
                m_stub.watched(m_client.pending.size() < mostPending),
            };
            ::poll(watched.data(), watched.size(), m_stub ? -1 : lookEveryMs);
            if (watched[0].revents != 0)
                return;
            relay();
            if (watched[1].revents != 0)
                accept();
            if (!m_stub)
                look();
        }
    }

    // One that repeats itself before there is a program has given up on the answer, and would take it for that to
    // something else.
    void hearClient()
    {
        m_client.readInto(m_stub.pending);
        if (!m_stub && std::ranges::count(m_stub.pending, '$') > 1)
            m_client.ended = true;
    }

    void relay()
    {
        hearClient();
        m_stub.readInto(m_client.pending);
        m_client.write();
        if (m_stub)
            m_stub.write();
        // What was said last still arrives.
        const bool over =
            (m_client.ended && (!m_stub || m_stub.pending.empty())) || (m_stub.ended && m_client.pending.empty());
        if (!over)
            return;
        m_client = {};
        m_stub = {};
    }

    // A second debugger is turned away: its words would be the first one's.
    void accept()
    {
        Descriptor socket(::accept4(m_listener.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!socket || m_client)
            return;
        const int yes = 1; // its packets are small, and each is waited for
        ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        m_client.socket = std::move(socket);
    }

    void look()
    {
        const fs::path socket = m_place.path / debugSocketName;
        tellOf(socket);
        // One that went away meanwhile must not take the program's only connection.
        hearClient();
        if (!m_client || m_client.ended)
            return;
        m_stub.socket = connectTo(socket);
        if (!m_stub)
            return;
        std::error_code ignored;
        if (m_once)
            fs::remove(socket, ignored);
        m_stub.write();
    }

    void tellOf(const fs::path &socket)
    {
        const std::lock_guard lock(m_mutex);
        const fs::path file = m_place.path / debugProgramName;
        if (!m_tell || !isSocket(socket))
            return;
        const auto program = lineIn(file);
        if (!program)
            return;
        std::error_code ignored;
        fs::remove(file, ignored);
        m_tell(*program);
    }

    Descriptor m_listener;
    Place m_place;
    bool m_once;
    Descriptor m_wake;
    int m_port;
    Side m_client;
    Side m_stub;
    std::mutex m_mutex;
    std::function<void(const std::string &)> m_tell;
    std::thread m_thread; // the last one: it uses the others
};

bool DebugRelay::isPossible()
{
    return true;
}

Result<std::unique_ptr<DebugRelay>> DebugRelay::open(int port, bool once)
{
    CY_TRY(auto listener, listenOn(port));
    CY_TRY(auto place, makeDirectory());
    return std::unique_ptr<DebugRelay>(
        new DebugRelay(std::make_unique<Worker>(std::move(listener), std::move(place), once)));
}

DebugRelay::DebugRelay(std::unique_ptr<Worker> worker) : m_worker(std::move(worker)) {}
DebugRelay::~DebugRelay() = default;

int DebugRelay::port() const
{
    return m_worker->port();
}

const fs::path &DebugRelay::directory() const
{
    return m_worker->directory();
}

void DebugRelay::onWaiting(std::function<void(const std::string &)> tell)
{
    m_worker->onWaiting(std::move(tell));
}

} // namespace crossyard::container
