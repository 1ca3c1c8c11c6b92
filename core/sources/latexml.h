/// What is called of libxml2, which is loaded with the first call (see core/base/latelibrary.h).
#pragma once

#include "core/base/latelibrary.h"

#include <libxml/HTMLparser.h>

namespace larder {

constinit inline const LateLibrary libxml2{LARDER_LIBXML2};
LARDER_LATE(libxml2, htmlCreatePushParserCtxt);
LARDER_LATE(libxml2, htmlCtxtUseOptions);
LARDER_LATE(libxml2, htmlFreeParserCtxt);
LARDER_LATE(libxml2, htmlParseChunk);
LARDER_LATE(libxml2, xmlFreeDoc);

} // namespace larder
