#include "app/cli/suggestion.h"

#include <algorithm>
#include <vector>

namespace larder {

namespace {

/// Optimal string alignment distance.
int edits(const QString &from, const QString &to)
{
    const auto width = size_t(to.size()) + 1;
    std::vector<int> beforeLast(width);
    std::vector<int> last(width);
    std::vector<int> row(width);
    for (size_t j = 0; j < width; ++j)
        last[j] = int(j);
    for (qsizetype i = 1; i <= from.size(); ++i) {
        row[0] = int(i);
        for (qsizetype j = 1; j <= to.size(); ++j) {
            const int replaced = last[size_t(j) - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            int best = std::min({replaced, last[size_t(j)] + 1, row[size_t(j) - 1] + 1});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                best = std::min(best, beforeLast[size_t(j) - 2] + 1);
            row[size_t(j)] = best;
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last[width - 1];
}

} // namespace

QString nearestWord(const QString &word, const QStringList &known)
{
    const int limit = word.size() <= 3 ? 1 : word.size() <= 8 ? 2 : 3;
    QString nearest;
    int fewest = limit + 1;
    for (const QString &candidate : known) {
        if (std::abs(candidate.size() - word.size()) > limit)
            continue;
        const int distance = edits(word, candidate);
        if (distance < fewest) {
            fewest = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace larder
