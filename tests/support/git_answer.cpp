// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/git_answer.h"

namespace crossyard::test {

namespace {

constexpr std::string_view listing = "/info/refs?service=git-upload-pack";
constexpr std::string_view packing = "/git-upload-pack";

HttpAnswer answerOf(const process::Command &command, const std::string &kind, const std::string &before)
{
    const auto said = process::outputOf(command);
    if (!said)
        return {.status = 404, .body = describe(said.error())};
    return {.body = before + *said,
            .headers = {{"Content-Type", "application/x-git-upload-pack-" + kind}, {"Cache-Control", "no-cache"}}};
}

} // namespace

bool asksForPack(const HttpRequest &request)
{
    return request.method == "POST" && request.path.ends_with(packing);
}

HttpAnswer gitAnswer(const HttpRequest &request, const fs::path &directory)
{
    const auto repository = [&](std::string_view ending) {
        return toUtf8(directory / fromUtf8(request.path.substr(1, request.path.size() - ending.size() - 1)));
    };
    if (request.path.ends_with(listing))
        return answerOf({.program = "git",
                         .arguments = {"upload-pack", "--stateless-rpc", "--advertise-refs", repository(listing)}},
                        "advertisement", "001e# service=git-upload-pack\n0000");
    if (!asksForPack(request))
        return {.status = 404};
    const TempDir dir;
    const auto asked = dir.write("asked", request.body);
    return answerOf({.program = "sh",
                     .arguments = {"-c", "exec git upload-pack --stateless-rpc \"$1\" <\"$2\"", "sh",
                                   repository(packing), toUtf8(asked)}},
                    "result", {});
}

} // namespace crossyard::test
