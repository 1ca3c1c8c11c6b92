/// One probe of everything below an index page: index pages breadth first, and beside them the identity of
/// each name that is accepted. One object serves one probe, on the run's thread. Links are resolved against
/// the URL that answered; a page must lie where its path says, below the first one. Errors: as Source::probe;
/// Conflict where an index names what is not there (it may have just gone).
#pragma once

#include "core/sources/httpidentity.h"
#include "core/sources/indexlinks.h"
#include "core/sources/indexpage.h"
#include "core/sources/pendinglisting.h"
#include "core/sources/source.h"

#include <deque>

namespace larder {

/// Folders in folders: deeper than any export; a server's link to itself ends here.
inline constexpr int maxIndexDepth = 32;
/// Index pages of one probe: beyond this it takes minutes, and is a trap or the wrong address.
inline constexpr int maxIndexPages = 20'000;
/// So few new files that asking for each costs nothing worth saving, and tells how much is to come.
inline constexpr std::size_t fewNewFiles = 64;

class HttpListing
{
public:
    /// `comparedWith`: as in ProbeOptions.
    HttpListing(HttpClient &client, ObjectServer &server, const EntryFilter &filter,
                const Manifest *comparedWith);
    ~HttpListing();

    /// `folderUrl` ends in '/'.
    [[nodiscard]] Result<Listing> read(const QByteArray &folderUrl, const std::stop_token &stop);
    /// The folder that answered: what the entries' paths are asked below.
    [[nodiscard]] const QByteArray &baseUrl() const { return m_baseUrl; }

private:
    class PageTransfer;

    void openPage(QByteArray url, QByteArray path, int depth);
    void pageRead(const PageTransfer &page, const HttpHead &head, const IndexPage::Links &links);
    [[nodiscard]] bool isWhereItBelongs(const PageTransfer &page, const QByteArray &folderUrl);
    [[nodiscard]] Result<void> take(const IndexLink &link, const PageTransfer &page);
    void ask(QByteArray path, int depth);
    void settleUnasked();
    void answered(const QByteArray &path, int depth, const Result<HttpIdentity> &identity);

    HttpClient &m_client;
    ObjectServer &m_server;
    const EntryFilter &m_filter;
    const Manifest *const m_comparedWith;
    QByteArray m_baseUrl;
    std::deque<std::unique_ptr<PageTransfer>> m_pages;
    std::deque<IdentityQuestion> m_questions;
    std::vector<std::pair<QByteArray, int>> m_unasked; ///< new names, with the depth of their page
    PendingListing m_pending;
};

} // namespace larder
