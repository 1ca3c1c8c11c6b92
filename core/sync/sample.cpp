#include "core/sync/sample.h"

#include "core/base/atomicfile.h"
#include "core/base/clock.h"
#include "core/store/home.h"
#include "core/sync/activitylog.h"
#include "core/sync/bindings.h"

#include <array>
#include <random>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int shipmentsADay = 240;
constexpr int lateShipments = 18; // that each further upload of a day adds
constexpr int returnsADay = 21;
constexpr int withoutWeightFrom =
    90; // the mistake in the first upload: from this line on the weights are empty

enum class Weights { Right, Lost };

/// A day's numbers are the same whenever they are asked for.
class Dice
{
public:
    explicit Dice(QDate day) : m_engine(quint32(day.toJulianDay())) { }
    int upTo(int most) { return int(m_engine() % quint32(most + 1)); }
    template <typename Choices>
    QByteArray oneOf(const Choices &choices)
    {
        return choices[size_t(upTo(int(std::size(choices)) - 1))];
    }

private:
    std::mt19937 m_engine; // the standard says what it gives, on every machine
};

constexpr std::array places{"Lyon", "Gdańsk", "Porto", "Malmö", "Leipzig", "Bilbao", "Gent", "Brno"};
constexpr std::array receivers{"Nordic Home", "Maison Bleue", "Kontor 9", "Alba Retail", "Vesta & Sons"};
constexpr std::array states{"delivered", "delivered", "in transit", "picked up"};
constexpr std::array faults{"damaged", "wrong size", "late", "refused"};

QByteArray shipmentId(QDate day, int number)
{
    return "SH-" + day.toString(u"yyyyMMdd"_s).toLatin1() + '-'
        + QByteArray::number(number).rightJustified(4, '0');
}

QByteArray shipmentsOf(QDate day, int count, Weights weights)
{
    Dice dice(day);
    QByteArray text = "shipment_id,receiver,origin,destination,pieces,weight_kg,status\n";
    for (int number = 1; number <= count; ++number) {
        const int grams = 400 + dice.upTo(90'000);
        const bool isLost = weights == Weights::Lost && number >= withoutWeightFrom;
        const QByteArrayList cells{shipmentId(day, number),
                                   dice.oneOf(receivers),
                                   dice.oneOf(places),
                                   dice.oneOf(places),
                                   QByteArray::number(1 + dice.upTo(11)),
                                   isLost ? QByteArray() : QByteArray::number(grams / 1000.0, 'f', 1),
                                   dice.oneOf(states)};
        text += cells.join(',') + '\n';
    }
    return text;
}

QByteArray returnsOf(QDate day)
{
    Dice dice(day);
    QByteArray text = "shipment_id,reason,pieces\n";
    for (int number = 0; number < returnsADay; ++number) {
        const QByteArrayList cells{shipmentId(day, 1 + number * 7 + dice.upTo(6)), dice.oneOf(faults),
                                   QByteArray::number(1 + dice.upTo(2))};
        text += cells.join(',') + '\n';
    }
    return text;
}

QByteArray depots()
{
    QByteArray text = "depot,country,docks\n";
    constexpr std::array countries{"FR", "PL", "PT", "SE", "DE", "ES", "BE", "CZ"};
    for (size_t i = 0; i < places.size(); ++i)
        text += QByteArray(places[i]) + ',' + countries[i] + ',' + QByteArray::number(4 + int(i) * 3) + '\n';
    return text;
}

/// The folder that the sample customer uploads into.
class Exports
{
public:
    Exports(QString folder, QDate today) : m_folder(std::move(folder)), m_today(today) { }

    [[nodiscard]] Result<void> uploadFirst() const
    {
        if (auto made = makeDirectory(m_folder); !made)
            return made;
        const QDate yesterday = m_today.addDays(-1);
        return putAll({{u"depots.csv"_s, depots()},
                       {shipmentsFile(yesterday), shipmentsOf(yesterday, shipmentsADay, Weights::Right)},
                       {shipmentsFile(m_today), shipmentsOf(m_today, shipmentsADay, Weights::Lost)}});
    }
    [[nodiscard]] Result<void> uploadAgain() const
    {
        if (auto made = makeDirectory(m_folder); !made)
            return made;
        const auto present = readWhole(m_folder + u'/' + shipmentsFile(m_today));
        if (!present)
            return failure(present);
        const QByteArray text = present->value_or(QByteArray());
        if (text.isEmpty()) // another day has begun
            return putAll({{shipmentsFile(m_today), shipmentsOf(m_today, shipmentsADay, Weights::Lost)}});
        const auto lines = int(text.count('\n')) - 1;
        const bool isMistaken = text == shipmentsOf(m_today, lines, Weights::Lost);
        const int count = isMistaken ? lines : lines + lateShipments;
        return putAll({{u"returns_%1.csv"_s.arg(m_today.toString(Qt::ISODate)), returnsOf(m_today)},
                       {shipmentsFile(m_today), shipmentsOf(m_today, count, Weights::Right)}});
    }

private:
    using Files = std::vector<std::pair<QString, QByteArray>>;

    static QString shipmentsFile(QDate day) { return u"shipments_%1.csv"_s.arg(day.toString(Qt::ISODate)); }

    /// What is there as it should be stays untouched: an upload of the same bytes is another story.
    [[nodiscard]] Result<void> putAll(const Files &files) const
    {
        for (const auto &[name, content] : files) {
            const QString path = m_folder + u'/' + name;
            const auto present = readWhole(path);
            if (present && *present == content)
                continue;
            if (auto written = writeAtomically(path, content); !written)
                return written;
        }
        return {};
    }

    QString m_folder;
    QDate m_today;
};

Result<void> bindSample(const SyncServices &services, const QString &folder)
{
    const auto binding = prepareBinding(services, sampleDataset(), {.url = folder + u'/'});
    if (!binding)
        return failure(binding);
    if (auto added = addDataset(services, sampleDataset(), *binding, u"Sample customer"_s); !added)
        return added;
    logActivity(services.home,
                {.kind = ActivityKind::Added,
                 .at = services.clock.now(),
                 .customer = sampleDataset().customer,
                 .dataset = sampleDataset().dataset,
                 .text = u"bound to sample files that Larder wrote into %1"_s.arg(folder)});
    return {};
}

} // namespace

DatasetName sampleDataset()
{
    return {u"sample"_s, u"shipments"_s};
}

Result<SampleStep> playSample(const SyncServices &services)
{
    const QString folder = services.home.data().sampleExports();
    const QTimeZone zone(systemZone());
    const Exports exports(folder, toDateTime(services.clock.now(), zone).date());
    if (!services.home.contains(sampleDataset())) {
        if (auto uploaded = exports.uploadFirst(); !uploaded)
            return failure(uploaded);
        if (auto bound = bindSample(services, folder); !bound)
            return failure(bound);
        return SampleStep::Bound;
    }
    const auto binding = services.home.dataset(sampleDataset()).binding();
    if (!binding)
        return failure(binding);
    if (const auto ours = keptUrl(folder + u'/'); !ours || binding->url != *ours) {
        return failure(ErrorKind::Invalid,
                       u"%1 exists already, and is not Larder's own sample"_s.arg(sampleDataset().text()),
                       sampleDataset().text(), u"forget it, then try the sample again"_s);
    }
    if (auto uploaded = exports.uploadAgain(); !uploaded)
        return failure(uploaded);
    return SampleStep::UploadedAgain;
}

} // namespace larder
