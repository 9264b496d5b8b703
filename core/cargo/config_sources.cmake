# SPDX-License-Identifier: MIT OR Apache-2.0
# Cfg expressions, cargo's configuration, and what it means for a cargo command.
set(cargo_config_sources cfg.cpp config.cpp config_load.cpp config_patches.cpp config_profiles.cpp config_sections.cpp config_tables.cpp config_value.cpp
    invocation.cpp invocation_command.cpp invocation_table.cpp rustflags.cpp)
