// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/dist_server.h"

#include "base/files.h"
#include "base/strings.h"
#include "remote/remote.h"
#include "rust/toolchain_rustup.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

// Below it lie the releases; rustup keeps the manifest of each toolchain that it has installed.
constexpr std::string_view releases = "/dist/";
constexpr std::string_view keptManifest = "lib/rustlib/multirust-channel-manifest.toml";
// A plan is looked at, so it must come soon; without the server's word it says what it does not know.
constexpr int manifestMs = 20000; // a megabyte
constexpr int sizeMs = 6000;

// A plan asks once: who waits for it can ask again.
remote::Settings within(int deadlineMs)
{
    return {.proxies = remote::proxiesOf([](const std::string &name) { return environment(name.c_str()); }),
            .deadlineMs = deadlineMs,
            .retries = 0,
            .parallel = 8};
}

Result<std::string> download(const std::string &url, const CancelToken &cancel)
{
    CY_CHECK(cancel.check());
    CY_TRY(remote::Remote * network, remote::remote());
    auto answers = network->downloader().fetch({{.url = url}}, within(manifestMs), {}, cancel);
    CY_TRY(remote::Response answer, std::move(answers.front()));
    if (answer.status == 404 || answer.status == 410)
        return fail(ErrorCode::NotFound, std::format("there is no {}", url));
    if (answer.status != 200)
        return fail(ErrorCode::Io, std::format("{} cannot be read: status {}", url, answer.status));
    return std::move(answer.body);
}

} // namespace

std::string DistServer::serverIn(std::string_view manifest)
{
    constexpr std::string_view address = "url = \"";
    const auto begin = manifest.find(address);
    if (begin == std::string_view::npos)
        return {};
    const auto url = manifest.substr(begin + address.size(), 500);
    const auto end = url.find(releases);
    return end < url.find('"') ? std::string(url.substr(0, end)) : std::string();
}

DistServer::DistServer()
{
    if (const auto server = environmentNotEmpty("RUSTUP_DIST_SERVER")) {
        m_root = *server;
    } else if (const auto root = environmentNotEmpty("RUSTUP_DIST_ROOT")) { // the older name, with the folder
        m_root = *root;
        if (m_root.ends_with("/dist"))
            m_root.resize(m_root.size() - 5);
    } else {
        std::error_code error;
        for (fs::directory_iterator it(rustupHome() / "toolchains", error), end; !error && it != end && m_root.empty();
             it.increment(error)) {
            if (const auto text = readFile(it->path() / keptManifest))
                m_root = serverIn(*text);
        }
    }
    while (m_root.ends_with('/'))
        m_root.pop_back();
}

std::string DistServer::placed(const std::string &url) const
{
    const auto at = url.find(releases);
    return at == std::string::npos ? url : m_root + url.substr(at);
}

std::string DistServer::manifestUrl(const ToolchainName &name) const
{
    return std::format("{}/dist/{}channel-rust-{}.toml", m_root, name.date.empty() ? "" : name.date + "/",
                       name.channel);
}

Result<std::shared_ptr<const DistManifest>> DistServer::manifest(const ToolchainName &name, const std::string &host,
                                                                 const CancelToken &cancel)
{
    if (m_root.empty())
        return fail(Error{ErrorCode::Io, "no toolchain of rustup's says which server it came from"}.withHint(
            "RUSTUP_DIST_SERVER names one"));
    const std::string url = manifestUrl(name);
    const std::string key = url + " " + host;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_manifests.find(key); it != m_manifests.end())
            return it->second;
    }
    auto text = download(url, cancel);
    if (!text) {
        Error error = std::move(text).error();
        if (error.code == ErrorCode::NotFound)
            return fail(Error{ErrorCode::NotFound,
                              std::format("there is no Rust release `{}` ({})",
                                          ToolchainName{name.channel, name.date, {}}.text(), error.message)}
                            .withHint(name.date.empty() ? "the server is " + m_root
                                                        : "of some days there is none; the server is " + m_root));
        if (error.code == ErrorCode::Io && error.hint.empty())
            error.hint = "look at the network, and at RUSTUP_DIST_SERVER and the proxy variables";
        return fail(std::move(error));
    }
    CY_TRY(DistManifest parsed, parseDistManifest(*text, fromUtf8(url), host));
    auto shared = std::make_shared<const DistManifest>(std::move(parsed));
    const std::lock_guard lock(m_mutex);
    m_manifests[key] = shared;
    return shared;
}

std::map<std::string, std::uintmax_t> DistServer::sizes(const std::vector<std::string> &urls, const CancelToken &cancel)
{
    std::vector<std::string> unknown;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &url : urls) {
            if (!m_sizes.contains(url))
                unknown.push_back(url);
        }
    }
    std::map<std::string, std::optional<std::uintmax_t>> found;
    std::vector<remote::Request> requests;
    for (const auto &url : unknown)
        requests.push_back({.url = placed(url), .sizeOnly = true});
    // Without the plugin no size is known, as without a network; the manifest's error says why.
    if (const auto network = remote::remote(); network && !requests.empty()) {
        const auto answers = (*network)->downloader().fetch(requests, within(sizeMs), {}, cancel);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (answers[i] && answers[i]->status == 200 && answers[i]->size > 0)
                found[unknown[i]] = answers[i]->size;
            else if (answers[i] && answers[i]->status == 404)
                found[unknown[i]] = std::nullopt;
        }
    }
    const std::lock_guard lock(m_mutex);
    m_sizes.insert(found.begin(), found.end());
    std::map<std::string, std::uintmax_t> known;
    for (const auto &url : urls) {
        if (const auto it = m_sizes.find(url); it != m_sizes.end() && it->second)
            known[url] = *it->second;
    }
    return known;
}

} // namespace crossyard::rust
