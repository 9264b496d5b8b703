// SPDX-License-Identifier: MIT OR Apache-2.0
// Every kind of edit at every place of many TOML texts: the document means exactly what it should afterwards, and no
// line changes that has no part in the edit. The texts are ours and, where it is there, those of a corpus of real
// files.
#include "base/strings.h"
#include "support/support.h"
#include "text/text_diff.h"
#include "text/toml_document.h"

#include <algorithm>
#include <format>
#include <iostream>

namespace crossyard::text {
namespace {

const std::vector<std::string> samples{
    "",
    "# words\n",
    "a = 1",
    "\xEF\xBB\xBF# bom\r\na = 'x' # c\r\n\r\n[t]\r\nb = [\r\n  1, # one\r\n  2\r\n]\r\nc = { d = 1, e.f = 2 }\r\n",
    R"(# Top words

title = "é \" ] } # no comment" # a comment
'literal key' = 'C:\path'
"quoted \u00e9 key" = """
multi # no comment
 = "]" \
   line """""
lines = '''
'quoted' ''''
a.b.c = 1
a.b.d = [ ]   # empty
	a . "x y" . z = { }	# tabs
dates = [1979-05-27T07:32:00Z, 1979-05-27 07:32:00, 07:32:00.5, 1979-05-27]
numbers = [ 0xFF, 1_000, -1.5e3, +inf, nan, true ]

  [ table ]   # a header's comment
  indented = 1
    deeper = [ # open
      "one", # first
      # between
      "two"  # last
      # behind
    ] # close

# of the array
[[list]]
name = "a"
[list.sub]
k = 1

[[list]] # second
name = "b"
nested = [ [1, 2], [ "x", ["y", ], ], { i = { j = [ { k = 1 }, ] } } ]
[[list.inner]]
x = 1
[[list.inner]]

[super.table.below]
x = 1
# at the end of it

# of its own

[super.other]
[super]
y = 2
)",
    R"([dependencies.core]
features = ["compiler-builtins-mem"]
stage = 0 # first
[dependencies.alloc]
[dependencies]
std = { features = ["backtrace", "panic_unwind"], default-features = false, stage = 1 }
mine = "1.0"
other.path = "../other"
other.features = [
    "a",
    "b",
]
[target.'cfg(target_os = "none")'.dependencies]
compiler_builtins = { version = "*", features = ["mem"] }
[patch.crates-io.libc]
path = "../libc"
[patch."https://example.com/x"]
y = { git = "z" })"};

struct Text {
    std::string name;
    std::string content;
};

std::vector<Text> texts()
{
    std::vector<Text> all;
    for (const auto &sample : samples)
        all.push_back({std::format("sample {}", all.size()), sample});
    const auto named = environmentNotEmpty("CROSSYARD_CORPUS");
    const fs::path corpus =
        named ? fromUtf8(*named) : fs::path(CROSSYARD_SOURCE_DIR).parent_path() / "shared" / "corpus";
    std::error_code error;
    for (fs::recursive_directory_iterator it(corpus, error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() != ".toml")
            continue;
        if (auto content = readFile(it->path()))
            all.push_back({toUtf8(it->path()), std::move(*content)});
    }
    return all;
}

// A place of a document, with the lines that it is written on where it is a value or a key.
struct Spot {
    TomlPath path;
    const toml::node *node = nullptr;
    std::optional<toml::key> key = {};
};

void collect(const toml::node &node, const TomlPath &path, std::vector<Spot> &spots)
{
    if (const auto *table = node.as_table()) {
        for (const auto &[key, value] : *table) {
            TomlPath own = path;
            own.emplace_back(key.str());
            spots.push_back({own, &value, key});
            collect(value, own, spots);
        }
    } else if (const auto *array = node.as_array()) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            TomlPath own = path;
            own.emplace_back(static_cast<int>(i));
            spots.push_back({own, array->get(i)});
            collect(*array->get(i), own, spots);
        }
    }
}

class Everywhere {
public:
    explicit Everywhere(TomlDocument document) : m_document(std::move(document))
    {
        m_old = split(m_document.bytes(), '\n');
    }

    void run()
    {
        std::vector<Spot> spots{{{}, &m_document.table()}};
        collect(m_document.table(), {}, spots);
        for (const auto &spot : spots) {
            SCOPED_TRACE(shownPath(spot.path));
            if (!spot.path.empty()) {
                setHere(spot);
                removeHere(spot);
            }
            if (spot.key)
                renameHere(spot);
            if (spot.node->is_table())
                addIn(spot);
            if (spot.node->is_array())
                editArray(spot);
        }
    }

    int done = 0;
    int refused = 0;

private:
    // Lines of the old text that are gone must be among these; counted from 1.
    void expectOnly(const TomlDocument &after, int first, int last)
    {
        const auto hunks = diffOf(m_document.bytes(), after.bytes(), 0);
        ASSERT_OK(hunks);
        for (const auto &hunk : *hunks) {
            for (const auto &line : hunk.lines) {
                // The last line of a text may get an end.
                if (line.kind == DiffLine::Kind::Removed && !line.noNewline) {
                    EXPECT_TRUE(line.oldLine >= first && line.oldLine <= last)
                        << line.oldLine << " is not in " << first << ".." << last << ": " << line.text << "\n"
                        << after.bytes();
                }
            }
        }
    }

    // The meaning is tested against a table that is changed by itself.
    void expectMeaning(const TomlDocument &after, const toml::table &expected)
    {
        const auto parsed = TomlDocument::parse(after.bytes());
        ASSERT_OK(parsed);
        EXPECT_TRUE(sameValue(parsed->table(), expected)) << after.bytes();
    }

    bool hasOwnLines(const Spot &spot) const
    {
        const auto *table = spot.node->as_table();
        const auto *array = spot.node->as_array();
        return (table && !table->is_inline()) || (array && !array->empty() && isHeaderTable(*array->get(0)));
    }
    static bool isHeaderTable(const toml::node &node) { return node.is_table() && !node.as_table()->is_inline(); }

    // The lines of the outermost array or inline table that it is in.
    std::optional<std::pair<int, int>> enclosing(const TomlPath &path) const
    {
        for (std::size_t count = 1; count <= path.size(); ++count) {
            const toml::node *node = m_document.find({path.begin(), path.begin() + static_cast<std::ptrdiff_t>(count)});
            const bool inlined = node->is_table() && node->as_table()->is_inline();
            if (inlined || (node->is_array() && !hasOwnLines({{}, node})))
                return std::pair(static_cast<int>(node->source().begin.line),
                                 static_cast<int>(node->source().end.line));
        }
        return std::nullopt;
    }

    static int firstLine(const Spot &spot)
    {
        const auto value = static_cast<int>(spot.node->source().begin.line);
        return spot.key ? std::min(value, static_cast<int>(spot.key->source().begin.line)) : value;
    }
    static int lastLine(const Spot &spot) { return static_cast<int>(spot.node->source().end.line); }

    void setHere(const Spot &spot)
    {
        const TomlValue values[] = {"new \"text\"\n", 42, true, TomlStrings{"a", "b"},
                                    TomlMembers{{"x y", 1}, {"z", TomlStrings{}}}};
        for (const auto &value : values) {
            const auto after = m_document.set(spot.path, value);
            if (hasOwnLines(spot)) {
                EXPECT_FALSE(after) << after->bytes();
                ++refused;
                continue;
            }
            ASSERT_OK(after);
            ++done;
            toml::table expected = m_document.table();
            ASSERT_TRUE(assign(expected, spot.path, value));
            expectMeaning(*after, expected);
            expectOnly(*after, static_cast<int>(spot.node->source().begin.line), lastLine(spot));
        }
    }

    void removeHere(const Spot &spot)
    {
        const auto after = m_document.remove(spot.path);
        ASSERT_OK(after);
        ++done;
        EXPECT_TRUE(!spot.path.back().isKey() || !after->find(spot.path));
        if (const auto lines = enclosing(spot.path); lines && hasOwnLines(spot)) {
            expectOnly(*after, lines->first, lines->second);
        } else if (hasOwnLines(spot)) {
            // A header's table goes with all its lines: what is left stands in the old text, in the same order.
            const auto lines = split(after->bytes(), '\n');
            auto at = m_old.begin();
            for (const auto &line : lines) {
                at = std::find(at, m_old.end(), line);
                if (!line.empty() && at == m_old.end() && !m_document.bytes().contains(line))
                    ADD_FAILURE() << "is no old line: " << line;
            }
        } else {
            // An element may take the comma before it along.
            const bool element = !spot.path.back().isKey() && spot.path.back().index() > 0;
            int first = firstLine(spot);
            if (element) {
                TomlPath before = spot.path;
                before.back() = spot.path.back().index() - 1;
                first = static_cast<int>(m_document.find(before)->source().begin.line);
            }
            expectOnly(*after, first, lastLine(spot));
        }
        toml::table expected = m_document.table();
        erase(expected, spot.path);
        for (TomlPath around = spot.path; !sameValue(after->table(), expected);) {
            around.pop_back();
            const toml::node *node = around.empty() ? nullptr : nodeAt(expected, around);
            ASSERT_TRUE(node && node->is_table() && node->as_table()->empty()) << after->bytes();
            erase(expected, around);
        }
    }

    void renameHere(const Spot &spot)
    {
        const auto after = m_document.renameKey(spot.path, "a new.name");
        ASSERT_OK(after);
        ++done;
        TomlPath renamed = spot.path;
        renamed.back() = "a new.name";
        EXPECT_FALSE(after->find(spot.path));
        ASSERT_TRUE(after->find(renamed));
        EXPECT_TRUE(sameValue(*after->find(renamed), *spot.node));
        EXPECT_EQ(split(after->bytes(), '\n').size(), m_old.size());
        // And back: only the spelling of the key may differ.
        const auto back = after->renameKey(renamed, spot.path.back().key());
        ASSERT_OK(back);
        EXPECT_TRUE(sameValue(back->table(), m_document.table()));
        if (!hasOwnLines(spot))
            expectOnly(*after, firstLine(spot), lastLine(spot));
    }

    void addIn(const Spot &spot)
    {
        for (const TomlPath &below : {TomlPath{"a new key"}, TomlPath{"new", "sub", "key"}}) {
            TomlPath path = spot.path;
            path.insert(path.end(), below.begin(), below.end());
            const auto after = m_document.set(path, TomlStrings{"v"});
            ASSERT_OK(after);
            ++done;
            toml::table expected = m_document.table();
            ASSERT_TRUE(assign(expected, path, TomlStrings{"v"}));
            expectMeaning(*after, expected);
            // A member is put into the lines of its table; everything else is lines of its own.
            const auto lines = enclosing(spot.path).value_or(std::pair(0, -1));
            expectOnly(*after, lines.first, lines.second);
            const auto back = after->remove(path);
            ASSERT_OK(back);
            ++done;
        }
        TomlPath path = spot.path;
        path.emplace_back("a new table");
        const auto after = m_document.addTable(path);
        ASSERT_OK(after);
        ++done;
        toml::table expected = m_document.table();
        ASSERT_TRUE(assign(expected, path, TomlMembers{}));
        expectMeaning(*after, expected);
    }

    void editArray(const Spot &spot)
    {
        const auto after = m_document.appendToArray(spot.path, "a new one");
        if (hasOwnLines(spot)) {
            EXPECT_FALSE(after) << after->bytes();
            ++refused;
            return;
        }
        ASSERT_OK(after);
        ++done;
        expectOnly(*after, firstLine(spot), lastLine(spot));
        const auto back = after->removeFromArray(spot.path, "a new one");
        ASSERT_OK(back);
        ++done;
        EXPECT_TRUE(sameValue(back->table(), m_document.table()));
        const auto &array = *spot.node->as_array();
        if (!array.empty()) {
            EXPECT_EQ(back->bytes(), m_document.bytes());
        }
        for (const auto &element : array) {
            if (const auto text = element.value<std::string>(); text && element.is_string()) {
                EXPECT_OK(m_document.removeFromArray(spot.path, *text));
                ++done;
            }
        }
    }

    TomlDocument m_document;
    std::vector<std::string> m_old;
};

TEST(TomlEdits, changeWhatTheyShouldAndNothingElseAtEveryPlace)
{
    int files = 0;
    int invalid = 0;
    int done = 0;
    int refused = 0;
    for (const auto &text : texts()) {
        SCOPED_TRACE(text.name);
        const auto document = TomlDocument::parse(text.content, "/p/x.toml");
        if (!document) {
            EXPECT_FALSE(text.name.starts_with("sample")) << describe(document.error());
            ++invalid;
            continue;
        }
        Everywhere everywhere(*document);
        everywhere.run();
        ++files;
        done += everywhere.done;
        refused += everywhere.refused;
        if (testing::Test::HasFailure())
            break; // the first text that fails is enough to read
    }
    std::cout << std::format("{} texts, {} edits done, {} refused; {} texts are not TOML\n", files, done, refused,
                             invalid);
    EXPECT_GE(done, 500);
}

} // namespace
} // namespace crossyard::text
