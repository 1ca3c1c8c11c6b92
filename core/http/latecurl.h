/// What is called of libcurl, which is loaded with the first call (see core/base/latelibrary.h).
#pragma once

#include "core/base/latelibrary.h"

#include <curl/curl.h>

namespace larder {

constinit inline const LateLibrary libcurl{LARDER_LIBCURL};
LARDER_LATE(libcurl, curl_easy_cleanup);
LARDER_LATE(libcurl, curl_easy_getinfo);
LARDER_LATE(libcurl, curl_easy_init);
LARDER_LATE(libcurl, curl_easy_pause);
LARDER_LATE(libcurl, curl_easy_setopt);
LARDER_LATE(libcurl, curl_free);
LARDER_LATE(libcurl, curl_global_cleanup);
LARDER_LATE(libcurl, curl_global_init);
LARDER_LATE(libcurl, curl_multi_add_handle);
LARDER_LATE(libcurl, curl_multi_cleanup);
LARDER_LATE(libcurl, curl_multi_info_read);
LARDER_LATE(libcurl, curl_multi_init);
LARDER_LATE(libcurl, curl_multi_perform);
LARDER_LATE(libcurl, curl_multi_poll);
LARDER_LATE(libcurl, curl_multi_remove_handle);
LARDER_LATE(libcurl, curl_multi_setopt);
LARDER_LATE(libcurl, curl_multi_wakeup);
LARDER_LATE(libcurl, curl_url);
LARDER_LATE(libcurl, curl_url_cleanup);
LARDER_LATE(libcurl, curl_url_get);
LARDER_LATE(libcurl, curl_url_set);
LARDER_LATE(libcurl, curl_version_info);

} // namespace larder
