#include "ui/windowwords.h"

#include <QtTranslation>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace larder {

namespace {

struct Row {
    const char *core;
    const char *window;
};

constexpr Row rows[] = {
    {"have it restored at the provider, or leave it out with --exclude",
     QT_TRANSLATE_NOOP("WindowWords",
                       "have it restored at the provider, or leave it out with “Not files like”")},
    {"set new ones and start Larder again, or use a profile: `larder set NAME profile=PROFILE`",
     QT_TRANSLATE_NOOP("WindowWords",
                       "set new ones and start Larder again, or write a profile into the tab Binding")},
    {"sign in with `aws configure` or `aws configure sso`, name a profile with --profile, or use --anonymous "
     "for a public bucket",
     QT_TRANSLATE_NOOP(
         "WindowWords",
         "sign in with `aws configure` or `aws configure sso`, name a profile, or tick “Public bucket”")},
    {"unlock it by signing in to the desktop or in its own program; without a desktop: `gnome-keyring-daemon "
     "--replace --unlock`",
     QT_TRANSLATE_NOOP("WindowWords", "unlock it by signing in to the desktop or in its own program")},
    {"`larder credentials remove %1` first, or choose another name",
     QT_TRANSLATE_NOOP("WindowWords", "remove them first, or choose another name")},
    {"`larder credentials list` shows those there are",
     QT_TRANSLATE_NOOP("WindowWords", "“Credentials…” in the Settings shows those there are")},
    {"keep new ones with `larder credentials add %1`",
     QT_TRANSLATE_NOOP("WindowWords", "keep new ones with “Credentials…” in the Settings")},
    {"keep user and password, or a token, with `larder credentials add NAME`, and name them with "
     "--credentials",
     QT_TRANSLATE_NOOP("WindowWords",
                       "keep user and password, or a token, with “Credentials…” in the Settings, and choose "
                       "them for the dataset")},
    {"name it with --region", QT_TRANSLATE_NOOP("WindowWords", "name it in “Region”")},
    {"name its region with --region", QT_TRANSLATE_NOOP("WindowWords", "name its region in “Region”")},
    {"it is not public: leave out --anonymous to sign in",
     QT_TRANSLATE_NOOP("WindowWords", "it is not public: clear “Public bucket” to sign in")},
    {"leave out --anonymous", QT_TRANSLATE_NOOP("WindowWords", "clear “Public bucket”")},
    {"write %1://bucket/prefix/; the store's own address goes into --endpoint",
     QT_TRANSLATE_NOOP("WindowWords",
                       "write %1://bucket/prefix/; the store's own address goes into “Another store”")},
    {"run `gcloud auth application-default login`, name a gcloud configuration with --profile, or use "
     "--anonymous for a public bucket",
     QT_TRANSLATE_NOOP("WindowWords",
                       "run `gcloud auth application-default login`, name a gcloud configuration, or tick "
                       "“Public bucket”")},
    {"install Azure CLI and run `az login`, set AZURE_STORAGE_CONNECTION_STRING, or use --anonymous for a "
     "public container",
     QT_TRANSLATE_NOOP("WindowWords",
                       "install Azure CLI and run `az login`, set AZURE_STORAGE_CONNECTION_STRING, or tick "
                       "“Public bucket”")},
    {"agree to be charged with --requester-pays",
     QT_TRANSLATE_NOOP("WindowWords", "tick “Requester pays” to agree to be charged")},
    {"make room with `larder prune`, lower `keep`, or move the store to a larger disk",
     QT_TRANSLATE_NOOP("WindowWords",
                       "make room on the Storage page, keep fewer snapshots, or move the store to a larger "
                       "disk in the Settings")},
    {"`larder history %1` lists them",
     QT_TRANSLATE_NOOP("WindowWords", "the tab Snapshots of the details lists them")},
    {"`larder verify --repair` fetches the data again",
     QT_TRANSLATE_NOOP("WindowWords", "“Check the store” on the Storage page mends it")},
    {"'?' begins the query of a URL; as a pattern use --include",
     QT_TRANSLATE_NOOP("WindowWords",
                       "'?' begins the query of a URL; as a pattern write it into “Only files like”")},
    {"have it renamed at the source, or leave it out with --exclude",
     QT_TRANSLATE_NOOP("WindowWords",
                       "have it renamed at the source, or leave it out with “Not files like”")},
    {"ask its owner for read permission, or leave it out with --exclude",
     QT_TRANSLATE_NOOP("WindowWords",
                       "ask its owner for read permission, or leave it out with “Not files like”")},
    {"leave it out with --exclude", QT_TRANSLATE_NOOP("WindowWords", "leave it out with “Not files like”")},
    {"bind a part of it, or leave some out with --exclude",
     QT_TRANSLATE_NOOP("WindowWords", "bind a part of it, or leave some out with “Not files like”")},
    {"leave it out with --exclude if it stays like that",
     QT_TRANSLATE_NOOP("WindowWords", "leave it out with “Not files like” if it stays like that")},
    {"`larder verify --repair` mends it",
     QT_TRANSLATE_NOOP("WindowWords", "“Check the store” on the Storage page mends it")},
    {"`larder set %1 …` changes it",
     QT_TRANSLATE_NOOP("WindowWords", "the tab Binding of its details changes it")},
    {"`larder list` shows them all", QT_TRANSLATE_NOOP("WindowWords", "the page Datasets shows them all")},
    {"leave it out with --exclude, or move the store to another disk",
     QT_TRANSLATE_NOOP("WindowWords",
                       "leave it out with “Not files like”, or move the store to another disk")},
    {"remove it by hand, or run `larder forget` again",
     QT_TRANSLATE_NOOP("WindowWords", "remove it by hand, or forget it again on the Storage page")},
    {"`larder forget %1` removes them too",
     QT_TRANSLATE_NOOP("WindowWords", "“Forget…” on the Storage page removes them too")},
    {"choose a larger disk, or make the store smaller with `larder prune`",
     QT_TRANSLATE_NOOP(
         "WindowWords",
         "choose a larger disk, or make the store smaller with “Make room…” on the Storage page")},
    {"`larder verify --repair` first",
     QT_TRANSLATE_NOOP("WindowWords", "“Check the store” on the Storage page first")},
    {"leave it out with --exclude, or ask for another name",
     QT_TRANSLATE_NOOP("WindowWords", "leave it out with “Not files like”, or ask for another name")},
    {"`larder verify --repair` fetches them again",
     QT_TRANSLATE_NOOP("WindowWords", "“Check the store” on the Storage page fetches them again")},
    {"`larder set %1 KEY=VALUE` changes it",
     QT_TRANSLATE_NOOP("WindowWords", "the tab Binding of its details changes it")},
    {"`larder history %1` lists what is there",
     QT_TRANSLATE_NOOP("WindowWords", "the tab Snapshots of the details lists what is there")},
    {"`larder report %1 \"what is wrong\"` opens one",
     QT_TRANSLATE_NOOP("WindowWords", "“I told the customer…” in its menu opens one")},
    {"see its patterns with `larder dump %1`; if nothing is right, `larder set %1 allow-empty=yes`",
     QT_TRANSLATE_NOOP(
         "WindowWords",
         "see its patterns in the tab Binding; if nothing is right, tick “Empty source” there")},
    {"if that is right, `larder set %1 allow-empty=yes`",
     QT_TRANSLATE_NOOP("WindowWords", "if that is right, tick “Empty source” in the tab Binding")},
    {"`larder use %1 latest` gives the newest",
     QT_TRANSLATE_NOOP("WindowWords", "“Use latest” in its menu gives the newest")},
    {"--stale-ok gives the older copy",
     QT_TRANSLATE_NOOP("WindowWords", "“Source down” in the tab Binding gives readers the older copy")},
    {"readers get the snapshot %1, which is held until `larder use` names another or latest",
     QT_TRANSLATE_NOOP("WindowWords",
                       "readers get the snapshot %1, which is held until you use another or the latest")},
};

} // namespace

const char *windowWordsFor(const char *coreText)
{
    const auto *found = std::ranges::find_if(
        rows, [coreText](const Row &row) { return std::strcmp(row.core, coreText) == 0; });
    return found == std::end(rows) ? nullptr : found->window;
}

} // namespace larder
