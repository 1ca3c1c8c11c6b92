#include "core/sources/rclonelisting.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// What rclone's JSON has for a byte that is no UTF-8: which one it was is lost, and with it the file.
constexpr QByteArrayView replacement = "\xef\xbf\xbd";

} // namespace

class RcloneListing::FolderTransfer : public HttpTransfer
{
public:
    FolderTransfer(RcloneListing &listing, QByteArray folder)
        : m_listing(listing),
          m_folder(std::move(folder))
    { }

    HttpRequest request() override { return m_listing.m_place.listCall(m_folder); }
    bool accepts(int status) const override { return status == 200; }
    bool followsRedirects() const override { return false; }
    std::optional<HttpFailure> explain(const HttpHead &, const QByteArray &body) override
    {
        return m_listing.m_place.failureOf(body, m_listing.m_place.shownPath(m_folder));
    }
    Result<void> onHead(const HttpHead &) override
    {
        m_reader = {};
        m_items.clear();
        return {};
    }
    Result<void> onBody(std::span<const char> bytes) override
    {
        const Result<void> added = m_reader.add(bytes, m_items);
        return added && m_items.size() > maxEntries ? m_listing.tooMany() : added;
    }
    void onFinished(const Result<HttpHead> &result) override
    {
        if (!result)
            return m_listing.failed(*this, result.error());
        if (const Result<void> finished = m_reader.finish(); !finished)
            return m_listing.failed(*this, finished.error());
        m_listing.folderRead(*this);
    }

    const QByteArray &folder() const { return m_folder; }
    std::vector<RcloneItem> takeItems() { return std::move(m_items); }

private:
    RcloneListing &m_listing;
    const QByteArray m_folder;
    RcloneListReader m_reader;
    std::vector<RcloneItem> m_items;
};

RcloneListing::RcloneListing(HttpClient &client, RclonePlace &place, const EntryFilter &filter, NoKeys noKeys)
    : m_client(client),
      m_place(place),
      m_filter(filter),
      m_noKeys(noKeys)
{ }

RcloneListing::~RcloneListing() = default;

Result<Listing> RcloneListing::read(const QByteArray &base, const std::stop_token &stop)
{
    const std::stop_callback onStop(stop, [this] { m_pending.requestStop(); });
    m_base = base;
    m_waiting.push_back(base);
    askMore();
    Result<Listing> listing = m_pending.finish(m_client.drive(m_pending.token()), stop);
    const bool isBelowBucket = m_place.remote().isOfBuckets && m_base.count('/') > 1;
    if (listing && isBelowBucket && m_foundNothing && m_noKeys == NoKeys::MeanMissing) {
        return failure(ErrorKind::NotFound, u"there is no such file or folder"_s, m_place.shownPath(m_base),
                       u"check the address"_s);
    }
    return listing;
}

void RcloneListing::askMore()
{
    while (!m_waiting.empty() && m_asked.size() < rcloneAtOnce && !m_pending.hasFailed()) {
        m_asked.push_back(std::make_unique<FolderTransfer>(*this, std::move(m_waiting.front())));
        m_waiting.pop_front();
        m_client.start(*m_asked.back());
    }
}

/// A folder below the bound one that went away while it was listed has no files.
void RcloneListing::failed(FolderTransfer &asked, Error error)
{
    const bool isBelow = asked.folder() != m_base;
    if (error.subject.isEmpty())
        error.subject = m_place.shownPath(asked.folder());
    std::erase_if(m_asked, [&asked](const auto &each) { return each.get() == &asked; });
    if (!isBelow || error.kind != ErrorKind::NotFound)
        return m_pending.fail(std::move(error));
    askMore();
}

void RcloneListing::folderRead(FolderTransfer &asked)
{
    const QByteArray folder = asked.folder();
    const std::vector<RcloneItem> items = asked.takeItems();
    std::erase_if(m_asked, [&asked](const auto &each) { return each.get() == &asked; });
    m_foundNothing = m_foundNothing && items.empty();
    for (const RcloneItem &item : items) {
        if (const Result<void> taken = take(item, folder); !taken)
            return m_pending.fail(taken.error());
    }
    askMore();
}

Result<void> RcloneListing::tooMany() const
{
    return failure(ErrorKind::Unsupported, u"there are more than %1 files"_s.arg(maxEntries),
                   m_place.shownPath(m_base), u"bind a part of it, or leave some out with --exclude"_s);
}

Result<void> RcloneListing::take(const RcloneItem &item, const QByteArray &folder)
{
    if (!item.path.startsWith(folder) || item.path.size() <= folder.size()) {
        return failure(ErrorKind::Corrupt, u"the listing names a file that was not asked for"_s,
                       m_place.shownPath(item.path), u"tell who runs the server"_s);
    }
    const QByteArray path = item.path.sliced(m_base.size());
    const bool isWanted = item.isFolder ? m_filter.acceptsBelow(path) : m_filter.accepts(path);
    if (!isWanted)
        return {};
    if (path.contains(replacement))
        return cannotKeep(path, u"is not valid UTF-8, so the name cannot be kept exactly"_s);
    if (const Result<void> checked = checkEntryPath(path); !checked)
        return checked;
    if (item.isFolder) {
        if (!m_place.remote().listsAtOnce)
            m_waiting.push_back(item.path + '/');
        return {};
    }
    if (m_pending.listing.entries.size() == maxEntries)
        return tooMany();
    m_pending.listing.entries.push_back({path, item.size, item.modified, item.validator});
    return {};
}

} // namespace larder
