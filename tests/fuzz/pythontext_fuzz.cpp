// Calls that a person writes, and functions' code: two texts, separated by a NUL.
#include "core/caches/pythontext.h"
#include "tests/fuzz/fuzz.h"

using namespace larder;
using namespace Qt::StringLiterals;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto [first, second] = fuzz::twoTexts(fuzz::viewOf(data, size));
    const QString literal = QString::fromUtf8(first);
    const QString normal = normalLiteral(literal);
    fuzz::promise(normalLiteral(normal) == normal, "a normal literal is normal");
    if (const auto call = PythonCall::parse(literal)) {
        fuzz::promise(!call->function.isEmpty(), "a call has a function");
        for (const PythonCall::Argument &argument : call->arguments)
            fuzz::promise(!argument.value.isEmpty(), "an argument has a value");
    }
    const PythonParameters parameters = parametersOf(QString::fromUtf8(second), u"load"_s);
    fuzz::promise(parameters.byPlace <= parameters.names.size(), "what is given by place has a name");
    return 0;
}
