# SPDX-License-Identifier: MIT OR Apache-2.0
crossyard_test(unit_graph_oracle_test SOURCES unit_graph_oracle_test.cpp LINKS nlohmann_json::nlohmann_json)
add_dependencies(unit_graph_oracle_test crossyard)
crossyard_test(graph_oracle_test SOURCES graph_oracle_test.cpp graph_oracle.cpp LINKS crossyard_graph nlohmann_json::nlohmann_json)
add_dependencies(graph_oracle_test crossyard)
crossyard_test(resolver_oracle_test SOURCES resolver_oracle_test.cpp LINKS crossyard_registry TIMEOUT 900)
target_compile_definitions(resolver_oracle_test PRIVATE CROSSYARD_TEST_CRATES="${CMAKE_BINARY_DIR}/debian crates")
