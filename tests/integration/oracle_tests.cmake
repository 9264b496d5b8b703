# SPDX-License-Identifier: MIT OR Apache-2.0
crossyard_test(unit_graph_oracle_test SOURCES unit_graph_oracle_test.cpp LINKS nlohmann_json::nlohmann_json)
add_dependencies(unit_graph_oracle_test crossyard)
