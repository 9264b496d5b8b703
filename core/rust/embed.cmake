# SPDX-License-Identifier: MIT OR Apache-2.0
# cmake -DINPUT=chips.json -DNAME=chip -DOUTPUT=chip_data.cpp -P embed.cmake: the file's bytes as an array chipData, so that the
# program carries its data with it. An array of numbers, because compilers limit the length of string literals.
file(READ ${INPUT} bytes HEX)
cmake_path(GET INPUT FILENAME file)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT}
    "// SPDX-License-Identifier: MIT OR Apache-2.0\n"
    "// Made from resources/${file}.\n"
    "#include <cstddef>\n"
    "namespace crossyard::rust {\n"
    "extern const unsigned char ${NAME}Data[];\n"
    "extern const std::size_t ${NAME}DataSize;\n"
    "const unsigned char ${NAME}Data[] = {\n${bytes}\n};\n"
    "const std::size_t ${NAME}DataSize = sizeof ${NAME}Data;\n"
    "}\n")
