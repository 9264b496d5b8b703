// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/support.h"

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>
#include <format>
#include <thread>

namespace crossyard::test {

TempDir::TempDir()
    : m_path(fs::temp_directory_path() /
             fromUtf8(std::format("crossyard té'st {:016x}", QRandomGenerator::global()->generate64())))
{
    fs::create_directories(m_path);
}

TempDir::~TempDir()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

fs::path TempDir::write(const fs::path &relative, std::string_view content) const
{
    const fs::path file = m_path / relative;
    fs::create_directories(file.parent_path());
    EXPECT_OK(writeFile(file, content));
    return file;
}

fs::path dataDir()
{
    return CROSSYARD_TEST_DATA;
}

std::vector<fs::path> corpusFiles(const char *kind)
{
    const auto named = environmentNotEmpty("CROSSYARD_CORPUS");
    const fs::path corpus =
        named ? fromUtf8(*named) : fs::path(CROSSYARD_SOURCE_DIR).parent_path() / "shared" / "corpus";
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator it(corpus / kind, error), end; !error && it != end; it.increment(error))
        files.push_back(it->path());
    std::ranges::sort(files);
    return files;
}

bool until(const std::function<bool()> &holds)
{
    for (int i = 0; i < 500; ++i) {
        if (holds())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

void expectGolden(const std::string &actual, const fs::path &relative)
{
    const fs::path file = dataDir() / relative;
    if (environmentNotEmpty("UPDATE_GOLDEN")) {
        fs::create_directories(file.parent_path());
        EXPECT_OK(writeFile(file, actual));
        return;
    }
    const auto golden = readFile(file);
    ASSERT_OK(golden);
    EXPECT_EQ(actual, *golden) << "golden file " << relative << "; UPDATE_GOLDEN=1 accepts the new text";
}

fs::path crossyardProgram()
{
    return CROSSYARD_PROGRAM;
}

process::Finished crossyardRun(const std::vector<std::string> &words, const fs::path &store, const fs::path &directory,
                               std::map<std::string, std::optional<std::string>> environment)
{
    environment.emplace("CROSSYARD_HOME", toUtf8(store));
    const auto finished = process::run(
        {.program = CROSSYARD_PROGRAM, .arguments = words, .directory = directory, .environment = environment});
    EXPECT_OK(finished);
    return finished.value_or(process::Finished{.exitCode = -1, .crashed = true, .output = {}, .errors = {}});
}

} // namespace crossyard::test
