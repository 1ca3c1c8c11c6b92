/// A place that datasets come from, and the way its bytes leave it.
/// One Source object serves one run, on that run's own thread; nothing here is shared by threads.
/// A Source owns neither the sink nor the deliveries it asks of it for longer than one `fetch`.
/// Errors: what the place says (NotFound, Denied, SignInNeeded, Network, Timeout, Throttled), Conflict where
/// it moved under the run, Unsupported for a name that cannot be kept, Cancelled soon after `stop`.
///
/// To add a source: one adapter file with a class that derives from Source, one row in sourcetable.cpp, one
/// tests/contract/<name>_test.cpp that hands the adapter to the conformance suite. If it takes more, mend the
/// cut.
#pragma once

#include "core/base/byteranges.h"
#include "core/base/result.h"
#include "core/dataset/listing.h"
#include "core/dataset/manifest.h"
#include "core/sources/selection.h"

#include <memory>
#include <span>
#include <stop_token>

namespace larder {

struct ProbeOptions {
    /// Which paths are wanted; a source asks it early, to save requests. The globs of its address come on
    /// top.
    EntryFilter filter;
    /// The snapshot that the listing will be compared with. Of a name that is not in it, a source may leave
    /// size, time and validator unknown where telling them costs a request for each: they come with the
    /// bytes. nullptr: everything is told.
    const Manifest *comparedWith = nullptr;
    /// What was there the last time, perhaps long ago: a source may tell from it how the names are spread,
    /// and no more. nullptr: nobody knows.
    const Manifest *lastSeen = nullptr;
    /// Another dataset's listing of the same place answers as well if it began after this. nullopt: none
    /// does.
    std::optional<Tick> askedAt = {};
};

/// One file on its way into the store. Destroyed without `finish`: what came may serve a later resume, or is
/// dropped. Any error it returns is the store's (NoSpace, Storage): the whole fetch ends with it.
class Delivery
{
public:
    virtual ~Delivery() = default;
    /// Which bytes are there: at first those of a broken fetch of the same strong validator.
    [[nodiscard]] virtual const ByteRanges &present() const = 0;
    /// How many from the first one on; `write` goes on after them.
    [[nodiscard]] qint64 offset() const { return present().leading(); }
    /// What is there is of another version, or the source begins from the start: nothing is there afterwards.
    [[nodiscard]] virtual Result<void> restart() = 0;
    /// What is there ahead of these bytes is given up.
    [[nodiscard]] virtual Result<void> write(std::span<const char> bytes) = 0;
    /// Ahead of their turn, or in it.
    [[nodiscard]] virtual Result<void> writeAt(qint64 at, std::span<const char> bytes) = 0;
    /// What is there already. REQUIRES: present.
    [[nodiscard]] virtual Result<void> readAt(qint64 at, std::span<char> bytes) = 0;
    /// Everything came. The identity is that of the response which delivered the bytes; the path is the
    /// entry's.
    [[nodiscard]] virtual Result<void> finish(const Entry &delivered) = 0;
};

class FetchSink
{
public:
    virtual ~FetchSink() = default;
    /// Called once for each entry, when its bytes are about to come; many may be under way at once.
    [[nodiscard]] virtual Result<std::unique_ptr<Delivery>> begin(const Entry &entry) = 0;
    /// This entry alone failed; the others go on.
    virtual void failed(const Entry &entry, const Error &error) = 0;
};

/// REQUIRES: not the GUI thread. Both calls block, and return ErrorKind::Cancelled soon after `stop` is
/// requested.
class Source
{
public:
    virtual ~Source() = default;
    /// What is there now: names, sizes, validators; never contents. Entries are in byte order of their path,
    /// and are regular names (entrypath.h). A place that is not there is NotFound; one that is there and
    /// empty is an empty Listing.
    [[nodiscard]] virtual Result<Listing> probe(const ProbeOptions &options, std::stop_token stop) = 0;
    /// Delivers each entry of `wanted` to `sink`, in any order, many at once. An entry that changed since the
    /// probe fails alone, with Conflict (`sync` probes again). An error that would meet every entry ends the
    /// fetch and is returned.
    [[nodiscard]] virtual Result<void> fetch(std::span<const Entry> wanted, FetchSink &sink,
                                             std::stop_token stop) = 0;
    /// Put on the wire so far; 0 for a place that is not asked over a network.
    [[nodiscard]] virtual int requests() const { return 0; }
    /// What the last probe said on its way, for a person who asks why it failed: the output of a command.
    /// Most places say nothing.
    [[nodiscard]] virtual QByteArray said() const { return {}; }
};

} // namespace larder
