# SPDX-License-Identifier: MIT OR Apache-2.0
crossyard_test(cfg_test SOURCES cfg_test.cpp LINKS crossyard_cargo)
crossyard_test(config_test SOURCES config_test.cpp config_oracle_test.cpp LINKS crossyard_cargo)
crossyard_test(invocation_test SOURCES invocation_test.cpp invocation_command_test.cpp LINKS crossyard_cargo)
