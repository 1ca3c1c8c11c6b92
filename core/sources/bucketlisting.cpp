#include "core/sources/bucketlisting.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// The first key may be named once more.
bool goesOnFrom(const QByteArray &key, const BucketPage &page)
{
    return page.objects.empty()
        || (page.objects.front().key >= key && std::ranges::is_sorted(page.objects, {}, &BucketObject::key));
}

/// Every `length`-th of the paths that a source listed, but for the last of all.
std::vector<QByteArray> landmarks(const Manifest &manifest, size_t length)
{
    std::vector<QByteArray> paths;
    size_t passed = 0;
    QByteArray path;
    const auto pass = [&](const QByteArray &next) {
        if (passed > 0 && passed % length == 0)
            paths.push_back(path);
        path = next;
        ++passed;
    };
    auto archive = manifest.archives.begin();
    for (const ManifestFile &file : manifest.files) {
        if (!file.archive.isEmpty())
            continue;
        for (; archive != manifest.archives.end() && archive->path < file.entry.path; ++archive)
            pass(archive->path);
        pass(file.entry.path);
    }
    for (; archive != manifest.archives.end(); ++archive)
        pass(archive->path);
    return paths;
}

bool areInLargeFolders(const Manifest &manifest)
{
    qint64 folders = 0;
    QByteArrayView last;
    for (const ManifestFile &file : manifest.files) {
        const QByteArrayView folder = QByteArrayView(file.entry.path).first(file.entry.path.indexOf('/') + 1);
        if (folder.isEmpty() || folder != last)
            ++folders;
        last = folder;
    }
    return qint64(manifest.files.size()) >= folders * leastKeysInFolder;
}

} // namespace

class BucketListing::PageTransfer : public HttpTransfer
{
public:
    PageTransfer(BucketListing &listing, Walk walk) : m_listing(listing), m_walk(std::move(walk)) { }

    HttpRequest request() override
    {
        return m_listing.m_place.prepared({"GET", m_listing.m_place.urlOfPage(m_walk.next), {}});
    }
    bool accepts(int status) const override { return status == 200; }
    bool followsRedirects() const override { return false; }
    std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body) override
    {
        return m_listing.m_place.explain(m_listing.m_place.urlOfPage(m_walk.next), head, body);
    }
    Result<void> onHead(const HttpHead &) override
    {
        m_body.resize(0);
        return {};
    }
    Result<void> onBody(std::span<const char> bytes) override
    {
        m_body.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        if (m_body.size() > maxBucketPageBytes)
            return failure(ErrorKind::Unsupported, u"the answer is too long for a page of a listing"_s,
                           m_listing.m_place.shownKey(m_walk.next.prefix));
        return {};
    }
    void onFinished(const Result<HttpHead> &result) override
    {
        if (!result)
            return m_listing.m_pending.fail(result.error());
        m_listing.pageRead(*this, *result, m_body);
    }
    Walk takeWalk() { return std::move(m_walk); }

private:
    BucketListing &m_listing;
    Walk m_walk;
    QByteArray m_body;
};

BucketListing::BucketListing(HttpClient &client, BucketPlace &place, const EntryFilter &filter,
                             const Manifest *lastSeen)
    : m_client(client),
      m_place(place),
      m_filter(filter),
      m_lastSeen(lastSeen)
{ }

BucketListing::~BucketListing() = default;

Result<Listing> BucketListing::read(const QByteArray &prefix, const std::stop_token &stop)
{
    const std::stop_callback onStop(stop, [this] { m_pending.requestStop(); });
    m_prefix = prefix;
    begin();
    const Result<void> driven = m_client.drive(m_pending.token());
    if (m_isOutOfOrder && !stop.stop_requested())
        return BucketListing(m_client, m_place, m_filter, nullptr).read(prefix, stop);
    m_foundNothing = driven && !m_pending.hasFailed() && m_keys == 0 && !m_prefix.isEmpty();
    if (m_foundNothing) {
        m_pending.fail({ErrorKind::NotFound, m_place.nothingBelow(), m_place.shownKey(m_prefix),
                        u"check the address"_s});
    }
    return m_pending.finish(driven, stop);
}

void BucketListing::begin()
{
    if (!m_lastSeen)
        return ask({.next = {.prefix = m_prefix}});
    if (m_lastSeen->archives.empty()) // about as many as then
        m_pending.listing.entries.reserve(m_lastSeen->files.size() + m_lastSeen->files.size() / 16);
    const auto length = size_t(m_place.newKeysInPage());
    const std::vector<QByteArray> marks =
        length > 0 ? landmarks(*m_lastSeen, length) : std::vector<QByteArray>();
    if (int(marks.size()) >= stretchesAtOnce && areInLargeFolders(*m_lastSeen))
        return ask({.next = {.prefix = m_prefix, .isByFolder = true},
                    .level = std::make_shared<Level>(Level{.parent = m_prefix})});
    layOutStretches(marks);
    askStretches();
}

/// From the beginning to the end, with a new stretch wherever a page would end.
void BucketListing::layOutStretches(const std::vector<QByteArray> &landmarks)
{
    QByteArray after;
    for (const QByteArray &path : landmarks) {
        const QByteArray last = m_prefix + path;
        m_stretches.push_back(
            {.next = {.prefix = m_prefix, .startAfter = after}, .isStretch = true, .until = last});
        after = last;
    }
    m_stretches.push_back({.next = {.prefix = m_prefix, .startAfter = after}, .isStretch = !after.isEmpty()});
}

void BucketListing::askStretches()
{
    for (; m_stretchesAsked < stretchesAtOnce && !m_stretches.empty(); ++m_stretchesAsked) {
        ask(std::move(m_stretches.front()));
        m_stretches.pop_front();
    }
}

void BucketListing::ask(Walk walk)
{
    m_pages.push_back(std::make_unique<PageTransfer>(*this, std::move(walk)));
    m_client.start(*m_pages.back());
}

void BucketListing::pageRead(PageTransfer &asked, const HttpHead &head, QByteArray &body)
{
    if (!m_pending.listing.serverNow)
        m_pending.listing.serverNow = head.date;
    const Result<BucketPage> page = m_place.readPage(body);
    Walk walk = asked.takeWalk();
    std::erase_if(m_pages, [&asked](const auto &each) { return each.get() == &asked; });
    if (!page) {
        Error error = page.error();
        error.subject = m_place.shownKey(m_prefix);
        return m_pending.fail(std::move(error));
    }
    if (walk.isStretch && !goesOnFrom(walk.lastKey.isEmpty() ? walk.next.startAfter : walk.lastKey, *page)) {
        m_isOutOfOrder = true;
        return m_pending.requestStop(); // it is listed once more, in one line
    }
    m_keys += static_cast<qint64>(page->objects.size());
    for (const BucketObject &object : page->objects) {
        if (!walk.until.isEmpty() && object.key > walk.until)
            break;
        if (const Result<void> taken = take(object); !taken)
            return m_pending.fail(taken.error());
    }
    if (const Result<void> gone = goOn(std::move(walk), *page); !gone)
        m_pending.fail(gone.error());
}

/// What is asked after a page: the next one; or, once it is clear that large folders are still to come, which
/// ones, and then each by itself.
Result<void> BucketListing::goOn(Walk walk, const BucketPage &page)
{
    if (const Result<void> taken = takeFolders(walk, page); !taken)
        return taken;
    for (const BucketObject &object : page.objects) {
        const QByteArray folder = object.key.first(object.key.indexOf('/', walk.next.prefix.size()) + 1);
        if (!folder.isEmpty() && folder != walk.lastFolder)
            ++walk.folders;
        walk.lastFolder = folder;
        walk.lastKey = object.key;
    }
    walk.keys += static_cast<qint64>(page.objects.size());
    ++walk.pages;
    const QByteArray &lastName =
        page.folders.empty() ? walk.lastKey : std::max(walk.lastKey, page.folders.back());
    const bool isAtEnd = !walk.until.isEmpty() && lastName >= walk.until;
    if (page.nextToken.isEmpty() || isAtEnd) {
        walkEnded(walk);
        return {};
    }
    if (page.nextToken == walk.next.token)
        return failure(ErrorKind::Corrupt, u"the listing goes round in a circle"_s,
                       m_place.shownKey(walk.next.prefix), u"tell who runs the store"_s);
    if (walk.next.isByFolder && walk.level->isInLine)
        return {};
    const bool hasLargeFolders = walk.folders > 0 && walk.keys / walk.folders >= leastKeysInFolder;
    if (!walk.next.isByFolder && walk.pages == pagesBeforeFolders && hasLargeFolders) {
        if (!walk.lastFolder.isEmpty())
            ask({.next = {.prefix = walk.lastFolder, .startAfter = walk.lastKey}});
        ask({.next = {.prefix = walk.next.prefix, .startAfter = walk.lastKey, .isByFolder = true},
             .until = walk.until,
             .level = std::make_shared<Level>(Level{.parent = walk.next.prefix})});
        walkEnded(walk);
        return {};
    }
    walk.next.token = page.nextToken;
    ask(std::move(walk));
    return {};
}

/// Where it led to others, they count for themselves.
void BucketListing::walkEnded(const Walk &walk)
{
    if (walk.level && !walk.next.isByFolder)
        folderListed(walk.level, walk.keys);
    if (!walk.isStretch)
        return;
    --m_stretchesAsked;
    askStretches();
}

Result<void> BucketListing::takeFolders(const Walk &walk, const BucketPage &page)
{
    for (const QByteArray &folder : page.folders) {
        if (!folder.startsWith(walk.next.prefix) || folder.size() <= walk.next.prefix.size() || !walk.level)
            return failure(ErrorKind::Corrupt, u"the listing names an object that was not asked for"_s,
                           m_place.shownKey(folder), u"tell who runs the store"_s);
        const QByteArray path = folder.sliced(m_prefix.size());
        // What lies before is there already, or gone on with; some stores name it, some do not.
        const bool isPassed = folder < walk.next.startAfter || walk.level->isInLine;
        const bool isBeyond = !walk.until.isEmpty() && folder > walk.until;
        if (!isPassed && !isBeyond && m_filter.acceptsBelow(path.chopped(path.endsWith('/') ? 1 : 0)))
            walk.level->waiting.push_back(folder);
    }
    if (walk.next.isByFolder)
        askFolders(walk.level);
    return {};
}

void BucketListing::askFolders(const std::shared_ptr<Level> &level)
{
    for (; level->asked < foldersAtOnce && !level->waiting.empty(); ++level->asked) {
        ask({.next = {.prefix = level->waiting.front()}, .level = level});
        level->waiting.pop_front();
    }
}

/// The next one is asked; or, where they are small, all of the rest in one line, from the first that was not
/// asked. What lies beside it is named once more.
void BucketListing::folderListed(const std::shared_ptr<Level> &level, qint64 keys)
{
    --level->asked;
    ++level->listed;
    level->keys += keys;
    const bool areSmall = level->listed >= foldersAtOnce && level->keys / level->listed < leastKeysInFolder;
    if (!areSmall || level->waiting.empty())
        return askFolders(level);
    level->isInLine = true;
    const QByteArray before = level->waiting.front().chopped(1); // the '/': its own keys come after that
    level->waiting.clear();
    ask({.next = {.prefix = level->parent, .startAfter = before}, .pages = pagesBeforeFolders});
}

Result<void> BucketListing::take(const BucketObject &object)
{
    if (!object.key.startsWith(m_prefix)) {
        return failure(ErrorKind::Corrupt, u"the listing names an object that was not asked for"_s,
                       m_place.shownKey(object.key), u"tell who runs the store"_s);
    }
    const QByteArray path = object.key.sliced(m_prefix.size());
    if (path.isEmpty() || path.endsWith('/')) {
        if (object.size > 0)
            m_pending.ignored.add(u"a folder's marker that has contents"_s,
                                  u"folders' markers that have contents"_s, readablePath(object.key));
        return {};
    }
    if (!m_filter.accepts(path))
        return {};
    if (const Result<void> checked = checkEntryPath(path); !checked)
        return checked;
    if (m_pending.listing.entries.size() == maxEntries) {
        return failure(ErrorKind::Unsupported, u"there are more than %1 objects"_s.arg(maxEntries),
                       m_place.shownKey(m_prefix), u"bind a part of it, or leave some out with --exclude"_s);
    }
    m_pending.listing.entries.push_back({path, object.size, object.modified, object.validator});
    shareWithLastTime(m_pending.listing.entries.back());
    return {};
}

/// Name and validator of what did not change lie in memory once: they are most of a long listing.
void BucketListing::shareWithLastTime(Entry &entry)
{
    if (!m_lastSeen)
        return;
    const auto &files = m_lastSeen->files;
    const auto pathOf = [](const ManifestFile &file) -> const QByteArray & { return file.entry.path; };
    if (m_nextSeen == files.size() || pathOf(files[m_nextSeen]) != entry.path) // a page's come in their order
        m_nextSeen = size_t(std::ranges::lower_bound(files, entry.path, {}, pathOf) - files.begin());
    if (m_nextSeen == files.size() || pathOf(files[m_nextSeen]) != entry.path)
        return;
    const Entry &seen = files[m_nextSeen++].entry;
    entry.path = seen.path;
    if (entry.validator == seen.validator)
        entry.validator = seen.validator;
}

} // namespace larder
