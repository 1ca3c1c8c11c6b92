/// What is called of libarchive to write archives; it is loaded with the first call (see
/// core/base/latelibrary.h). The worker that reads them is linked with it.
#pragma once

#include "core/base/latelibrary.h"

#include <archive.h>
#include <archive_entry.h>

namespace larder {

constinit inline const LateLibrary libarchive{LARDER_LIBARCHIVE};
LARDER_LATE(libarchive, archive_entry_copy_pathname);
LARDER_LATE(libarchive, archive_entry_free);
LARDER_LATE(libarchive, archive_entry_new);
LARDER_LATE(libarchive, archive_entry_set_filetype);
LARDER_LATE(libarchive, archive_entry_set_mtime);
LARDER_LATE(libarchive, archive_entry_set_perm);
LARDER_LATE(libarchive, archive_entry_set_size);
LARDER_LATE(libarchive, archive_errno);
LARDER_LATE(libarchive, archive_error_string);
LARDER_LATE(libarchive, archive_write_add_filter_gzip);
LARDER_LATE(libarchive, archive_write_add_filter_zstd);
LARDER_LATE(libarchive, archive_write_close);
LARDER_LATE(libarchive, archive_write_data);
LARDER_LATE(libarchive, archive_write_free);
LARDER_LATE(libarchive, archive_write_header);
LARDER_LATE(libarchive, archive_write_new);
LARDER_LATE(libarchive, archive_write_open_fd);
LARDER_LATE(libarchive, archive_write_set_format_pax_restricted);
LARDER_LATE(libarchive, archive_write_set_format_zip);
LARDER_LATE(libarchive, archive_write_set_options);

} // namespace larder
