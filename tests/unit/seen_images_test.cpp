// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/strings.h"
#include "container/image/seen_images.h"
#include "support/support.h"

namespace crossyard::container {
namespace {

using test::TempDir;

// An engine that has one image, and counts how often it is asked.
class SeenImages : public testing::Test {
protected:
    SeenImages()
    {
        engine.program = dir.write("podman", "#!/bin/sh\necho asked >> \"${0%/*}/asked\"\n"
                                             "case $3 in\nhere) cat \"${0%/*}/answer\" ;;\n"
                                             "*) echo \"Error: $3: image not known\" >&2; exit 125 ;;\nesac\n");
        EXPECT_OK(makeExecutable(engine.program));
        engine.imageList = dir.write("images.json", "[]");
        dir.write("answer", R"([{"Id": "abc", "Architecture": "amd64", "Config": {"Env": ["PATH=/a:/b"]},
                                 "Labels": {"one": "two"}}])");
    }
    std::optional<EngineImage> ask(const std::string &reference)
    {
        auto image = seenImage(engine, reference, dir.path() / "store", {});
        EXPECT_OK(image);
        return image.value_or(std::nullopt);
    }
    std::size_t asked() const { return split(readFile(dir.path() / "asked").value_or(""), '\n').size() - 1; }

    const TempDir dir;
    Engine engine;
};

TEST_F(SeenImages, areAskedForOnce)
{
    for (int i = 0; i < 2; ++i) {
        const auto image = ask("here");
        ASSERT_TRUE(image);
        EXPECT_EQ(image->id, "sha256:abc");
        EXPECT_EQ(image->architecture, "x86_64");
        EXPECT_EQ(image->path, "/a:/b");
        EXPECT_EQ(image->labels.at("one"), "two");
    }
    EXPECT_EQ(ask("missing"), std::nullopt);
    EXPECT_EQ(ask("missing"), std::nullopt);
    EXPECT_EQ(asked(), 2U);
}

TEST_F(SeenImages, areAskedForAgainWhenTheEnginesListChanged)
{
    EXPECT_TRUE(ask("here"));
    dir.write("images.json", "[{}]");
    EXPECT_TRUE(ask("here"));
    EXPECT_EQ(asked(), 2U);
}

TEST_F(SeenImages, areAskedForEachTimeWhereNoListIsKnownAndAfterGarbage)
{
    EXPECT_TRUE(ask("here"));
    dir.write("store/containers/seen-images.json", "{\"state\": 1");
    EXPECT_TRUE(ask("here"));
    engine.imageList.clear();
    EXPECT_TRUE(ask("here"));
    EXPECT_TRUE(ask("here"));
    EXPECT_EQ(asked(), 4U);
}

} // namespace
} // namespace crossyard::container
