/// What other programs keep on this machine, as values: places, and what lies in them. Told from names,
/// sizes, times and JSON alone; a pickle is never loaded. What a person reads of them is in prospect.h.
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/caches/pythontext.h"

#include <QByteArray>
#include <QDateTime>
#include <QMap>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace larder {

enum class CacheKind {
    Joblib, ///< a joblib.Memory
    Fsspec, ///< a directory of filecache, blockcache or simplecache
};

struct CachePlace {
    CacheKind kind = CacheKind::Joblib;
    QString path; ///< absolute, without links

    bool operator==(const CachePlace &) const = default;
};

/// Until when a result counts that `larder.cached` or `larder.daily_cache` keeps.
struct LarderTerms {
    QMap<QString, QString>
        snapshots; ///< by dataset: that it was computed from; a name with '@' is its own proof
    std::optional<QDate> day; ///< that it is of,
    QByteArray zone; ///< on clocks there; empty: on this machine's,
    QTime dayBegins; ///< where days begin at this time

    bool operator==(const LarderTerms &) const = default;
};

enum class ItemState {
    Whole,
    Partial, ///< a result without its output or its metadata; a file of which only some blocks are there
    Ghost, ///< listed, but its file is gone
    Orphan, ///< there, but nothing looks for it
    Leftover, ///< half-written by what has ended
    Writing, ///< being written now
    Outside, ///< its entry names a file outside of the place, which is never looked at
};

struct CacheArgument {
    QString name;
    QString value; ///< as Python's repr() has it
    bool isCut = false; ///< of a longer one only the beginning is kept here

    bool operator==(const CacheArgument &) const = default;
};

/// A function of a joblib store.
struct CacheFunction {
    QString name; ///< with its modules: "etl.load"
    QByteArray path; ///< below the place
    bool hasCode = false; ///< func_code.py is there
    PythonParameters parameters; ///< as its code names them; empty: not known

    /// "load" or "etl.load"
    [[nodiscard]] bool isCalled(QStringView word) const
    {
        return name == word || name.endsWith(u'.' + word.toString());
    }
    bool operator==(const CacheFunction &) const = default;
};

struct CacheItem {
    int function = -1; ///< of CacheContents::functions; fsspec has none
    QByteArray path; ///< below the place: what is moved away with it; empty: nothing is there
    QByteArray file; ///< fsspec: what its entry calls its file, below the place; empty: it has none, or an
                     ///< outside one
    QString name; ///< fsspec: what was opened, a URL or its path, else the file's name; joblib: the hash
    std::vector<CacheArgument> arguments; ///< joblib, in the function's order where that is known
    ItemState state = ItemState::Whole;
    qint64 bytes = 0;
    qint64 leftoverBytes = 0; ///< of these, half-written files
    std::optional<Instant> made;
    bool isMadeRecorded = false; ///< the metadata says it; else it is the time of the file
    std::chrono::milliseconds took{0}; ///< joblib: the call, until then
    std::optional<Instant> used; ///< last read or written, as far as the disk keeps that
    std::optional<LarderTerms> terms; ///< joblib takes no notice of them
    bool isThere = false; ///< what a reader opens, whole as far as can be told without loading it
    bool hasMetadata = false; ///< fsspec: an entry with all that fsspec wants of one
    QString oddity; ///< what is wrong with it, as a sentence; may be empty

    bool operator==(const CacheItem &) const = default;
};

struct CacheContents {
    CachePlace place;
    std::vector<CacheFunction> functions; ///< in byte order of their paths
    std::vector<CacheItem> items; ///< of a function together
    qint64 otherBytes = 0; ///< code, metadata of the whole, and files that are none of ours to name
    qint64 trashBytes = 0; ///< evicted, not pruned yet
    bool isOldPickle = false; ///< fsspec: its list is a pickle, which is not read
    std::vector<Error> troubles; ///< what could not be read; the rest is whole

    [[nodiscard]] qint64 itemBytes() const
    {
        qint64 sum = 0;
        for (const CacheItem &item : items)
            sum += item.bytes;
        return sum;
    }
};

/// How many of how many items are read; from any thread, now and then.
using CacheProgress = std::function<void(qint64 done, qint64 total)>;

[[nodiscard]] QString cacheKindName(CacheKind kind);
[[nodiscard]] QString itemStateName(ItemState state);
[[nodiscard]] std::optional<ItemState> itemStateFromName(QStringView name);
[[nodiscard]] QStringList itemStateNames();

/// "etl.load(customer='acme', n=3)", or what fsspec opened.
[[nodiscard]] QString itemTitle(const CacheContents &contents, const CacheItem &item);

} // namespace larder
