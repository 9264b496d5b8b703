// SPDX-License-Identifier: MIT OR Apache-2.0
// Builds by an engine that does not see our files: podman's service on a socket, with CROSS_REMOTE. Sources and
// programs travel by volumes.
#include "base/strings.h"
#include "integration/cross_world.h"

#include <QProcess>

#include <format>
#include <unistd.h>

namespace crossyard::test {
namespace {

/// `podman system service` for as long as this lives.
class Service {
public:
    Service()
    {
        const auto engines = crossyardRun({"cross", "engines", "--json"}, sharedStore());
        for (const auto &engine : Json::parse(engines.output, nullptr, false)) {
            if (!engine.value("works", false) || engine.value("engine", "") != "podman")
                continue;
            QStringList words;
            for (const auto &option : engine["options"])
                words << QString::fromStdString(option.get<std::string>());
            // A socket's path has at most 108 bytes.
            m_socket = fs::temp_directory_path() / std::format("crossyard-podman-{}", getpid());
            words << QStringLiteral("system") << QStringLiteral("service") << QStringLiteral("--time=0")
                  << QString::fromStdString(url());
            m_process.start(QString::fromStdString(engine["program"].get<std::string>()), words);
            m_runs = waitFor([this] { return fs::exists(m_socket); }, 20);
            return;
        }
    }
    ~Service()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(10000))
            m_process.kill();
        m_process.waitForFinished(-1);
        fs::remove(m_socket);
    }
    bool runs() const { return m_runs; }
    std::string url() const { return "unix://" + toUtf8(m_socket); }

private:
    QProcess m_process;
    fs::path m_socket;
    bool m_runs = false;
};

class RemoteBuild : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        if (findProgram("podman"))
            s_service = std::make_unique<Service>();
    }
    static void TearDownTestSuite() { s_service.reset(); }

    void SetUp() override
    {
        if (!s_service || !s_service->runs())
            GTEST_SKIP() << "podman's service cannot be run here";
        m_project.write("src/main.rs",
                        "fn main() { println!(\"{} {}\", std::env::consts::ARCH, include_str!(\"word\")); }\n"
                        "#[test] fn passes() {}\n");
        m_project.write("src/word", "one");
    }

    void TearDown() override
    {
        if (!s_service || !s_service->runs())
            return;
        volumes({"remove", toUtf8(m_project.path())});
        EXPECT_THAT(volumesOf(m_project.path()), testing::IsEmpty());
    }

    process::Finished cross(Words words, Environment environment = {}) const
    {
        environment.emplace("CROSS_REMOTE", "1");
        environment.emplace("CARGO_HOME", toUtf8(m_project.path() / "cargo-home"));
        words.insert(words.begin(), {"cross", "--url", s_service->url(), "+" + toUtf8(realToolchain().rustc)});
        return crossyardRun(words, sharedStore(), m_project.path(), environment);
    }

    static process::Finished volumes(Words words)
    {
        words.insert(words.begin(), {"cross", "volumes"});
        words.insert(words.end(), {"--url", s_service->url()});
        return crossyardRun(words, sharedStore());
    }

    static Words volumesOf(const fs::path &directory)
    {
        Words names;
        for (const auto &volume : Json::parse(volumes({"list", "--json"}).output, nullptr, false)) {
            if (isBelow(fromUtf8(volume["path"].get<std::string>()), directory))
                names.push_back(volume["name"].get<std::string>());
        }
        return names;
    }

    fs::path program() const { return m_project.path() / "target" / arm64 / "debug" / "small"; }

    Project m_project;
    static inline std::unique_ptr<Service> s_service;
};

TEST_F(RemoteBuild, runsWhatItBuiltAndFetchesIt)
{
    const auto run = cross({"run", "--target", arm64});
    EXPECT_STATUS(run, 0);
    EXPECT_EQ(run.output, "aarch64 one\n") << run.errors;
    ASSERT_OK(readFile(program()));
    EXPECT_EQ(readFile(program())->substr(18, 1), "\xb7");
    EXPECT_TRUE(isExecutable(program()));
    // The project itself came back unchanged, and no directory of cargo's came along.
    EXPECT_FALSE(fs::exists(program().parent_path() / "deps"));
    EXPECT_EQ(volumesOf(m_project.path()).size(), 2u) << "the project, and what cargo makes";
}

TEST_F(RemoteBuild, sendsWhatChangedAndRemovesWhatWent)
{
    EXPECT_STATUS(cross({"run", "--target", arm64}), 0);
    const auto again = cross({"run", "--target", arm64});
    EXPECT_STATUS(again, 0);
    EXPECT_FALSE(again.errors.contains("Sending")) << again.errors;
    EXPECT_FALSE(again.errors.contains("Compiling")) << again.errors;
    // Dated long ago, as what a version control brings may be.
    m_project.write("src/word", "two");
    fs::last_write_time(m_project.path() / "src/word", fs::file_time_type::clock::now() - std::chrono::hours(24));
    const auto changed = cross({"run", "--target", arm64});
    EXPECT_EQ(changed.output, "aarch64 two\n") << changed.errors;
    EXPECT_TRUE(changed.errors.contains("Sending 1 files")) << changed.errors;
    fs::remove(m_project.path() / "src/word");
    const auto without = cross({"build", "--target", arm64});
    EXPECT_STATUS(without, 101);
    EXPECT_TRUE(without.errors.contains("couldn't read `src/word`")) << without.errors;
}

TEST_F(RemoteBuild, fillsAVolumeAgainThatSomebodyRemoved)
{
    EXPECT_STATUS(cross({"build", "--target", arm64}), 0);
    EXPECT_STATUS(volumes({"remove", toUtf8(m_project.path())}), 0);
    EXPECT_THAT(volumesOf(m_project.path()), testing::IsEmpty());
    const auto run = cross({"run", "--target", arm64});
    EXPECT_EQ(run.output, "aarch64 one\n") << run.errors;
}

TEST_F(RemoteBuild, testsThere)
{
    const auto tested = cross({"test", "--target", arm64});
    EXPECT_STATUS(tested, 0);
    EXPECT_TRUE(tested.output.contains("test result: ok. 1 passed")) << tested.output;
}

TEST_F(RemoteBuild, leavesTheProgramsThereWhereCrossWould)
{
    EXPECT_STATUS(cross({"build", "--target", arm64}, {{"CROSS_REMOTE_SKIP_BUILD_ARTIFACTS", "1"}}), 0);
    EXPECT_FALSE(fs::exists(program()));
}

TEST_F(RemoteBuild, refusesToCatchWhatIsWrittenThere)
{
    m_project.write("Cargo.toml", readFile(m_project.path() / "Cargo.toml").value_or("") +
                                      "\n[package.metadata.crossyard.container]\nprotection = \"guarded\"\n");
    const auto refused = cross({"build", "--target", arm64});
    EXPECT_NE(refused.exitCode, 0);
    EXPECT_TRUE(refused.errors.contains("on another machine")) << refused.errors;
    EXPECT_TRUE(refused.errors.contains("--protection strict")) << refused.errors;
}

} // namespace
} // namespace crossyard::test
