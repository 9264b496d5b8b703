# SPDX-License-Identifier: MIT OR Apache-2.0
crossyard_test(cargo_test SOURCES version_test.cpp lockfile_test.cpp manifest_test.cpp manifest_edit_test.cpp profile_test.cpp
    LINKS crossyard_cargo)
crossyard_test(resolver_test SOURCES resolver_test.cpp LINKS crossyard_cargo)
crossyard_test(registry_test SOURCES registry_test.cpp LINKS crossyard_registry crossyard_test_http)
crossyard_test(build_test SOURCES build_script_test.cpp unit_key_test.cpp execution_plan_test.cpp project_oracle_test.cpp
        lto_test.cpp artifact_names_test.cpp schedule_test.cpp script_voice_test.cpp
    LINKS crossyard_build)
crossyard_test(sysroot_test SOURCES xargo_manifest_test.cpp startup_objects_test.cpp xargo_document_test.cpp
        sysroot_records_test.cpp use_sysroot_test.cpp edited_file_test.cpp stage_picture_test.cpp
    LINKS crossyard_sysroot)
crossyard_test(job_test SOURCES diagnostic_test.cpp job_history_test.cpp job_log_test.cpp job_queue_test.cpp live_build_test.cpp
    LINKS crossyard_job)
crossyard_test(kit_test SOURCES kit_jobs_test.cpp kit_test.cpp LINKS crossyard_sysroot)
crossyard_test(activity_test SOURCES latest_words_test.cpp LINKS crossyard_activity)
crossyard_test(bootstrap_walk_test SOURCES bootstrap_walk_test.cpp crate_supply_test.cpp LINKS crossyard_bootstrap)
crossyard_test(graph_test SOURCES graph_test.cpp graph_structure_test.cpp graph_lock_test.cpp graph_view_test.cpp
    LINKS crossyard_graph nlohmann_json::nlohmann_json TIMEOUT 300)
crossyard_test(graph_layout_test SOURCES graph_layout_test.cpp graph_layout_phases_test.cpp LINKS crossyard_graph TIMEOUT 300)
crossyard_test(native_libraries_test SOURCES native_libraries_test.cpp LINKS crossyard_bootstrap)
crossyard_test(container_test SOURCES cross_config_test.cpp cross_engine_test.cpp cross_load_test.cpp cross_parts_test.cpp cross_settings_test.cpp
        cross_request_job_test.cpp debug_port_test.cpp test_results_test.cpp travel_test.cpp
        container_plan_test.cpp engine_parts_test.cpp engine_probe_test.cpp bundle_test.cpp loaded_libraries_test.cpp std_choice_test.cpp std_fetch_test.cpp
    LINKS crossyard_container nlohmann_json::nlohmann_json)
crossyard_test(image_test SOURCES image_recipe_test.cpp image_plan_test.cpp seen_images_test.cpp
    LINKS crossyard_container nlohmann_json::nlohmann_json)
if(NOT WIN32 AND NOT APPLE)
    crossyard_test(debug_relay_test SOURCES debug_relay_test.cpp LINKS crossyard_container)
endif()
crossyard_test(cross_export_test SOURCES cross_export_test.cpp LINKS crossyard_container)
