// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/chip.h"

#include "text/json.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

using nlohmann::ordered_json;

// Made by embed.cmake.
extern const unsigned char chipData[];
extern const std::size_t chipDataSize;

namespace {

constexpr std::pair<Chip::Kind, std::string_view> kinds[] = {{Chip::Kind::Core, "core"},
                                                             {Chip::Kind::Family, "family"},
                                                             {Chip::Kind::Chip, "chip"},
                                                             {Chip::Kind::Board, "board"}};

Chip chipFrom(const ordered_json &entry)
{
    Chip chip;
    const auto kind = entry.at("kind").get<std::string>();
    bool known = false;
    for (const auto &[value, name] : kinds)
        if (name == kind) {
            chip.kind = value;
            known = true;
        }
    if (!known)
        throw std::invalid_argument("no such kind: " + kind);
    chip.name = entry.at("name").get<std::string>();
    chip.core = entry.at("core").get<std::string>();
    chip.target = entry.at("target").get<std::string>();
    chip.why = entry.at("why").get<std::string>();
    chip.notes = entry.value("notes", std::string());
    chip.aliases = entry.value("aliases", std::vector<std::string>{});
    chip.prefixes = entry.value("prefixes", std::vector<std::string>{});
    if (entry.contains("also"))
        for (const auto &other : entry["also"])
            chip.also.push_back({other.at("target").get<std::string>(), other.at("why").get<std::string>()});
    return chip;
}

} // namespace

std::string_view kindName(Chip::Kind kind)
{
    for (const auto &[value, name] : kinds)
        if (value == kind)
            return name;
    return {};
}

Result<std::vector<Chip>> parseChips(std::string_view text, const std::filesystem::path &file)
{
    CY_TRY(const auto document, text::parseJson(text, file));
    if (!document.is_object() || document.value("form", 0) != 1 || !document.contains("entries"))
        return fail(Error{ErrorCode::BadInput, "this is no list of chips of form 1"}.withPlace({file}));
    std::vector<Chip> chips;
    for (const auto &entry : document["entries"]) {
        try {
            chips.push_back(chipFrom(entry));
        } catch (const std::exception &error) {
            return fail(Error{ErrorCode::BadInput,
                              std::format("entry {} of the list of chips is wrong: {}", chips.size() + 1, error.what())}
                            .withPlace({file}));
        }
    }
    return chips;
}

const std::vector<Chip> &knownChips()
{
    // The tests read the list that is built in: it is never found wrong here.
    static const std::vector<Chip> chips =
        parseChips({reinterpret_cast<const char *>(chipData), chipDataSize}, "chips.json")
            .value_or(std::vector<Chip>{});
    return chips;
}

ordered_json toJson(const Chip &chip)
{
    ordered_json object{{"kind", kindName(chip.kind)}, {"name", chip.name},     {"aliases", chip.aliases},
                        {"core", chip.core},           {"target", chip.target}, {"why", chip.why}};
    if (!chip.notes.empty())
        object["notes"] = chip.notes;
    object["also"] = ordered_json::array();
    for (const auto &other : chip.also)
        object["also"].push_back({{"target", other.target}, {"why", other.why}});
    return object;
}

} // namespace crossyard::rust
