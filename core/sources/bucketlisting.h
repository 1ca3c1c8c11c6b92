/// One probe of everything below a prefix, page by page; memory holds few pages beside what is wanted. Pages
/// come one after the other, since each names the next; so a long listing whose keys lie in large folders
/// goes on side by side, folder by folder. One object serves one probe, on the run's thread. A key that ends
/// in '/' is a folder's marker, made by consoles: it proves that the place is there, and is no file. Errors:
/// as Source::probe; NotFound where there is no key below the prefix at all.
#pragma once

#include "core/sources/bucketplace.h"
#include "core/sources/pendinglisting.h"
#include "core/sources/selection.h"

#include <list>

namespace larder {

/// Pages of one walk before it is worth asking which folders are still to come.
inline constexpr int pagesBeforeFolders = 8;
/// Folders with fewer keys than this cost more requests than they save time.
inline constexpr qint64 leastKeysInFolder = 500;

class BucketListing
{
public:
    BucketListing(HttpClient &client, BucketPlace &place, const EntryFilter &filter);
    ~BucketListing();
    /// `prefix` is empty or ends in '/'.
    [[nodiscard]] Result<Listing> read(const QByteArray &prefix, const std::stop_token &stop);
    /// The bucket answered, and there is no key below the prefix: why `read` said NotFound.
    [[nodiscard]] bool foundNothing() const { return m_foundNothing; }

private:
    class PageTransfer;

    /// One way through the keys below a prefix.
    struct Walk {
        PageQuestion next; ///< what is asked next
        int pages = 0;
        qint64 keys = 0;
        int folders = 0; ///< different ones among its keys, so far
        QByteArray lastKey;
        QByteArray lastFolder;
    };

    void ask(Walk walk);
    void pageRead(PageTransfer &page, const HttpHead &head, QByteArray &body);
    [[nodiscard]] Result<void> goOn(Walk walk, const BucketPage &page);
    [[nodiscard]] Result<void> take(const BucketObject &object);

    HttpClient &m_client;
    BucketPlace &m_place;
    const EntryFilter &m_filter;
    QByteArray m_prefix;
    std::list<std::unique_ptr<PageTransfer>> m_pages; ///< that are asked
    qint64 m_keys = 0;
    bool m_foundNothing = false;
    PendingListing m_pending;
};

} // namespace larder
