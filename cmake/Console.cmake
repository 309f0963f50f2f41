# The console: web/ is checked, bundled and compressed, then becomes ${DRAPE_CONSOLE_FILES}, which holds all its files.
# Runs again when a source of it changed.
find_program(NODE node REQUIRED)
set(web "${CMAKE_SOURCE_DIR}/web")
set(DRAPE_CONSOLE_FILES "${CMAKE_BINARY_DIR}/web/console_files.cpp")

if(NOT EXISTS "${web}/node_modules")
  message(FATAL_ERROR "What the console is built with is not there. Run './run setup'.")
endif()

file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${web}/src/*" "${web}/docs/*")
add_custom_command(
  OUTPUT "${DRAPE_CONSOLE_FILES}"
  COMMAND "${NODE}" "${web}/tools/build.mjs" "${CMAKE_BINARY_DIR}/web"
  DEPENDS ${sources} "${web}/index.html" "${web}/vite.config.mjs" "${web}/tsconfig.json" "${web}/package-lock.json"
          "${web}/tools/build.mjs" "${web}/tools/embed.mjs"
  COMMENT "Building the console"
  VERBATIM)
