# SPDX-License-Identifier: MIT OR Apache-2.0
# cmake -DINPUT=chips.json -DOUTPUT=chip_data.cpp -P chip_embed.cmake: the file's bytes as an array, so that the program
# carries its chips with it. An array of numbers, because compilers limit the length of string literals.
file(READ ${INPUT} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT}
    "// SPDX-License-Identifier: MIT OR Apache-2.0\n"
    "// Made from resources/chips.json.\n"
    "#include <cstddef>\n"
    "namespace crossyard::rust {\n"
    "extern const unsigned char chipData[];\n"
    "extern const std::size_t chipDataSize;\n"
    "const unsigned char chipData[] = {\n${bytes}\n};\n"
    "const std::size_t chipDataSize = sizeof chipData;\n"
    "}\n")
