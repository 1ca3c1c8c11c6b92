#include "tests/contract/sourcesuite.h"

#include "tests/support/expect.h"

namespace larder::test {

using namespace Qt::StringLiterals;

namespace {

HttpOptions impatient()
{
    HttpOptions options;
    options.retry.firstWait = std::chrono::milliseconds(1);
    options.retry.longestWait = std::chrono::milliseconds(20);
    return options;
}

/// This machine's own sign-ins are none of a test's business.
QProcessEnvironment environmentOf(const QTemporaryDir &person)
{
    QProcessEnvironment environment;
    environment.insert(u"HOME"_s, person.path());
    environment.insert(u"NO_GCE_CHECK"_s, u"true"_s);
    environment.insert(u"AZURE_STORAGE_ACCOUNT"_s, QString::fromLatin1(testAccount));
    environment.insert(u"AZURE_STORAGE_KEY"_s, QString::fromLatin1(testAccountKey));
    environment.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s);
    environment.insert(u"AWS_ACCESS_KEY_ID"_s, QString::fromLatin1(testKeyId));
    environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, QString::fromLatin1(testSecret));
    return environment;
}

class CollectingDelivery : public Delivery
{
public:
    CollectingDelivery(CollectingSink &sink, const Entry &entry)
        : m_sink(sink),
          m_entry(entry),
          m_content(sink.partials[entry.path]),
          m_present{{0, m_content.size()}}
    {
        for (const auto &[at, bytes] : sink.ahead[entry.path])
            put(at, bytes);
    }

    const ByteRanges &present() const override { return m_present; }

    Result<void> restart() override
    {
        ++m_sink.restarts;
        m_content.clear();
        m_present = {};
        return {};
    }

    Result<void> write(std::span<const char> bytes) override
    {
        m_present.cutOff(offset());
        return writeAt(offset(), bytes);
    }

    Result<void> writeAt(qint64 at, std::span<const char> bytes) override
    {
        if (m_sink.onWrite) {
            if (const Result<void> result = m_sink.onWrite(m_entry, m_present.total()); !result)
                return result;
        }
        put(at, bytes);
        return {};
    }

    Result<void> readAt(qint64 at, std::span<char> bytes) override
    {
        std::ranges::copy_n(m_content.cbegin() + at, std::ssize(bytes), bytes.begin());
        return {};
    }

    Result<void> finish(const Entry &delivered) override
    {
        m_sink.files[m_entry.path] = {m_content, delivered};
        return {};
    }

private:
    void put(qint64 at, std::span<const char> bytes)
    {
        const qint64 end = at + std::ssize(bytes);
        if (m_content.size() < end)
            m_content.resize(end, '?');
        std::ranges::copy(bytes, m_content.begin() + at);
        m_present.add({at, end});
    }

    CollectingSink &m_sink;
    const Entry m_entry;
    QByteArray m_content;
    ByteRanges m_present;
};

QByteArrayList pathsOf(const Listing &listing)
{
    QByteArrayList paths;
    for (const Entry &entry : listing.entries)
        paths << entry.path;
    return paths;
}

/// Bytes that differ from place to place, so that a piece at the wrong offset shows.
QByteArray longContent(qint64 size, int seed)
{
    QByteArray content(size, Qt::Uninitialized);
    quint32 state = static_cast<quint32>(seed) * 2654435761U + 1;
    for (char &byte : content) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<char>(state >> 24);
    }
    return content;
}

constexpr qint64 longSize = 8 * 1024 * 1024; // more than sockets and one chunk hold

} // namespace

Result<std::unique_ptr<Delivery>> CollectingSink::begin(const Entry &entry)
{
    ++begun;
    if (refusal)
        return std::unexpected(*refusal);
    return std::make_unique<CollectingDelivery>(*this, entry);
}

void CollectingSink::failed(const Entry &entry, const Error &error)
{
    failures[entry.path] = error;
}

SourceSuite::SourceSuite() : http(impatient(), limiter), signIns(environmentOf(person), http) { }

std::unique_ptr<Source> SourceSuite::source(const QString &url, const std::function<void(Binding &)> &dress)
{
    Binding binding;
    binding.url = url;
    binding.bucket = bucketOptions();
    if (dress)
        dress(binding);
    Result<std::unique_ptr<Source>> made =
        makeSource(binding, {http, signIns, QDate(2024, 8, 27), store.home(), {u"acme"_s, u"daily"_s}});
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
    return std::move(*made);
}

Result<Listing> SourceSuite::probe(const QString &url, const EntryFilter &filter, std::stop_token stop)
{
    return source(url)->probe({filter}, stop);
}

SourceSuite::Run SourceSuite::run(const QString &url, CollectingSink &sink,
                                  const std::function<void()> &meanwhile, std::stop_token stop)
{
    const std::unique_ptr<Source> from = source(url);
    Run run{from->probe({}, stop), {}};
    if (!run.listing)
        return run;
    if (meanwhile)
        meanwhile();
    run.fetched = from->fetch(run.listing->entries, sink, stop);
    return run;
}

void SourceSuite::listsEverythingBelowInByteOrderOfItsPath()
{
    const auto place = makePlace();
    for (const char *path : {"b.csv", "a/z.csv", "a/b/c/d.csv", "a.csv", "B.csv", "a-b.csv"})
        place->put(path, QByteArray(path).repeated(3));
    const auto listing = probe(place->url());
    VERIFY_VALUE(listing);
    QCOMPARE(pathsOf(*listing),
             QByteArrayList({"B.csv", "a-b.csv", "a.csv", "a/b/c/d.csv", "a/z.csv", "b.csv"}));
    for (const Entry &entry : listing->entries) {
        QCOMPARE(entry.size, entry.path.size() * 3);
        QVERIFY(entry.modified);
        QVERIFY(!entry.validator.token.isEmpty());
    }
}

void SourceSuite::keepsEveryNameExactly()
{
    const auto place = makePlace();
    QByteArrayList paths{"with space.csv",
                         " both ends ",
                         "100%.csv",
                         "a%20b.csv",
                         "a+b.csv",
                         "a#b.csv",
                         "what?.csv",
                         "quote'.csv",
                         "quote\".csv",
                         "semi;colon&amp;.csv",
                         "<b>.csv",
                         "back\\slash.csv",
                         "[1]{2}.csv",
                         "a:b.csv",
                         "~tilde",
                         "-dash",
                         ".hidden",
                         "..two",
                         "c=d@e,f!(g)*.csv",
                         "\xc3\xbc.csv",
                         "u\xcc\x88.csv",
                         "\xe6\x97\xa5/\xe6\x9c\xac.csv",
                         "\xf0\x9f\x93\xa6.csv",
                         "Case.csv",
                         "case.csv",
                         "dir with space%/+/x.csv",
                         QByteArray(255, 'n'),
                         QByteArray("\xc3\xa9").repeated(127) + 'x'};
    if (!deviations().showsDotFiles)
        paths.removeIf([](const QByteArray &path) { return path.startsWith('.'); });
    if (!deviations().keepsBackslashes)
        paths.removeIf([](const QByteArray &path) { return path.contains('\\'); });
    for (const QByteArray &path : paths)
        place->put(path, "content of " + path);
    CollectingSink sink;
    const Run all = run(place->url(), sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    std::ranges::sort(paths);
    QCOMPARE(pathsOf(*all.listing), paths);
    QVERIFY(sink.failures.empty());
    for (const QByteArray &path : paths)
        QCOMPARE(sink.files[path].content, "content of " + path);
}

void SourceSuite::refusesNamesThatCannotBeKeptUnlessExcluded()
{
    for (const QByteArray &name : deviations().badNames) {
        const auto place = makePlace();
        place->put("good.csv", "1");
        place->put("sub/" + name, "2");
        const auto refused = probe(place->url());
        VERIFY_ERROR(refused, ErrorKind::Unsupported);
        QVERIFY2(refused.error().message.contains("sub/bad-\\x"_L1), qPrintable(refused.error().message));
        const auto listing = probe(place->url(), {{}, {}, {*Glob::parse(u"bad-*"_s)}});
        VERIFY_VALUE(listing);
        QCOMPARE(pathsOf(*listing), QByteArrayList{"good.csv"});
    }
}

void SourceSuite::listsAnEmptyPlaceAsEmpty()
{
    const auto place = makePlace();
    const auto listing = probe(place->url());
    VERIFY_VALUE(listing);
    QVERIFY(listing->entries.empty());
}

void SourceSuite::saysThatAMissingPlaceIsNotThere()
{
    if (!deviations().joinsAddresses)
        return;
    const auto place = makePlace();
    const auto listing = probe(place->url() + u"no/such/"_s);
    VERIFY_ERROR(listing, ErrorKind::NotFound);
    QVERIFY2(listing.error().subject.contains("no/such"_L1), qPrintable(listing.error().subject));
}

void SourceSuite::bindsOneFile()
{
    if (!deviations().joinsAddresses)
        return;
    const auto place = makePlace();
    place->put("x/one file.csv", "1234567");
    place->put("x/two.csv", "other");
    CollectingSink sink;
    const Run one = run(place->url() + u"x/one file.csv"_s, sink);
    VERIFY_VALUE(one.listing);
    VERIFY_VALUE(one.fetched);
    QCOMPARE(pathsOf(*one.listing), QByteArrayList{"one file.csv"});
    QCOMPARE(one.listing->entries[0].size, 7);
    QCOMPARE(sink.files["one file.csv"].content, "1234567");
}

void SourceSuite::saysThatAMissingFileIsNotThere()
{
    if (!deviations().joinsAddresses)
        return;
    const auto place = makePlace();
    const auto listing = probe(place->url() + u"none.csv"_s);
    VERIFY_ERROR(listing, ErrorKind::NotFound);
    QVERIFY2(listing.error().subject.contains("none.csv"_L1), qPrintable(listing.error().subject));
}

void SourceSuite::takesOnlyWhatGlobsAndFilterAccept()
{
    if (!deviations().joinsAddresses)
        return;
    const auto place = makePlace();
    for (const char *path : {"a.csv", "b.txt", "x/c.csv", "x/y/d.csv", "x/y/e.txt", "z/f.csv"})
        place->put(path, path);
    const auto topOnly = probe(place->url() + u"*.csv"_s);
    VERIFY_VALUE(topOnly);
    QCOMPARE(pathsOf(*topOnly), QByteArrayList{"a.csv"});
    const auto deep = probe(place->url() + u"x/**/*.csv"_s);
    VERIFY_VALUE(deep);
    QCOMPARE(pathsOf(*deep), QByteArrayList({"c.csv", "y/d.csv"}));
    const auto filtered = probe(place->url(), {{}, {*Glob::parse(u"*.csv"_s)}, {*Glob::parse(u"x/y/"_s)}});
    VERIFY_VALUE(filtered);
    QCOMPARE(pathsOf(*filtered), QByteArrayList({"a.csv", "x/c.csv", "z/f.csv"}));
}

void SourceSuite::deliversTheBytesUnderTheProbedIdentity()
{
    const auto place = makePlace();
    place->put("empty.csv", "");
    place->put("short.csv", "x");
    place->put("d/long.bin", longContent(longSize, 1));
    CollectingSink sink;
    const Run all = run(place->url(), sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files.size(), 3U);
    QVERIFY(sink.files["d/long.bin"].content == longContent(longSize, 1));
    QCOMPARE(sink.files["empty.csv"].content, "");
    QCOMPARE(sink.files["short.csv"].content, "x");
    for (const Entry &entry : all.listing->entries) {
        QCOMPARE(entry.validator.strength,
                 deviations().provesNothing ? ValidatorStrength::Weak : ValidatorStrength::Strong);
        QCOMPARE(sink.files[entry.path].delivered, entry);
    }
}

void SourceSuite::provesThatNothingHasChanged()
{
    const auto place = makePlace();
    place->put("a.csv", "1");
    place->put("x/b.csv", "2");
    const auto first = probe(place->url());
    const auto second = probe(place->url());
    VERIFY_VALUE(first);
    VERIFY_VALUE(second);
    QCOMPARE(first->entries.size(), 2U);
    for (std::size_t i = 0; i < first->entries.size(); ++i)
        QCOMPARE(compare(first->entries[i].validator, second->entries[i].validator),
                 deviations().provesNothing ? Sameness::Unproven : Sameness::Same);
}

void SourceSuite::seesAReuploadOfTheSameSizeAndTime()
{
    const auto place = makePlace();
    place->put("a.csv", "old");
    const auto first = probe(place->url());
    VERIFY_VALUE(first);
    place->putUnderTheSameTime("a.csv", "new");
    const auto second = probe(place->url());
    VERIFY_VALUE(second);
    QCOMPARE(second->entries[0].size, first->entries[0].size);
    if (deviations().setsTimes)
        QCOMPARE(second->entries[0].modified, first->entries[0].modified);
    const Sameness sameness = compare(first->entries[0].validator, second->entries[0].validator);
    if (deviations().seesChangesUnderTheSameTime)
        QCOMPARE(sameness, Sameness::Different);
}

void SourceSuite::failsAChangedFileAloneAsConflict()
{
    if (!deviations().movesUnderTheRun)
        return;
    const auto place = makePlace();
    for (const char *path : {"a.csv", "b.csv", "c.csv"})
        place->put(path, "old");
    CollectingSink sink;
    const Run all = run(place->url(), sink, [&] { place->put("b.csv", "newer"); });
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files.size(), 2U);
    QCOMPARE(sink.failures.size(), 1U);
    QCOMPARE(sink.failures["b.csv"].kind, ErrorKind::Conflict);
}

void SourceSuite::failsARemovedFileAloneAsConflict()
{
    if (!deviations().movesUnderTheRun)
        return;
    const auto place = makePlace();
    for (const char *path : {"a.csv", "b.csv"})
        place->put(path, "old");
    CollectingSink sink;
    const Run all = run(place->url(), sink, [&] { place->remove("a.csv"); });
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files.size(), 1U);
    QCOMPARE(sink.failures["a.csv"].kind, ErrorKind::Conflict);
}

void SourceSuite::neverDeliversAFileThatIsOverwrittenMeanwhile()
{
    if (!deviations().overwritesWhatIsRead)
        return;
    const auto place = makePlace();
    place->put("a.bin", longContent(longSize, 1));
    CollectingSink sink;
    bool isOverwritten = false;
    sink.onWrite = [&](const Entry &, qint64 soFar) -> Result<void> {
        if (soFar > 0 && !std::exchange(isOverwritten, true))
            place->overwriteInPlace("a.bin", longContent(longSize, 2));
        return {};
    };
    const Run all = run(place->url(), sink);
    VERIFY_VALUE(all.fetched);
    QVERIFY(isOverwritten);
    if (sink.files.contains("a.bin")) { // all of it had been read before
        QVERIFY(sink.files["a.bin"].content == longContent(longSize, 1));
        return;
    }
    QCOMPARE(sink.failures["a.bin"].kind, ErrorKind::Conflict);
}

void SourceSuite::goesOnFromWhatIsThere()
{
    const auto place = makePlace();
    const QByteArray content = longContent(longSize, 3);
    place->put("a.bin", content);
    CollectingSink sink;
    const qint64 half = longSize / 2;
    sink.partials["a.bin"] = content.first(half);
    qint64 firstWrite = -1;
    sink.onWrite = [&](const Entry &, qint64 soFar) -> Result<void> {
        firstWrite = firstWrite < 0 ? soFar : firstWrite;
        return {};
    };
    const Run all = run(place->url(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(firstWrite, deviations().goesOnFromParts ? half : 0);
    QCOMPARE(sink.restarts, deviations().goesOnFromParts ? 0 : 1);
    QVERIFY(sink.files["a.bin"].content == content);
    QCOMPARE(sink.files["a.bin"].delivered, all.listing->entries[0]);
}

void SourceSuite::takesNothingFromAPartThatIsTooLong()
{
    const auto place = makePlace();
    place->put("a.csv", "right");
    CollectingSink sink;
    sink.partials["a.csv"] = "something longer than the file";
    const Run all = run(place->url(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.restarts, 1);
    QCOMPARE(sink.files["a.csv"].content, "right");
}

void SourceSuite::confirmsAPartThatIsAlreadyWhole()
{
    if (!deviations().goesOnFromParts)
        return;
    const auto place = makePlace();
    place->put("a.csv", "whole");
    CollectingSink sink;
    sink.partials["a.csv"] = "whole";
    sink.onWrite = [](const Entry &, qint64) -> Result<void> {
        return failure(ErrorKind::Storage, u"a byte came that was there"_s);
    };
    const Run all = run(place->url(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["a.csv"].content, "whole");
    QCOMPARE(sink.files["a.csv"].delivered, all.listing->entries[0]);
}

void SourceSuite::saysWhatIsDenied()
{
    if (!deviations().movesUnderTheRun)
        return;
    const auto place = makePlace();
    place->put("denied.csv", "secret");
    place->deny("denied.csv");
    CollectingSink sink;
    const Run all = run(place->url(), sink);
    QVERIFY(sink.files.empty());
    const Error error = !all.listing ? all.listing.error()
        : !all.fetched               ? all.fetched.error()
                                     : sink.failures["denied.csv"];
    if (deviations().tellsDenial)
        QVERIFY2(error.kind == ErrorKind::Denied, qPrintable(error.message));
    QVERIFY2(error.subject.contains("denied.csv"_L1), qPrintable(error.subject));
}

void SourceSuite::stopsBeforeItBegins()
{
    const auto place = makePlace();
    place->put("a.csv", "1");
    std::stop_source stop;
    stop.request_stop();
    VERIFY_ERROR(probe(place->url(), {}, stop.get_token()), ErrorKind::Cancelled);
    const auto from = source(place->url());
    const auto listing = from->probe({}, {});
    VERIFY_VALUE(listing);
    CollectingSink sink;
    const auto fetched = from->fetch(listing->entries, sink, stop.get_token());
    VERIFY_ERROR(fetched, ErrorKind::Cancelled);
    QVERIFY(sink.files.empty() && sink.failures.empty());
}

void SourceSuite::stopsInTheMiddleOfAFile()
{
    const auto place = makePlace();
    place->put("a.bin", longContent(longSize, 4));
    std::stop_source stop;
    CollectingSink sink;
    sink.onWrite = [&](const Entry &, qint64) -> Result<void> {
        stop.request_stop();
        return {};
    };
    const Run all = run(place->url(), sink, {}, stop.get_token());
    VERIFY_VALUE(all.listing);
    VERIFY_ERROR(all.fetched, ErrorKind::Cancelled);
    QVERIFY(sink.files.empty() && sink.failures.empty());
}

void SourceSuite::endsWithTheStoresErrorWhenNothingCanBegin()
{
    const auto place = makePlace();
    for (int i = 0; i < 20; ++i)
        place->put(QByteArray::number(i), "1");
    CollectingSink sink;
    sink.refusal = Error{ErrorKind::NoSpace, u"full"_s, {}, {}};
    const Run all = run(place->url(), sink);
    VERIFY_ERROR(all.fetched, ErrorKind::NoSpace);
    QCOMPARE(sink.begun, 1);
}

void SourceSuite::endsWithTheStoresErrorInTheMiddle()
{
    const auto place = makePlace();
    for (int i = 0; i < 20; ++i)
        place->put(QByteArray::number(i), "1");
    CollectingSink sink;
    sink.onWrite = [&](const Entry &, qint64) -> Result<void> {
        return failure(ErrorKind::NotFound, u"the store is gone"_s);
    };
    const Run all = run(place->url(), sink);
    VERIFY_ERROR(all.fetched, ErrorKind::NotFound);
    QVERIFY(sink.files.empty() && sink.failures.empty());
}

void SourceSuite::listsAndFetchesManyFiles()
{
    const auto place = makePlace();
    const int count = deviations().manyFiles;
    for (int i = 0; i < count; ++i)
        place->put("d" + QByteArray::number(i % 7) + "/f" + QByteArray::number(i), QByteArray::number(i));
    CollectingSink sink;
    const Run all = run(place->url(), sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(all.listing->entries.size(), static_cast<std::size_t>(count));
    QCOMPARE(sink.files.size(), static_cast<std::size_t>(count));
    for (const auto &[path, file] : sink.files)
        QCOMPARE(file.content, path.sliced(path.indexOf("/f") + 2));
}

} // namespace larder::test
