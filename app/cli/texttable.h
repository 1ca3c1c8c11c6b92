/// Rows of text in aligned columns, for people. Widths are terminal cells; on a terminal the one column that
/// may give way is cut so that a row fits on a line. A plain value.
#pragma once

#include "app/cli/terminal.h"

#include <QStringList>

#include <vector>

namespace larder {

enum class Align { Left, Right };

struct Column {
    QString title;
    Align align = Align::Left;
    bool mayBeCut = false; ///< one column at most
};

struct Cell {
    QString text;
    Colour colour = Colour::Plain;

    Cell(QString cellText, Colour cellColour = Colour::Plain) : text(std::move(cellText)), colour(cellColour)
    { }
};

class TextTable
{
public:
    explicit TextTable(std::vector<Column> columns) : m_columns(std::move(columns)) { }

    void addRow(std::vector<Cell> cells);
    /// A line of its own above the next rows, such as a customer's name.
    void addHeading(const QString &text);

    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }
    /// One string per line, the titles first, without trailing blanks.
    [[nodiscard]] QStringList lines(const Terminal &terminal) const;

private:
    struct Row {
        QString heading;
        std::vector<Cell> cells;
    };

    [[nodiscard]] std::vector<int> widths(const Terminal &terminal) const;
    [[nodiscard]] QString line(const std::vector<Cell> &cells, const std::vector<int> &columnWidths,
                               const Terminal &terminal) const;

    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace larder
