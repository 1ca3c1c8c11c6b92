/// Reads current.json, schema 1, as core/store/currentview.h writes it: one flat, compact object. What is not
/// exactly that is not understood, and the full program is asked instead: an escape in a text that is to be
/// printed, a field that is missing or there twice, white space, nesting, a text that is not UTF-8. Plain C++
/// with libc; texts point into the buffer. Any thread.
#pragma once

#include <cstddef>
#include <cstring>

namespace larder {

struct CurrentText {
    const char *begin = nullptr; ///< nullptr: null in the file
    size_t size = 0;
    bool isPlain = true; ///< false: it has escapes, so these bytes are not what it says

    [[nodiscard]] bool isNull() const { return begin == nullptr; }
    [[nodiscard]] bool equals(const char *text) const
    {
        return isPlain && begin && size == strlen(text) && memcmp(begin, text, size) == 0;
    }
};

struct CurrentNumber {
    long long value = 0;
    bool isNull = true;
};

struct CurrentFile {
    CurrentNumber schema;
    CurrentNumber confirmedAtMs;
    CurrentNumber freshUntilMs; ///< null: without end
    CurrentNumber lookDueMs; ///< null: no look is due
    CurrentText dataset;
    CurrentText snapshot;
    CurrentText path;
    CurrentText warning;
    CurrentText unwatched;
};

/// Steps through the bytes; every take…() leaves them where they are unless it says true.
class CurrentScanner
{
public:
    CurrentScanner(const char *begin, const char *end) : m_at(begin), m_end(end) { }

    [[nodiscard]] bool isAtEnd() const { return m_at == m_end; }

    bool take(char wanted)
    {
        if (m_at == m_end || *m_at != wanted)
            return false;
        ++m_at;
        return true;
    }

    bool takeWord(const char *word)
    {
        const size_t size = strlen(word);
        if (static_cast<size_t>(m_end - m_at) < size || memcmp(m_at, word, size) != 0)
            return false;
        m_at += size;
        return true;
    }

    bool takeText(CurrentText &text)
    {
        const char *at = m_at;
        if (at == m_end || *at++ != '"')
            return false;
        text = {at, 0, true};
        while (at != m_end && *at != '"') {
            const size_t length = *at == '\\' ? escapeLength(at) : characterLength(at);
            if (length == 0)
                return false;
            text.isPlain = text.isPlain && *at != '\\';
            at += length;
        }
        if (at == m_end)
            return false;
        text.size = static_cast<size_t>(at - text.begin);
        m_at = at + 1;
        return true;
    }

    bool takeTextOrNull(CurrentText &text) { return takeWord("null") || takeText(text); }

    /// Whole numbers of up to 18 digits, so that none overflows.
    bool takeNumber(CurrentNumber &number)
    {
        const char *at = m_at;
        const bool isNegative = at != m_end && *at == '-';
        at += isNegative;
        const char *first = at;
        long long value = 0;
        while (at != m_end && *at >= '0' && *at <= '9' && at - first < mostDigits)
            value = value * 10 + (*at++ - '0');
        const bool hasLeadingZero = at - first > 1 && *first == '0';
        if (at == first || hasLeadingZero || at == m_end || (*at != ',' && *at != '}'))
            return false;
        number = {isNegative ? -value : value, false};
        m_at = at;
        return true;
    }

    bool takeNumberOrNull(CurrentNumber &number) { return takeWord("null") || takeNumber(number); }

    /// A field of a later program: any value but an object or a list.
    bool takeAnything()
    {
        CurrentText text;
        CurrentNumber number;
        return takeTextOrNull(text) || takeNumber(number) || takeWord("true") || takeWord("false");
    }

private:
    static constexpr int mostDigits = 18;

    [[nodiscard]] size_t escapeLength(const char *at) const
    {
        constexpr size_t unicodeEscape = 6; // \u00e9
        if (m_end - at < 2)
            return 0;
        if (at[1] != 'u')
            return at[1] != '\0' && strchr("\"\\/bfnrt", at[1]) ? 2 : 0;
        if (static_cast<size_t>(m_end - at) < unicodeEscape)
            return 0;
        for (size_t i = 2; i < unicodeEscape; ++i) {
            if (at[i] == '\0' || !strchr("0123456789abcdefABCDEF", at[i]))
                return 0;
        }
        return unicodeEscape;
    }

    /// Bytes of one well-formed UTF-8 character that JSON lets stand in a text (RFC 3629, table 3-7 of
    /// Unicode); 0: none.
    [[nodiscard]] size_t characterLength(const char *at) const
    {
        const auto byte = [at](size_t i) { return static_cast<unsigned char>(at[i]); };
        const unsigned char lead = byte(0);
        if (lead < 0x80)
            return lead >= 0x20 ? 1 : 0;
        const size_t length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || static_cast<size_t>(m_end - at) < length)
            return 0;
        const unsigned char least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        const unsigned char most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (byte(1) < least || byte(1) > most)
            return 0;
        for (size_t i = 2; i < length; ++i) {
            if ((byte(i) & 0xc0) != 0x80)
                return 0;
        }
        return length;
    }

    const char *m_at;
    const char *m_end;
};

/// True: the whole file was understood, and `file` says what it says.
inline bool readCurrentFile(const char *begin, const char *end, CurrentFile &file)
{
    struct Field {
        const char *name;
        CurrentText CurrentFile::*text;
        CurrentNumber CurrentFile::*number;
        bool mayBeNull;
    };
    static constexpr Field fields[] = {
        {"schema", nullptr, &CurrentFile::schema, false},
        {"dataset", &CurrentFile::dataset, nullptr, false},
        {"snapshot", &CurrentFile::snapshot, nullptr, false},
        {"path", &CurrentFile::path, nullptr, false},
        {"confirmed_at_ms", nullptr, &CurrentFile::confirmedAtMs, false},
        {"fresh_until_ms", nullptr, &CurrentFile::freshUntilMs, true},
        {"look_due_ms", nullptr, &CurrentFile::lookDueMs, true},
        {"warning", &CurrentFile::warning, nullptr, true},
        {"unwatched", &CurrentFile::unwatched, nullptr, true},
    };
    constexpr unsigned everyField = (1U << (sizeof fields / sizeof *fields)) - 1;

    const auto takeValue = [&file](CurrentScanner &scanner, const Field &field) {
        if (field.text)
            return field.mayBeNull ? scanner.takeTextOrNull(file.*field.text)
                                   : scanner.takeText(file.*field.text);
        return field.mayBeNull ? scanner.takeNumberOrNull(file.*field.number)
                               : scanner.takeNumber(file.*field.number);
    };

    CurrentScanner scanner(begin, end);
    unsigned seen = 0;
    if (!scanner.take('{'))
        return false;
    do {
        CurrentText name;
        if (!scanner.takeText(name) || !name.isPlain || !scanner.take(':'))
            return false;
        const Field *known = nullptr;
        for (const Field &field : fields) {
            if (name.equals(field.name))
                known = &field;
        }
        if (!known) {
            // "run" is what an answer adds; a file has none.
            if (name.equals("run") || !scanner.takeAnything())
                return false;
            continue;
        }
        const unsigned bit = 1U << (known - fields);
        if ((seen & bit) != 0 || !takeValue(scanner, *known))
            return false;
        seen |= bit;
    } while (scanner.take(','));
    if (!scanner.take('}'))
        return false;
    scanner.take('\n');
    return scanner.isAtEnd() && seen == everyField && file.schema.value == 1;
}

/// A hit by DESIGN §4: fresh at `nowMs`. Whether the path exists is for the caller to see.
inline bool isFreshAt(const CurrentFile &file, long long nowMs)
{
    return file.confirmedAtMs.value <= nowMs && (file.freshUntilMs.isNull || nowMs < file.freshUntilMs.value);
}

inline bool isUnwatchedAt(const CurrentFile &file, long long nowMs)
{
    return !file.lookDueMs.isNull && nowMs >= file.lookDueMs.value;
}

/// The answer is an absolute directory named like the snapshot, in plain text.
inline bool hasUsablePath(const CurrentFile &file)
{
    const CurrentText &path = file.path;
    const CurrentText &snapshot = file.snapshot;
    return path.isPlain && snapshot.isPlain && snapshot.size > 0 && path.size > snapshot.size + 1
        && path.begin[0] == '/' && path.begin[path.size - snapshot.size - 1] == '/'
        && memcmp(path.begin + path.size - snapshot.size, snapshot.begin, snapshot.size) == 0;
}

} // namespace larder
