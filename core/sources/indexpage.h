/// Reads an index page as its bytes come: which links it holds, and whether it is an index at all.
/// bytes → values; knows nothing of HTTP or of what a link means (that is indexlinks.h). Used by one thread.
/// Recognised: nginx, Apache, lighttpd, Python and their like, by "Index of" or "Directory listing" in title
/// or heading, a link to "../", or links that sort (`?C=N;O=D`). Any other page, such as a login form or an
/// index.html, is not an index: taking its links for data would replace a dataset by rubbish without a word.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayList>

#include <memory>
#include <span>

namespace larder {

/// A page this long holds some 300 000 names; a longer one is not read on.
inline constexpr qint64 maxIndexBytes = 64 * 1024 * 1024;
/// An index names itself at its top; what has not done so by then is something else.
inline constexpr qint64 maxBytesBeforeRecognised = 256 * 1024;
/// Behind its top an index is links, a few hundred bytes apart; so much of anything else is garbage.
inline constexpr qint64 maxBytesBetweenLinks = 1024 * 1024;
/// A single link, as encoded: every byte of the longest path as %XX, and a host before it.
inline constexpr qsizetype maxLinkBytes = 16 * 1024;

class IndexPage
{
public:
    IndexPage();
    ~IndexPage();

    /// Errors: Unsupported, as soon as it is clear that this is no index page that we read.
    [[nodiscard]] Result<void> read(std::span<const char> bytes);
    /// All links in their order, as written but for entities. `hasEnd` says whether the closing </html> or
    /// </body> came.
    struct Links {
        QByteArrayList references;
        bool hasEnd = false;
    };
    [[nodiscard]] Result<Links> finish();

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace larder
