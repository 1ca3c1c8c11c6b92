/// The conformance suite that every source passes: one class of tests, run once per adapter over a place of
/// its kind. An adapter's test derives from SourceSuite, makes places, and declares in Deviations what its
/// kind of place cannot do. A place lives for one test. Everything here runs on the test's thread; only stop
/// requests come from elsewhere.
#pragma once

#include "core/credentials/signins.h"
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "core/sources/sourcetable.h"
#include "tests/support/storehome.h"

#include <QObject>
#include <QTemporaryDir>

#include <functional>
#include <map>

namespace larder::test {

/// Who the suite is to stores that want a sign-in.
inline constexpr QByteArrayView testKeyId = "AKIALARDERTEST000001";
inline constexpr QByteArrayView testAccount = "lardertest";
inline constexpr QByteArrayView testAccountKey =
    "bGFyZGVyIHRlc3Qga2V5IG9mIGFuIGFjY291bnQsIHdoaWNoIG5vYm9keSBoYXMgYW55d2hlcmUgZWxzZS4uLg==";
inline constexpr QByteArrayView testSecret = "larder/test+secret=0123456789abcdefghijkl";

/// Somewhere that a source reads from, and that a test can change.
class SourcePlace
{
public:
    virtual ~SourcePlace() = default;
    /// The address of everything; ends in '/'.
    [[nodiscard]] virtual QString url() const = 0;
    /// The object is there, whole, from one moment to the next, and old enough to be proved unchanged.
    virtual void put(const QByteArray &path, const QByteArray &content) = 0;
    /// As `put`, but the object keeps its size and its time of modification.
    virtual void putUnderTheSameTime(const QByteArray &path, const QByteArray &content) = 0;
    /// The object is changed where it lies, so that whoever is reading it gets the new bytes under the old
    /// name.
    virtual void overwriteInPlace(const QByteArray &path, const QByteArray &content) = 0;
    virtual void remove(const QByteArray &path) = 0;
    /// `path` holds "denied": reading it is refused from now on.
    virtual void deny(const QByteArray &path) = 0;
};

struct Deviations {
    /// A change that keeps size and time is seen; else the validator is weak at least, and proves nothing.
    bool seesChangesUnderTheSameTime = true;
    bool provesNothing = false; ///< it tells only size and time: its validators are weak
    bool goesOnFromParts = true; ///< else it begins anew
    bool showsDotFiles = true;
    bool keepsBackslashes = true; ///< else it takes them for '/'
    bool setsTimes = true; ///< `putUnderTheSameTime` really keeps the time
    /// What it can hold of what no disk of ours keeps.
    QByteArrayList badNames{"bad-\xff\xfe.csv", "bad-\n.csv", "bad-\x7f.csv"};
    /// What lies inside has an address of its own: the place's, and its path behind it.
    bool joinsAddresses = true;
    /// What a probe found can change before it is fetched; else a fetch delivers what was probed.
    bool movesUnderTheRun = true;
    bool overwritesWhatIsRead = true; ///< else who writes waits until it is read
    bool tellsDenial = true; ///< else its server breaks off in the middle of what may not be read
    int manyFiles = 10'000; ///< what a slow test server can list in seconds
};

/// Keeps what is delivered, and misbehaves on demand.
class CollectingSink : public FetchSink
{
public:
    struct File {
        QByteArray content;
        Entry delivered;
    };

    std::map<QByteArray, File> files; ///< finished ones only
    std::map<QByteArray, Error> failures;
    std::map<QByteArray, QByteArray> partials; ///< what is there already, by path
    std::map<QByteArray, std::map<qint64, QByteArray>> ahead; ///< and of its later bytes, by their place
    std::function<Result<void>(const Entry &, qint64 soFar)> onWrite; ///< called before each piece is taken
    std::optional<Error> refusal; ///< of the next `begin`
    int begun = 0;
    int restarts = 0;

    Result<std::unique_ptr<Delivery>> begin(const Entry &entry) override;
    void failed(const Entry &entry, const Error &error) override;
};

class SourceSuite : public QObject
{
    Q_OBJECT

protected:
    /// A new, empty place.
    [[nodiscard]] virtual std::unique_ptr<SourcePlace> makePlace() = 0;
    [[nodiscard]] virtual Deviations deviations() const { return {}; }
    [[nodiscard]] virtual BucketOptions bucketOptions() const { return {}; }

    SourceSuite();
    [[nodiscard]] Result<Listing> probe(const QString &url, const EntryFilter &filter = {},
                                        std::stop_token stop = {});
    /// Probes and fetches with one source, as a run does. Between the two `meanwhile` is called.
    struct Run {
        Result<Listing> listing;
        Result<void> fetched;
    };
    [[nodiscard]] Run run(const QString &url, CollectingSink &sink,
                          const std::function<void()> &meanwhile = {}, std::stop_token stop = {});
    [[nodiscard]] std::unique_ptr<Source> source(const QString &url,
                                                 const std::function<void(Binding &)> &dress = {});

    QTemporaryDir person; ///< the home of who signs in
    StoreHome store; ///< for sources that work on its disk
    RateLimiter limiter;
    CurlClientFactory http;
    SignIns signIns;

private Q_SLOTS:
    void listsEverythingBelowInByteOrderOfItsPath();
    void keepsEveryNameExactly();
    void refusesNamesThatCannotBeKeptUnlessExcluded();
    void listsAnEmptyPlaceAsEmpty();
    void saysThatAMissingPlaceIsNotThere();
    void bindsOneFile();
    void saysThatAMissingFileIsNotThere();
    void takesOnlyWhatGlobsAndFilterAccept();
    void deliversTheBytesUnderTheProbedIdentity();
    void provesThatNothingHasChanged();
    void seesAReuploadOfTheSameSizeAndTime();
    void failsAChangedFileAloneAsConflict();
    void failsARemovedFileAloneAsConflict();
    void neverDeliversAFileThatIsOverwrittenMeanwhile();
    void goesOnFromWhatIsThere();
    void takesNothingFromAPartThatIsTooLong();
    void confirmsAPartThatIsAlreadyWhole();
    void saysWhatIsDenied();
    void stopsBeforeItBegins();
    void stopsInTheMiddleOfAFile();
    void endsWithTheStoresErrorWhenNothingCanBegin();
    void endsWithTheStoresErrorInTheMiddle();
    void listsAndFetchesManyFiles();
};

} // namespace larder::test
