# What the build takes from the system (Debian packages, see tools/setup/packages.txt) and from npm.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(CURL REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(OpenCV 4.6 REQUIRED COMPONENTS core imgproc ximgproc photo calib3d shape)
find_package(Boost 1.81 REQUIRED)
pkg_check_modules(vips REQUIRED IMPORTED_TARGET vips-cpp)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)

# Debian's SOCI 4.0 ships no CMake package.
find_path(SOCI_INCLUDE soci/soci.h REQUIRED)
find_library(SOCI_CORE soci_core REQUIRED)
find_library(SOCI_SQLITE3 soci_sqlite3 REQUIRED)
add_library(soci INTERFACE)
target_include_directories(soci SYSTEM INTERFACE "${SOCI_INCLUDE}" "${SOCI_INCLUDE}/soci")
target_link_libraries(soci INTERFACE "${SOCI_SQLITE3}" "${SOCI_CORE}" PkgConfig::sqlite3)

# tl::expected, header only (std::expected is C++23).
find_path(TL_EXPECTED_INCLUDE tl/expected.hpp REQUIRED)

# OpenCV's own package gives no SYSTEM includes on every version; warnings in it are not ours.
add_library(opencv INTERFACE)
target_include_directories(opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})
target_link_libraries(opencv INTERFACE ${OpenCV_LIBS})

include(OnnxRuntime)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()
