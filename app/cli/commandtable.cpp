#include "app/cli/commandtable.h"

#include "app/cli/commands/commands.h"

namespace larder {

namespace {

constexpr const char *binding = "Bind";
constexpr const char *reading = "Read";
constexpr const char *looking = "Look";
constexpr const char *snapshots = "Snapshots";
constexpr const char *store = "Store";

const Command table[] = {
    {"add",
     binding,
     "Bind a dataset to its source; fetches nothing yet",
     {"add acme/shipments https://exports.acme.example/shipments/",
      "add acme/orders '/mnt/acme/orders/*.csv' --policy daily@06:30 --zone Europe/Paris",
      "add acme/stock 'https://acme.example/{yyyy-MM-dd}/stock.csv' --expect 06:00"},
     declareAdd},
    {"set",
     binding,
     "Change a binding, or a customer's zone and display name",
     {"set acme/shipments policy=daily@06:30 keep=14", "set acme/shipments 'include=*.csv' 'include=*.txt'",
      "set acme zone=America/New_York 'name=Acme Ltd'"},
     declareSet},
    {"apply",
     binding,
     "Make the bindings what a TOML file says",
     {"apply larder.toml", "apply larder.toml --dry-run"},
     declareApply},
    {"dump",
     binding,
     "Print the bindings as a TOML file, without secrets",
     {"dump > larder.toml", "dump acme"},
     declareDump},
    {"forget",
     binding,
     "Remove a dataset or a customer, every byte of it",
     {"forget acme/shipments", "forget acme --yes"},
     declareForget},

    {"path",
     reading,
     "Print the directory of the current snapshot, made fresh first",
     {"path acme/shipments", "path acme/shipments --offline", "path acme/shipments@20240827T090003Z-3fa2c1"},
     declarePath},
    {"ls",
     reading,
     "List the files of a snapshot",
     {"ls acme/shipments", "ls -l acme/shipments/2026/08"},
     declareLs},
    {"cat", reading, "Print a file of a snapshot", {"cat acme/shipments/a.csv"}, declareCat},
    {"export",
     reading,
     "Write a snapshot as one archive",
     {"export acme/shipments -o shipments.zip", "export acme/shipments -o shipments.tar.zst"},
     declareExport},
    {"wait",
     reading,
     "Wait until a dataset is fresh or has changed",
     {"wait acme/shipments --until changed --timeout 2h"},
     declareWait},

    {"status",
     looking,
     "Show how fresh everything is, and why",
     {"status", "status acme", "status acme/shipments --json"},
     declareStatus},
    {"list", looking, "Show what is bound", {"list", "list --names"}, declareList},
    {"check",
     looking,
     "Ask the source whether anything changed; fetches nothing",
     {"check acme/shipments"},
     declareCheck},
    {"refresh",
     looking,
     "Make datasets fresh now",
     {"refresh acme/shipments", "refresh acme", "refresh --all", "refresh acme/shipments --force"},
     declareRefresh},
    {"report",
     looking,
     "Wait closely for a re-upload that you asked the customer for",
     {"report acme/shipments 'supplier ids are empty'", "report acme/shipments",
      "report acme/shipments --close"},
     declareReport},
    {"agent",
     looking,
     "Keep everything fresh in the background, without a window",
     {"agent", "agent --dry-run --until 2026-08-02T09:00"},
     declareAgent},
    {"pause",
     looking,
     "Let the background rest; readers ask as usual",
     {"pause 1h", "pause tomorrow", "pause"},
     declarePause},
    {"resume", looking, "End the pause", {"resume"}, declareResume},
    {"why", looking, "Explain a dataset's state", {"why acme/shipments"}, declareWhy},

    {"history", snapshots, "List the snapshots of a dataset", {"history acme/shipments"}, declareHistory},
    {"diff",
     snapshots,
     "Show what changed between two snapshots",
     {"diff acme/shipments", "diff acme/shipments 20240827T0900", "diff acme/shipments 20240827T0900 latest"},
     declareDiff},
    {"use",
     snapshots,
     "Hold an older snapshot, until `use NAME latest`",
     {"use acme/shipments 20240827T0900", "use acme/shipments latest"},
     declareUse},
    {"pin", snapshots, "Keep a snapshot for good", {"pin acme/shipments 20240827T0900"}, declarePin},
    {"unpin",
     snapshots,
     "Let a pinned snapshot be pruned again",
     {"unpin acme/shipments 20240827T0900"},
     declareUnpin},

    {"verify",
     store,
     "Check every stored byte against its hash",
     {"verify", "verify acme/shipments --repair"},
     declareVerify},
    {"prune", store, "Remove snapshots that need not be kept", {"prune --dry-run", "prune"}, declarePrune},
    {"config",
     store,
     "Show or change settings; move the store",
     {"config", "config budget=20G", "config store=/mnt/big/larder"},
     declareConfig},
    {"doctor",
     store,
     "Look for what is wrong, and say what to do",
     {"doctor", "doctor --new-store"},
     declareDoctor},
    {"demo", store, "A tour on real files and a real web server, in a temporary home", {"demo"}, declareDemo},
};

} // namespace

std::span<const Command> commands()
{
    return table;
}

} // namespace larder
