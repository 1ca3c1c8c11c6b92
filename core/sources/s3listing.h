/// One probe of everything below a prefix, page by page; memory holds one page beside what is wanted. One
/// object serves one probe, on the run's thread. A key that ends in '/' is a folder's marker, made by
/// consoles: it proves that the place is there, and is no file. Errors: as Source::probe; NotFound where
/// there is no key below the prefix at all.
#pragma once

#include "core/sources/entrypath.h"
#include "core/sources/s3page.h"
#include "core/sources/s3place.h"
#include "core/sources/selection.h"

namespace larder {

class S3Listing
{
public:
    S3Listing(HttpClient &client, S3Place &place, const EntryFilter &filter);
    ~S3Listing();
    /// `prefix` is empty or ends in '/'.
    [[nodiscard]] Result<Listing> read(const QByteArray &prefix, const std::stop_token &stop);

private:
    class PageTransfer;

    void ask(const QByteArray &token);
    void pageRead(const HttpHead &head, QByteArray &body);
    [[nodiscard]] Result<void> take(const S3Object &object);
    void fail(Error error);

    HttpClient &m_client;
    S3Place &m_place;
    const EntryFilter &m_filter;
    QByteArray m_prefix;
    std::unique_ptr<PageTransfer> m_page;
    QByteArrayList m_tokens; ///< of the last page: a server that goes round in circles
    qint64 m_keys = 0;
    IgnoredCounter m_ignored;
    Listing m_listing;
    std::optional<Error> m_error;
    std::stop_source m_stop;
};

} // namespace larder
