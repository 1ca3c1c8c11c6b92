/// One probe of everything below a folder of a remote: folder by folder, some at once, and only those in
/// which something may be accepted; or all by one question where the remote's provider has one. One object
/// serves one probe, on the run's thread. Errors: as Source::probe.
#pragma once

#include "core/sources/nokeys.h"
#include "core/sources/pendinglisting.h"
#include "core/sources/rcloneplace.h"
#include "core/sources/selection.h"

#include <deque>
#include <list>

namespace larder {

class RcloneListing
{
public:
    RcloneListing(HttpClient &client, RclonePlace &place, const EntryFilter &filter, NoKeys noKeys);
    ~RcloneListing();
    /// `base` is empty or ends in '/'.
    [[nodiscard]] Result<Listing> read(const QByteArray &base, const std::stop_token &stop);

private:
    class FolderTransfer;

    void askMore();
    void folderRead(FolderTransfer &asked);
    void failed(FolderTransfer &asked, Error error);
    [[nodiscard]] Result<void> tooMany() const;
    [[nodiscard]] Result<void> take(const RcloneItem &item, const QByteArray &folder);

    HttpClient &m_client;
    RclonePlace &m_place;
    const EntryFilter &m_filter;
    const NoKeys m_noKeys; ///< where the remote is a bucket
    QByteArray m_base;
    std::deque<QByteArray> m_waiting; ///< folders, each ends in '/' or is empty
    std::list<std::unique_ptr<FolderTransfer>> m_asked;
    bool m_foundNothing = true;
    PendingListing m_pending;
};

} // namespace larder
