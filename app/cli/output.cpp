#include "app/cli/output.h"

#include "core/base/filedescriptor.h"
#include "core/dataset/runreport.h"
#include "core/wording/runwords.h"

#include <QJsonDocument>

namespace larder {

using namespace Qt::StringLiterals;

Output::Output(OutputOptions options) : m_options(options) { }

void Output::writeOut(const QByteArray &bytes)
{
    const std::lock_guard guard(m_mutex);
    if (m_hide && m_out.isTerminal)
        m_hide();
    if (m_outError == 0)
        m_outError = writeAll(m_out.descriptor, bytes.data(), size_t(bytes.size()));
}

void Output::writeErr(const QString &line)
{
    const std::lock_guard guard(m_mutex);
    if (m_hide)
        m_hide();
    const QByteArray bytes = QString(withoutControls(line) + u'\n').toUtf8();
    (void)writeAll(m_err.descriptor, bytes.data(), size_t(bytes.size())); // there is nobody left to tell
}

void Output::result(const QString &line)
{
    if (!m_options.isJson)
        writeOut(QString(line + u'\n').toUtf8());
}

void Output::result(const TextTable &table)
{
    if (m_options.isJson)
        return;
    const QStringList lines = table.lines(m_out);
    for (const QString &line : lines)
        writeOut(QString(line + u'\n').toUtf8());
}

void Output::told(const QString &line)
{
    if (!m_options.isQuiet)
        result(withoutControls(line));
}

void Output::json(const QJsonObject &fields)
{
    if (!m_options.isJson)
        return;
    const std::lock_guard guard(m_mutex);
    m_hasDocument = true;
    for (auto field = fields.begin(); field != fields.end(); ++field)
        m_document.insert(field.key(), field.value());
}

bool Output::bytes(const char *data, qsizetype size)
{
    const std::lock_guard guard(m_mutex);
    if (m_outError == 0)
        m_outError = writeAll(m_out.descriptor, data, size_t(size));
    return m_outError == 0;
}

void Output::note(const QString &line)
{
    if (!m_options.isQuiet)
        writeErr(line);
}

void Output::warning(const QString &line)
{
    writeErr("larder: "_L1 + line);
}

void Output::error(const Error &error)
{
    if (error.kind != ErrorKind::Cancelled || !m_options.isQuiet)
        writeErr("larder: "_L1 + errorSentence(error));
    if (!m_document.contains("error"_L1))
        json({{u"error"_s, toJson(error)}});
}

Result<void> Output::finish()
{
    if (m_options.isJson && m_hasDocument)
        writeOut(QJsonDocument(m_document).toJson(QJsonDocument::Compact) + '\n');
    if (m_outError == 0 || m_outError == EPIPE)
        return {};
    Error error = systemError(m_outError, u"write to stdout"_s, u"stdout"_s);
    error.hint.clear(); // it is not the store that is full
    return std::unexpected(error);
}

} // namespace larder
