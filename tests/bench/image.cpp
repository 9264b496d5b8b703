// SPDX-License-Identifier: MIT OR Apache-2.0
// `image_bench STORE TARGET`: makes the image of the target's recipe where the engine does not have it; prints its
// reference and that of its common layer. For tests/bench/image.sh.
#include "container/image/engine_image.h"
#include "container/image/recipe_image.h"

#include <cstdio>

using namespace crossyard;

namespace {

// Limits that a container may not have everywhere; they are below any engine's own.
const std::vector<std::string> limits{"--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096"};

Result<void> make(const fs::path &store, const std::string &target)
{
    container::Engine engine{.kind = container::EngineKind::Podman,
                             .program = findProgram("podman").value_or("podman"),
                             .architecture = "x86_64"};
    engine.runOptions = limits;
    auto recipe = container::recipeFor(target, "", engine.architecture);
    if (!recipe)
        return fail(ErrorCode::NotFound, "there is no recipe for " + target);
    // Keys of its own, so that no image of the user's is touched: the same packages, one of them named twice.
    recipe->common.push_back(recipe->common.front());
    const auto environment = [](const std::string &name) { return crossyard::environment(name.c_str()); };
    CY_TRY(auto way, container::findWay(engine, environment, {}));
    if (!way.mmdebstrap)
        return fail(ErrorCode::Unsupported, way.why);
    const container::RecipeImage image{&*recipe, &engine, std::move(way), store};
    activity::Reporter reporter;
    CY_TRY(const auto there, container::inspectImage(engine, image.reference(), {}));
    if (!there)
        CY_CHECK(container::makeRecipeImage(image, reporter, 0, {}));
    std::printf("%s %s\n", image.reference().c_str(), container::commonReference(*recipe, engine.architecture).c_str());
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const auto made = make(absolutePath(fromUtf8(argv[1])), argv[2]);
    if (!made)
        std::fprintf(stderr, "%s\n", describe(made.error()).c_str());
    return made ? 0 : 1;
}
