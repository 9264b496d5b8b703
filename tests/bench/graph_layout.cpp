// SPDX-License-Identifier: MIT OR Apache-2.0
// What tests/bench/graph_layout.sh needs: graphs for both sides to read, our layout of them, and one way to count
// crossings in the pictures of both.
//
//   make NODES EDGES SEED    prints a graph like that of a Cargo.lock, in dot's language
//   layout FILE [RUNS]       lays it out; prints "CROSSINGS MS" (CPU time of reading and one layout) for each run
//   draw FILE                lays it out and prints it in the form of `dot -Tplain`, but with straight lines: "line"
//   for "edge" crossings FILE           counts the crossings in such a picture, dot's or ours cancel FILE prints the
//   longest time in ms from a cancel to the answer, over cancels all through a layout
//
// Crossings are counted in what is drawn: curves become lines of 8 pieces for each Bezier piece, and every point where
// pieces of two edges properly cross counts. Lines that run on top of one another (edges of ours that share a way) do
// not cross. Not a test: nothing here fails for being slow.
#include "graph/layout.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>

using namespace crossyard;
using namespace crossyard::graph;

namespace {

// As large as dot's boxes: 72 pixels an inch.
constexpr LayoutSize boxSize{54, 36};

double cpuMilliseconds()
{
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::uint64_t random(std::uint64_t &state)
{
    state += 0x9e3779b97f4a7c15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

// Crates come one after the other and depend on earlier ones; the more users a crate has, the more it gets (Barabasi
// and Albert 1999). How many each needs varies from none to many: a few need dozens, many need one or two.
void make(std::size_t nodes, std::size_t edges, std::uint64_t state)
{
    std::set<std::pair<std::size_t, std::size_t>> known;
    std::vector<std::size_t> tickets{0}; // a node once, and once more for each user
    std::vector<std::size_t> users;      // a node once, and once more for each dependency
    for (std::size_t i = 1; i < nodes; ++i) {
        const std::size_t to = tickets[random(state) % tickets.size()];
        known.insert({i, to});
        tickets.push_back(to);
        tickets.push_back(i);
        users.push_back(i);
    }
    while (known.size() < edges) {
        const std::size_t from = users[random(state) % users.size()];
        const std::size_t to = tickets[random(state) % tickets.size()];
        if (to >= from || !known.insert({from, to}).second)
            continue;
        tickets.push_back(to);
        users.push_back(from);
    }
    std::puts("digraph crates {");
    std::puts("node [shape=box fixedsize=true width=0.75 height=0.5 label=\"\"];");
    for (const auto &[from, to] : known)
        std::printf("n%zu -> n%zu;\n", from, to);
    std::puts("}");
}

LayoutInput read(const char *file)
{
    LayoutInput input;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        unsigned from = 0;
        unsigned to = 0;
        if (std::sscanf(line.c_str(), "n%u -> n%u;", &from, &to) == 2)
            input.edges.push_back({from, to});
    }
    LayoutIndex count = 0;
    for (const auto &edge : input.edges)
        count = std::max({count, edge.from + 1, edge.to + 1});
    input.nodes.assign(count, boxSize);
    return input;
}

int layout(const char *file, int runs)
{
    for (int i = 0; i < runs; ++i) {
        const double begin = cpuMilliseconds();
        const auto result = layOut(read(file));
        if (!result)
            return 1;
        std::printf("%llu %.2f\n", static_cast<unsigned long long>(result->crossings), cpuMilliseconds() - begin);
    }
    return 0;
}

int draw(const char *file)
{
    const auto input = read(file);
    const auto result = layOut(input);
    if (!result)
        return 1;
    for (std::size_t i = 0; i < result->edges.size(); ++i) {
        const auto &points = result->edges[i].points;
        std::printf("line n%u n%u %zu", input.edges[i].from, input.edges[i].to, points.size());
        for (const auto &point : points)
            std::printf(" %.3f %.3f", point.x, point.y);
        std::puts("");
    }
    return 0;
}

struct Piece {
    LayoutPoint a; // the upper end
    LayoutPoint b;
    std::size_t edge = 0;
};

double side(LayoutPoint a, LayoutPoint b, LayoutPoint p)
{
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

bool cross(const Piece &first, const Piece &second)
{
    if (std::max(first.a.x, first.b.x) < std::min(second.a.x, second.b.x) ||
        std::max(second.a.x, second.b.x) < std::min(first.a.x, first.b.x))
        return false;
    // An end that touches belongs to the piece that goes down from there, so that a crossing at a bend counts once.
    const auto left = [](double value) { return value > 1e-6 ? 1 : value < -1e-6 ? -1 : 0; };
    const int s1 = left(side(first.a, first.b, second.a));
    const int s2 = left(side(first.a, first.b, second.b));
    const int s3 = left(side(second.a, second.b, first.a));
    const int s4 = left(side(second.a, second.b, first.b));
    return s1 * s2 < 0 && s3 * s4 < 0;
}

std::vector<LayoutPoint> curve(const std::vector<LayoutPoint> &control)
{
    std::vector<LayoutPoint> points{control.front()};
    for (std::size_t i = 0; i + 3 < control.size(); i += 3) {
        for (int k = 1; k <= 8; ++k) {
            const double t = k / 8.0;
            const double u = 1 - t;
            const double w[] = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
            LayoutPoint point;
            for (std::size_t j = 0; j < 4; ++j)
                point = {point.x + w[j] * control[i + j].x, point.y + w[j] * control[i + j].y};
            points.push_back(point);
        }
    }
    return points;
}

int crossings(const char *file)
{
    std::vector<Piece> pieces;
    std::ifstream stream(file);
    std::size_t edge = 0;
    for (std::string line; std::getline(stream, line);) {
        std::istringstream words(line);
        std::string kind, from, to;
        std::size_t count = 0;
        if (!(words >> kind >> from >> to >> count) || (kind != "edge" && kind != "line"))
            continue;
        std::vector<LayoutPoint> points(count);
        for (auto &point : points)
            words >> point.x >> point.y;
        if (kind == "edge") {
            for (auto &point : points)
                point = {point.x * 72, point.y * 72}; // dot says inches
            points = curve(points);
        }
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const bool down = points[i].y < points[i + 1].y;
            pieces.push_back({points[down ? i : i + 1], points[down ? i + 1 : i], edge});
        }
        ++edge;
    }
    std::ranges::sort(pieces, {}, [](const Piece &piece) { return piece.a.y; });
    std::size_t total = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t k = i + 1; k < pieces.size() && pieces[k].a.y < pieces[i].b.y; ++k)
            total += pieces[i].edge != pieces[k].edge && cross(pieces[i], pieces[k]);
    }
    std::printf("%zu\n", total);
    return 0;
}

int cancel(const char *file)
{
    using Clock = std::chrono::steady_clock;
    const auto input = read(file);
    double longest = 0;
    for (int delay = 0; delay < 400; delay += 5) {
        auto mine = input;
        mine.options.cancel = CancelToken();
        Clock::time_point asked;
        std::thread canceller([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(delay));
            asked = Clock::now();
            mine.options.cancel.cancel();
        });
        const bool done = layOut(mine).has_value();
        const auto answered = Clock::now();
        canceller.join();
        if (done)
            break;
        longest = std::max(longest, std::chrono::duration<double, std::milli>(answered - asked).count());
    }
    std::printf("%.2f\n", longest);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "make" && argc == 5)
        make(std::stoul(argv[2]), std::stoul(argv[3]), std::stoul(argv[4]));
    else if (mode == "layout" && argc > 2)
        return layout(argv[2], argc > 3 ? std::stoi(argv[3]) : 1);
    else if (mode == "draw" && argc == 3)
        return draw(argv[2]);
    else if (mode == "crossings" && argc == 3)
        return crossings(argv[2]);
    else if (mode == "cancel" && argc == 3)
        return cancel(argv[2]);
    else
        return 2;
    return 0;
}
