/// The little of Python's text that must be understood without Python: literals as repr() writes them, calls
/// as a person writes them, and the parameters of a function. Text in, values out: nothing is evaluated.
/// Pure; any thread.
#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace larder {

/// One form for equal literals: blanks between tokens are dropped, strings are quoted alike.
[[nodiscard]] QString normalLiteral(QStringView text);

/// `load("acme", n=3)`
struct PythonCall {
    struct Argument {
        QString name; ///< empty: given by its place
        QString value; ///< normal
        bool operator==(const Argument &) const = default;
    };
    QString function; ///< with or without its modules
    std::vector<Argument> arguments;

    /// Invalid: no call.
    [[nodiscard]] static Result<PythonCall> parse(const QString &text);
    bool operator==(const PythonCall &) const = default;
};

/// What a call may fill by place, then what by name alone. Empty: the code has no such function, or is beyond
/// us.
struct PythonParameters {
    QStringList names;
    qsizetype byPlace = 0; ///< of these
    bool operator==(const PythonParameters &) const = default;
};
[[nodiscard]] PythonParameters parametersOf(QStringView code, const QString &function);

} // namespace larder
