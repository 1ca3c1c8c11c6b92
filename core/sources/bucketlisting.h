/// One probe of everything below a prefix, page by page; memory holds few pages beside what is wanted. Pages
/// come one after the other, since each names the next; so where the names of the last time are known, a
/// page's worth of them apart, the listing begins at all of these places at once, and costs as many pages as
/// before when nothing changed; or, where these are many in large folders, it goes on folder by folder at
/// once, which stores on a file system find faster. Else a long listing whose keys lie in large folders goes
/// on side by side, folder by folder; and in one line again where those turn out small. One object serves one
/// probe, on the run's thread. A key that ends in '/' is a folder's marker, made by consoles: it proves that
/// the place is there, and is no file. Errors: as Source::probe; NotFound where there is no key below the
/// prefix at all.
#pragma once

#include "core/dataset/manifest.h"
#include "core/sources/bucketplace.h"
#include "core/sources/pendinglisting.h"
#include "core/sources/selection.h"

#include <deque>
#include <list>
#include <memory>

namespace larder {

/// Pages of one walk before it is worth asking which folders are still to come.
inline constexpr int pagesBeforeFolders = 8;
/// Folders with fewer keys than this cost more requests than they save time.
inline constexpr qint64 leastKeysInFolder = 500;
/// So many are listed side by side, and are enough to tell how large the others are.
inline constexpr int foldersAtOnce = 16;
inline constexpr int stretchesAtOnce = 16;

class BucketListing
{
public:
    /// `lastSeen`: below the prefix that is read, or nullptr; outlives it.
    BucketListing(HttpClient &client, BucketPlace &place, const EntryFilter &filter,
                  const Manifest *lastSeen);
    ~BucketListing();
    /// `prefix` is empty or ends in '/'.
    [[nodiscard]] Result<Listing> read(const QByteArray &prefix, const std::stop_token &stop);
    /// The bucket answered, and there is no key below the prefix: why `read` said NotFound.
    [[nodiscard]] bool foundNothing() const { return m_foundNothing; }

private:
    class PageTransfer;

    struct Level;
    /// One way through the keys below a prefix.
    struct Walk {
        PageQuestion next; ///< what is asked next
        int pages = 0;
        qint64 keys = 0;
        int folders = 0; ///< different ones among its keys, so far
        QByteArray lastKey;
        QByteArray lastFolder;
        bool isStretch = false; ///< one of those that are listed side by side from the beginning
        QByteArray until; ///< of a stretch: its last key; empty: the end
        std::shared_ptr<Level> level; ///< that it names the folders of, or is one of
    };
    /// Folders right below one, which are listed side by side.
    struct Level {
        QByteArray parent;
        std::deque<QByteArray> waiting; ///< in the order of keys
        int asked = 0; ///< and not yet listed
        int listed = 0;
        qint64 keys = 0; ///< in those that are listed
        bool isInLine = false; ///< they are small: all that waited is listed in one line
    };

    void ask(Walk walk);
    void begin();
    void layOutStretches(const std::vector<QByteArray> &landmarks);
    void askStretches();
    void walkEnded(const Walk &walk);
    void askFolders(const std::shared_ptr<Level> &level);
    void folderListed(const std::shared_ptr<Level> &level, qint64 keys);
    [[nodiscard]] Result<void> takeFolders(const Walk &walk, const BucketPage &page);
    void pageRead(PageTransfer &page, const HttpHead &head, QByteArray &body);
    [[nodiscard]] Result<void> goOn(Walk walk, const BucketPage &page);
    [[nodiscard]] Result<void> take(const BucketObject &object);
    void shareWithLastTime(Entry &entry);

    HttpClient &m_client;
    BucketPlace &m_place;
    const EntryFilter &m_filter;
    const Manifest *const m_lastSeen;
    size_t m_nextSeen = 0; ///< of its files: the one that most likely comes next
    std::deque<Walk> m_stretches; ///< that are still to be asked
    int m_stretchesAsked = 0; ///< and not yet listed
    bool m_isOutOfOrder = false; ///< the store heeds no order: nothing can be left out
    QByteArray m_prefix;
    std::list<std::unique_ptr<PageTransfer>> m_pages; ///< that are asked
    qint64 m_keys = 0;
    bool m_foundNothing = false;
    PendingListing m_pending;
};

} // namespace larder
