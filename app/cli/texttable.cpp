#include "app/cli/texttable.h"

#include <algorithm>
#include <numeric>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 2; // cells between two columns
constexpr int narrowest = 12; // a cut column still says something

} // namespace

void TextTable::addRow(std::vector<Cell> cells)
{
    Q_ASSERT(cells.size() == m_columns.size());
    m_rows.push_back({{}, std::move(cells)});
}

void TextTable::addHeading(const QString &text)
{
    m_rows.push_back({text, {}});
}

std::vector<int> TextTable::widths(const Terminal &terminal) const
{
    std::vector<int> widest;
    for (const Column &column : m_columns)
        widest.push_back(displayWidth(column.title));
    for (const Row &row : m_rows) {
        for (size_t i = 0; i < row.cells.size(); ++i)
            widest[i] = std::max(widest[i], displayWidth(row.cells[i].text));
    }
    const int all = std::accumulate(widest.begin(), widest.end(), 0) + gap * (int(widest.size()) - 1);
    const auto flexible = std::ranges::find(m_columns, true, &Column::mayBeCut);
    if (terminal.isTerminal && flexible != m_columns.end() && all > terminal.columns) {
        int &width = widest[size_t(flexible - m_columns.begin())];
        width = std::min(width, std::max(narrowest, width - (all - terminal.columns)));
    }
    return widest;
}

QString TextTable::line(const std::vector<Cell> &cells, const std::vector<int> &columnWidths,
                        const Terminal &terminal) const
{
    QString text;
    qsizetype end = 0; // of what is not a trailing blank
    for (size_t i = 0; i < cells.size(); ++i) {
        const QString shown = elided(withoutControls(cells[i].text), columnWidths[i]);
        const QString blanks(columnWidths[i] - displayWidth(shown), u' ');
        if (i > 0)
            text += QString(gap, u' ');
        if (m_columns[i].align == Align::Right)
            text += blanks;
        text += coloured(shown, cells[i].colour, terminal);
        if (!shown.isEmpty())
            end = text.size();
        if (m_columns[i].align == Align::Left)
            text += blanks;
    }
    return text.first(end);
}

QStringList TextTable::lines(const Terminal &terminal) const
{
    const std::vector<int> columnWidths = widths(terminal);
    std::vector<Cell> titles;
    for (const Column &column : m_columns)
        titles.emplace_back(column.title, Colour::Dim);
    QStringList all{line(titles, columnWidths, terminal)};
    for (const Row &row : m_rows) {
        if (row.cells.empty())
            all << coloured(withoutControls(row.heading), Colour::Bold, terminal);
        else
            all << line(row.cells, columnWidths, terminal);
    }
    return all;
}

} // namespace larder
