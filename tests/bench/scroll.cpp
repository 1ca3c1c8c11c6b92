/// The datasets table against a bare QTreeView, both with 10 000 rows below 100 customers, both scrolled from
/// top to end by the wheel's three lines a frame:
///   larder-bench-scroll larder|bare      the 95th percentile of a frame, in seconds, on stdout
/// A frame is what happens from the turn of the wheel until its picture is handed to the X server, without
/// the time in which the machine ran others (run_delay, Documentation/scheduler/sched-stats.rst).
#include "core/freshness/judge.h"
#include "ui/models/datasetsfilter.h"
#include "ui/models/datasetsmodel.h"
#include "ui/pages/datasetsview.h"
#include "ui/theme.h"

#include <QApplication>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTextStream>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <vector>

namespace {

using namespace larder;
using namespace Qt::StringLiterals;

constexpr int customers = 100;
constexpr int datasetsOfEach = 100;
constexpr int linesAFrame = 3;
constexpr int frames = 600;

QString customerName(int customer)
{
    return u"customer-%1"_s.arg(customer, 3, 10, QChar(u'0'));
}

QString datasetName(int dataset)
{
    return u"dataset-%1"_s.arg(dataset, 4, 10, QChar(u'0'));
}

JudgedRow judgedRow(int customer, int dataset, Instant now)
{
    JudgedRow judged;
    DatasetRow &row = judged.row;
    row.name = {customerName(customer), datasetName(dataset)};
    row.customer = {row.name.customer, u"Customer %1"_s.arg(customer), "Europe/Paris"};
    row.binding.url = u"https://exports.example.com/%1/%2/"_s.arg(row.name.customer, row.name.dataset);
    row.binding.zone = "Europe/Paris";
    row.record.fetchedAt = now - std::chrono::minutes(dataset);
    row.record.confirmedAt = row.record.fetchedAt;
    row.record.uploadedAt = now - std::chrono::hours(dataset);
    row.record.newest = u"20260801T090000Z-3fa2c1"_s;
    row.newest = ManifestHeader{.id = row.record.newest, .files = 3, .bytes = 1'000'000LL * (dataset + 1)};
    judged.verdict = judge(row.binding, row.record, now);
    return judged;
}

struct Table {
    std::unique_ptr<QAbstractItemModel> model;
    std::unique_ptr<DatasetsFilter> filter;
    std::unique_ptr<QTreeView> view;
};

Table larderTable()
{
    const Instant now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    auto model = std::make_unique<DatasetsModel>(QTimeZone("Europe/Paris"));
    RowChanges rows{.changed = {}, .gone = {}, .judgedAt = now};
    QHash<DatasetName, QList<DayTally>> days;
    for (int customer = 0; customer < customers; ++customer) {
        for (int dataset = 0; dataset < datasetsOfEach; ++dataset) {
            rows.changed << judgedRow(customer, dataset, now);
            days[rows.changed.last().row.name] = QList<DayTally>(14, DayTally{.uploads = 1 + dataset % 2});
        }
    }
    model->takeRows(rows);
    model->takeDays(days, 14, QDate::currentDate());
    auto filter = std::make_unique<DatasetsFilter>(*model);
    auto view = std::make_unique<DatasetsView>(*filter);
    return {std::move(model), std::move(filter), std::move(view)};
}

/// As many rows and columns of text as Larder's.
Table bareTable()
{
    auto model = std::make_unique<QStandardItemModel>();
    model->setHorizontalHeaderLabels(QStringList(DatasetsModel::columns, u"Column"_s));
    for (int customer = 0; customer < customers; ++customer) {
        auto *group = new QStandardItem(customerName(customer));
        for (int dataset = 0; dataset < datasetsOfEach; ++dataset) {
            QList<QStandardItem *> row{new QStandardItem(datasetName(dataset))};
            while (row.size() < DatasetsModel::columns)
                row << new QStandardItem(u"today 09:30"_s);
            group->appendRow(row);
        }
        model->appendRow(group);
    }
    auto view = std::make_unique<QTreeView>();
    view->setUniformRowHeights(true);
    view->setVerticalScrollMode(QTreeView::ScrollPerPixel);
    view->setModel(model.get());
    view->expandAll();
    return {std::move(model), nullptr, std::move(view)};
}

/// Seconds that passed while this thread ran, or waited for something of its own.
double ownSeconds()
{
    std::ifstream file("/proc/thread-self/schedstat");
    long long ranNs = 0;
    long long delayNs = 0;
    file >> ranNs >> delayNs;
    const std::chrono::nanoseconds wall = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<double>(wall.count() - delayNs) / 1e9;
}

/// What scrolling asked for, and what that asked for in its turn.
void showFrame()
{
    for (int turn = 0; turn < 3; ++turn)
        QCoreApplication::processEvents();
}

double slowestButFew(std::vector<double> seconds)
{
    const auto place = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() * 95 / 100);
    std::ranges::nth_element(seconds, place);
    return *place;
}

double scroll(QTreeView &view)
{
    view.resize(1080, 560);
    view.show();
    for (int turn = 0; turn < 20; ++turn)
        showFrame();
    QScrollBar &bar = *view.verticalScrollBar();
    const int line = view.visualRect(view.model()->index(0, 0)).height();
    std::vector<double> seconds;
    for (int frame = 0; frame < frames && bar.value() < bar.maximum(); ++frame) {
        const double start = ownSeconds();
        bar.setValue(bar.value() + linesAFrame * line);
        showFrame();
        seconds.push_back(ownSeconds() - start);
    }
    return slowestButFew(std::move(seconds));
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const QString what = QCoreApplication::arguments().value(1);
    std::unique_ptr<Appearance> appearance;
    if (what == "larder"_L1)
        appearance = std::make_unique<Appearance>(Qt::ColorScheme::Light);
    Table table = what == "larder"_L1 ? larderTable() : bareTable();
    QTextStream(stdout) << scroll(*table.view) << " floor\n";
    return 0;
}
