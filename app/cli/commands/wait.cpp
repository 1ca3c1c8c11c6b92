#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "app/cli/progressdisplay.h"
#include "core/base/duration.h"
#include "core/freshness/judge.h"
#include "core/freshness/nextlook.h"
#include "core/sync/refresh.h"
#include "core/wording/quantities.h"
#include "core/wording/verdictwords.h"

#include <condition_variable>
#include <thread>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto recordPoll = 500ms; // another process may bring what is waited for

struct Options {
    QString name;
    QString until;
    QString timeout;
};

enum class Until { Fresh, Changed };

struct Seen {
    Binding binding;
    Record record;
    Verdict verdict;
};

Result<Seen> look(const DatasetFolder &folder, const Clock &clock)
{
    auto binding = folder.binding();
    if (!binding)
        return failure(binding);
    auto record = folder.record();
    if (!record)
        return failure(record);
    Verdict verdict = judge(*binding, *record, clock.now());
    return Seen{std::move(*binding), std::move(*record), std::move(verdict)};
}

bool isReached(const Seen &seen, Until until, const SnapshotId &before)
{
    if (until == Until::Changed)
        return seen.record.newest != before;
    return exitCodeOf(seen.verdict.state) == ExitCode::Done;
}

/// Sleeps, but not past a stop. False: stopped.
bool sleepFor(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

/// Stops when a person says so, and at the deadline. One object per wait.
class DeadlineStop
{
public:
    DeadlineStop(const std::stop_token &stop, std::optional<std::chrono::seconds> timeout)
        : m_forward(stop, [this] { m_source.request_stop(); })
    {
        if (!timeout)
            return;
        m_timer = std::jthread([this, timeout](const std::stop_token &ended) {
            if (sleepFor(*timeout, ended))
                m_source.request_stop();
        });
    }
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::stop_callback<std::function<void()>> m_forward;
    std::jthread m_timer;
};

/// Looks when it is due: a reader's look when nothing fresh is there, else the background's.
Result<void> lookAgain(Composition &composition, const DatasetFolder &folder, const Seen &seen,
                       Output &output, const std::stop_token &stop)
{
    const Instant now = composition.clock().now();
    const auto due = nextLook(seen.binding, seen.record, now);
    if (!due || *due > now)
        return {};
    const bool isHitNow = isHit(seen.binding, seen.record, now);
    ProgressDisplay display(output);
    const auto run =
        refresh(composition.services(),
                {.dataset = folder.name(), .trigger = isHitNow ? Trigger::Background : Trigger::Reader},
                display.callback(), stop);
    if (!run && run.error().kind != ErrorKind::Busy && !stop.stop_requested())
        return failure(run);
    return {};
}

Result<ExitCode> waitUntil(Session &session, const Options &options)
{
    if (options.until != u"fresh" && options.until != u"changed") {
        return failure(ErrorKind::Invalid, u"--until cannot be \"%1\""_s.arg(options.until), u"--until"_s,
                       u"write fresh or changed"_s);
    }
    const auto timeout = options.timeout.isEmpty() ? std::nullopt : parseDuration(options.timeout);
    if (!options.timeout.isEmpty() && !timeout) {
        return failure(ErrorKind::Invalid, u"--timeout cannot be \"%1\""_s.arg(options.timeout),
                       u"--timeout"_s, u"write a duration such as 90s, 15m or 2h"_s);
    }
    const auto composition = session.open(Access::Write, Scope::Named);
    if (!composition)
        return failure(composition);
    if ((*composition)->clock().isFrozen()) {
        return failure(ErrorKind::Invalid, u"wait cannot wait while time stands still"_s, u"--as-of"_s,
                       u"leave out --as-of and LARDER_AS_OF"_s);
    }
    const auto folder = namedDataset(**composition, options.name);
    if (!folder)
        return failure(folder);

    const Until until = options.until == u"fresh" ? Until::Fresh : Until::Changed;
    const auto deadline = std::chrono::steady_clock::now() + timeout.value_or(0s);
    const DeadlineStop deadlineStop(session.stop(), timeout);
    auto seen = look(*folder, (*composition)->clock());
    const SnapshotId before = seen ? seen->record.newest : SnapshotId();
    Output &output = session.output();
    output.note(u"waiting until %1 is %2"_s.arg(options.name, options.until));
    while (seen && !isReached(*seen, until, before)) {
        if (timeout && std::chrono::steady_clock::now() >= deadline) {
            output.warning(
                u"%1 is not %2 after %3: %4"_s.arg(options.name, options.until, durationInWords(*timeout),
                                                   because(seen->verdict, QTimeZone(seen->binding.zone))));
            output.json({{u"dataset"_s, options.name},
                         {u"reached"_s, false},
                         {u"state"_s, stateName(seen->verdict.state)}});
            return ExitCode::NotFresh;
        }
        if (const auto looked = lookAgain(**composition, *folder, *seen, output, deadlineStop.token());
            !looked)
            return failure(looked);
        seen = look(*folder, (*composition)->clock());
        if (seen && isReached(*seen, until, before))
            break;
        sleepFor(recordPoll, deadlineStop.token());
        if (session.stop().stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped waiting for %1"_s.arg(options.name), options.name);
        seen = look(*folder, (*composition)->clock());
    }
    if (!seen)
        return failure(seen);
    output.told(u"%1 is %2: %3"_s.arg(options.name, options.until,
                                      because(seen->verdict, QTimeZone(seen->binding.zone))));
    output.json({{u"dataset"_s, options.name},
                 {u"reached"_s, true},
                 {u"state"_s, stateName(seen->verdict.state)},
                 {u"snapshot"_s, seen->record.current()}});
    return ExitCode::Done;
}

} // namespace

Action declareWait(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset")->required();
    command.add_option("--until", options->until, "fresh, or changed: a new snapshot")
        ->type_name("fresh|changed")
        ->required();
    command.add_option("--timeout", options->timeout, "give up after D, with exit 3")->type_name("D");
    return [options](Session &session) { return waitUntil(session, *options); };
}

} // namespace larder
