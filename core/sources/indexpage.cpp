#include "core/sources/indexpage.h"

#include "core/sources/latexml.h"

#include <cstring>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// A link that is not UTF-8 means the same with its bytes percent-encoded; so does a NUL. Other text does not
/// matter. So libxml2 never has to guess an encoding, and never stops early. Holds back a character that is
/// cut by a chunk's end.
class Utf8Gate
{
public:
    QByteArray pass(std::span<const char> bytes)
    {
        const QByteArray text = m_rest + QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size()));
        m_rest.clear();
        if (text.isValidUtf8() && !text.contains('\0'))
            return text;
        QByteArray passed;
        for (qsizetype at = 0; at < text.size();) {
            const auto byte = static_cast<unsigned char>(text[at]);
            const qsizetype length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
            if (byte >= 0xc2 && byte < 0xf5 && at + length > text.size() && text.size() - at < length
                && isCut(text, at)) {
                m_rest = text.sliced(at);
                break;
            }
            const QByteArrayView character =
                QByteArrayView(text).sliced(at, std::min(length, text.size() - at));
            if (byte == 0 || !character.isValidUtf8()) {
                passed += '%' + text.sliced(at, 1).toHex();
                ++at;
                continue;
            }
            passed += character;
            at += character.size();
        }
        return passed;
    }

private:
    static bool isCut(const QByteArray &text, qsizetype at)
    {
        for (qsizetype i = at + 1; i < text.size(); ++i) {
            if (static_cast<unsigned char>(text[i]) >> 6 != 0x2)
                return false;
        }
        return true;
    }

    QByteArray m_rest;
};

bool isNamed(const xmlChar *name, const char *wanted)
{
    return qstricmp(reinterpret_cast<const char *>(name), wanted) == 0;
}

} // namespace

class IndexPage::Parser
{
public:
    Parser()
    {
        htmlSAXHandler handler{};
        handler.startElement = [](void *self, const xmlChar *name, const xmlChar **attributes) {
            static_cast<Parser *>(self)->startElement(name, attributes);
        };
        handler.endElement = [](void *self, const xmlChar *name) {
            static_cast<Parser *>(self)->endElement(name);
        };
        handler.characters = [](void *self, const xmlChar *text, int length) {
            static_cast<Parser *>(self)->characters({reinterpret_cast<const char *>(text), length});
        };
        m_context.reset(
            htmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
        if (m_context)
            htmlCtxtUseOptions(m_context.get(),
                               HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING
                                   | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    }

    Result<void> read(std::span<const char> bytes)
    {
        m_bytes += static_cast<qint64>(bytes.size());
        if (m_bytes > maxIndexBytes)
            return refuse(u"the index page is longer than %1 MB"_s.arg(maxIndexBytes / 1024 / 1024));
        // libxml2 2.9 waits for the end of the whole page once a piece has ended between two tags.
        const QByteArray text = m_gate.pass(bytes);
        m_tail = QByteArray(m_tail + text).right(tailBytes);
        m_pending += text;
        const qsizetype ready = m_pending.lastIndexOf('>') + 1;
        if (const Result<void> parsed = parse(m_pending.first(ready), false); !parsed)
            return parsed;
        m_pending.remove(0, ready);
        if (!m_isIndex && m_bytes > maxBytesBeforeRecognised)
            return notAnIndex();
        if (m_bytes - m_bytesAtLink > maxBytesBetweenLinks) {
            return refuse(
                u"the index page holds more than %1 KB without a link"_s.arg(maxBytesBetweenLinks / 1024));
        }
        return {};
    }

    Result<Links> finish()
    {
        if (const Result<void> parsed = parse(m_pending, true); !parsed)
            return failure(parsed);
        if (!m_isIndex)
            return failure(notAnIndex());
        const QByteArray tail = m_tail.toLower();
        return Links{std::move(m_references), tail.contains("</html") || tail.contains("</body")};
    }

private:
    static constexpr qsizetype tailBytes = 1024; ///< servers append a signature or a blank line at most

    struct ContextFree {
        void operator()(htmlParserCtxt *context) const
        {
            if (context->myDoc)
                xmlFreeDoc(context->myDoc);
            htmlFreeParserCtxt(context);
        }
    };

    static std::unexpected<Error> refuse(const QString &why)
    {
        return failure(ErrorKind::Unsupported, why, {}, u"bind a part of it, or a single file"_s);
    }

    static Result<void> notAnIndex()
    {
        return failure(ErrorKind::Unsupported, u"the address gives a page that is not an index of files"_s,
                       {},
                       u"bind a folder whose listing the server shows (nginx autoindex, Apache "
                       u"mod_autoindex), or a single "
                       "file without a final '/'"_s);
    }

    Result<void> parse(const QByteArray &text, bool isLast)
    {
        if (!m_context)
            return failure(ErrorKind::Storage, u"out of memory"_s);
        htmlParseChunk(m_context.get(), text.constData(), static_cast<int>(text.size()), isLast);
        if (m_trouble)
            return std::unexpected(*m_trouble);
        if (m_context->disableSAX != 0 || m_context->wellFormed < 0)
            return refuse(u"the index page cannot be read"_s);
        return {};
    }

    void startElement(const xmlChar *name, const xmlChar **attributes)
    {
        m_inTitle = isNamed(name, "title") || isNamed(name, "h1");
        if (m_inTitle)
            m_title.clear();
        if (!isNamed(name, "a") || !attributes)
            return;
        for (; attributes[0]; attributes += 2) {
            if (isNamed(attributes[0], "href") && attributes[1])
                addLink(QByteArrayView(reinterpret_cast<const char *>(attributes[1])));
        }
    }

    void addLink(QByteArrayView reference)
    {
        reference = reference.trimmed();
        if (reference.size() > maxLinkBytes) {
            m_trouble =
                refuse(u"the index page holds a link of more than %1 bytes"_s.arg(maxLinkBytes)).error();
            return;
        }
        m_isIndex = m_isIndex || reference == "../" || reference == ".." || reference.startsWith("?C=")
            || reference.startsWith("?N=") || reference.startsWith("?sort=");
        m_references << reference.toByteArray();
        m_bytesAtLink = m_bytes;
    }

    void endElement(const xmlChar *name)
    {
        if (isNamed(name, "title") || isNamed(name, "h1"))
            m_inTitle = false;
    }

    void characters(QByteArrayView text)
    {
        static constexpr qsizetype enough = 64;
        if (!m_inTitle || m_title.size() > enough)
            return;
        m_title += text.first(std::min(text.size(), enough));
        const QByteArray title = m_title.trimmed().toLower();
        m_isIndex = m_isIndex || title.startsWith("index of") || title.startsWith("directory listing");
    }

    std::unique_ptr<htmlParserCtxt, ContextFree> m_context;
    Utf8Gate m_gate;
    QByteArrayList m_references;
    QByteArray m_title;
    QByteArray m_tail;
    QByteArray m_pending; ///< behind the last '>'
    std::optional<Error> m_trouble;
    qint64 m_bytes = 0;
    qint64 m_bytesAtLink = 0;
    bool m_inTitle = false;
    bool m_isIndex = false;
};

IndexPage::IndexPage() : m_parser(std::make_unique<Parser>()) { }
IndexPage::~IndexPage() = default;

Result<void> IndexPage::read(std::span<const char> bytes)
{
    return m_parser->read(bytes);
}

Result<IndexPage::Links> IndexPage::finish()
{
    return m_parser->finish();
}

} // namespace larder
