/// What a probe found at a source: names, sizes, validators; never contents.
#pragma once

#include "core/base/instant.h"
#include "core/base/tick.h"
#include "core/dataset/validator.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace larder {

struct Entry {
    QByteArray path; ///< relative, '/'-separated, valid UTF-8, exactly as the source spells it
    qint64 size = -1; ///< bytes; -1: the source does not say
    std::optional<Instant>
        modified; ///< as the source says; shown and used by newest/since/expect, never to decide "changed"
    Validator validator;

    bool operator==(const Entry &) const = default;
};

struct ListingBegin {
    Instant at{};
    Tick tick{};
};

struct Listing {
    std::vector<Entry> entries; ///< in byte order of their path, each path once
    std::optional<Instant> serverNow; ///< the source's own clock at the probe (HTTP Date), where it has one
    QStringList notices; ///< what was left out and why, for people: "ignored a link to another host"
    int requests = 0; ///< made for this listing
    std::optional<ListingBegin> began; ///< set where several datasets share it: what it tells is of then

    /// The newest `modified`: what people read as "uploaded".
    [[nodiscard]] std::optional<Instant> newestModified() const;
    /// The sum of the known sizes.
    [[nodiscard]] qint64 totalBytes() const;
};

} // namespace larder
