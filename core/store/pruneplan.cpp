#include "core/store/pruneplan.h"

#include "core/wording/quantities.h"
#include "core/wording/wordedforfiles.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

bool isProtected(const PruneDataset &dataset, const PruneSnapshot &snapshot, Instant now)
{
    const bool isInUse = snapshot.lastUsedAt && now - *snapshot.lastUsedAt < graceAfterUse;
    return snapshot.id == dataset.newest || snapshot.id == dataset.current || snapshot.isPinned || isInUse;
}

struct Candidate {
    const PruneDataset *dataset = nullptr;
    const PruneSnapshot *snapshot = nullptr;
    qsizetype newerOnes = 0; ///< snapshots of its dataset that are newer
};

std::vector<Candidate> removable(const PruneInput &input, Instant now)
{
    std::vector<Candidate> candidates;
    for (const PruneDataset &dataset : input.datasets) {
        std::vector<const PruneSnapshot *> newestFirst;
        for (const PruneSnapshot &snapshot : dataset.snapshots)
            newestFirst.push_back(&snapshot);
        std::ranges::sort(newestFirst, std::greater{}, &PruneSnapshot::sequence);
        for (size_t i = 0; i < newestFirst.size(); ++i) {
            if (!isProtected(dataset, *newestFirst[i], now))
                candidates.push_back({&dataset, newestFirst[i], qsizetype(i)});
        }
    }
    std::ranges::sort(candidates, {}, [](const Candidate &candidate) {
        return std::tuple(candidate.snapshot->createdAt, candidate.dataset->name,
                          candidate.snapshot->sequence);
    });
    return candidates;
}

/// How many snapshots use each blob; bytes are freed when the last one goes.
class Usage
{
public:
    explicit Usage(const PruneInput &input) : m_bytes(input.blobBytes), m_users(input.blobBytes.size(), 0)
    {
        for (const PruneDataset &dataset : input.datasets) {
            for (const PruneSnapshot &snapshot : dataset.snapshots) {
                for (const quint32 blob : snapshot.blobs)
                    m_total += m_users[blob]++ == 0 ? m_bytes[blob] : 0;
            }
        }
    }

    [[nodiscard]] qint64 total() const { return m_total; }

    qint64 remove(const PruneSnapshot &snapshot)
    {
        qint64 freed = 0;
        for (const quint32 blob : snapshot.blobs)
            freed += --m_users[blob] == 0 ? m_bytes[blob] : 0;
        m_total -= freed;
        return freed;
    }

private:
    const std::vector<qint64> &m_bytes;
    std::vector<quint32> m_users;
    qint64 m_total = 0;
};

} // namespace

PrunePlan planPrune(const PruneInput &input, Instant now)
{
    PrunePlan plan;
    Usage usage(input);
    const auto remove = [&](const Candidate &candidate, const QString &because) {
        const qint64 freed = usage.remove(*candidate.snapshot);
        plan.removals.push_back({candidate.dataset->name, candidate.snapshot->id, freed, because});
        plan.freedBytes += freed;
    };

    std::vector<Candidate> remaining;
    for (const Candidate &candidate : removable(input, now)) {
        if (candidate.newerOnes >= std::max(candidate.dataset->keep, 1))
            remove(candidate, u"%1 newer snapshots are kept"_s.arg(candidate.dataset->keep));
        else
            remaining.push_back(candidate);
    }
    if (!input.budgetBytes)
        return plan;
    const WordedForFiles english;
    for (const Candidate &candidate : remaining) {
        if (usage.total() <= *input.budgetBytes)
            break;
        remove(candidate, u"the store is over its budget of %1"_s.arg(byteSizeText(*input.budgetBytes)));
    }
    plan.overBudgetBytes = std::max<qint64>(0, usage.total() - *input.budgetBytes);
    return plan;
}

} // namespace larder
