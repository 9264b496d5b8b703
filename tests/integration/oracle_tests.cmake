# SPDX-License-Identifier: MIT OR Apache-2.0
crossyard_test(unit_graph_oracle_test SOURCES unit_graph_oracle_test.cpp LINKS nlohmann_json::nlohmann_json)
add_dependencies(unit_graph_oracle_test crossyard)
crossyard_test(graph_oracle_test SOURCES graph_oracle_test.cpp graph_oracle.cpp LINKS crossyard_graph nlohmann_json::nlohmann_json)
add_dependencies(graph_oracle_test crossyard)
crossyard_test(feature_edit_test SOURCES feature_edit_test.cpp LINKS crossyard_graph nlohmann_json::nlohmann_json)
crossyard_test(bootstrap_oracle_test SOURCES bootstrap_oracle_test.cpp bootstrap_world.cpp unit_graph_compare.cpp
    LINKS nlohmann_json::nlohmann_json TIMEOUT 120)
add_dependencies(bootstrap_oracle_test crossyard)
crossyard_test(bootstrap_command_test SOURCES bootstrap_command_test.cpp bootstrap_world.cpp
    LINKS nlohmann_json::nlohmann_json TIMEOUT 600)
add_dependencies(bootstrap_command_test crossyard)
crossyard_test(bootstrap_build_test SOURCES bootstrap_build_test.cpp bootstrap_world.cpp
    LINKS nlohmann_json::nlohmann_json TIMEOUT 600)
add_dependencies(bootstrap_build_test crossyard)
crossyard_test(bootstrap_places_test SOURCES bootstrap_places_test.cpp bootstrap_world.cpp
    LINKS nlohmann_json::nlohmann_json TIMEOUT 600)
add_dependencies(bootstrap_places_test crossyard)
crossyard_test(bootstrap_recipe_test SOURCES bootstrap_recipe_test.cpp bootstrap_world.cpp
    LINKS nlohmann_json::nlohmann_json TIMEOUT 600)
add_dependencies(bootstrap_recipe_test crossyard)
crossyard_test(bootstrap_trouble_test SOURCES bootstrap_trouble_test.cpp bootstrap_world.cpp
    LINKS crossyard_bootstrap nlohmann_json::nlohmann_json TIMEOUT 600)
add_dependencies(bootstrap_trouble_test crossyard)
crossyard_test(bootstrap_crates_test SOURCES bootstrap_crates_test.cpp crate_world.cpp bootstrap_world.cpp
    LINKS crossyard_registry crossyard_test_http nlohmann_json::nlohmann_json TIMEOUT 600)
add_dependencies(bootstrap_crates_test crossyard)
crossyard_test(bootstrap_crates_bad_luck_test SOURCES bootstrap_crates_bad_luck_test.cpp crate_world.cpp bootstrap_world.cpp
    LINKS crossyard_registry crossyard_test_http nlohmann_json::nlohmann_json TIMEOUT 600)
add_dependencies(bootstrap_crates_bad_luck_test crossyard)
crossyard_test(bootstrap_git_test SOURCES bootstrap_git_test.cpp crate_world.cpp bootstrap_world.cpp
    LINKS crossyard_registry crossyard_test_http TIMEOUT 600)
add_dependencies(bootstrap_git_test crossyard)
crossyard_test(bootstrap_network_test SOURCES bootstrap_network_test.cpp crate_world.cpp bootstrap_world.cpp
    LINKS crossyard_registry crossyard_test_http TIMEOUT 600)
add_dependencies(bootstrap_network_test crossyard)
crossyard_test(resolver_oracle_test SOURCES resolver_oracle_test.cpp LINKS crossyard_registry TIMEOUT 900)
target_compile_definitions(resolver_oracle_test PRIVATE CROSSYARD_TEST_CRATES="${CMAKE_BINARY_DIR}/debian crates")
crossyard_test(bootstrap_patches_test SOURCES bootstrap_patches_test.cpp bootstrap_world.cpp
    LINKS nlohmann_json::nlohmann_json TIMEOUT 600)
add_dependencies(bootstrap_patches_test crossyard)
crossyard_test(package_oracle_test SOURCES package_oracle_test.cpp package_oracle.cpp unit_graph_compare.cpp
    LINKS crossyard_bootstrap nlohmann_json::nlohmann_json TIMEOUT 900)
crossyard_test(bootstrap_natives_test SOURCES bootstrap_natives_test.cpp bootstrap_world.cpp
    LINKS nlohmann_json::nlohmann_json TIMEOUT 300)
add_dependencies(bootstrap_natives_test crossyard)
