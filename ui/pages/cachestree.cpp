#include "ui/pages/cachestree.h"

#include "core/wording/runwords.h"
#include "core/wording/told.h"

#include <QTimeZone>

#include <algorithm>
#include <map>
#include <tuple>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// What an item is placed by; one of these, as the order asks.
struct Rank {
    QString title;
    qint64 number = 0;
};

Rank rankOf(const CachesReading &reading, const CacheContents &contents, const CacheItem &item, QString title,
            CachesOrder::Key key)
{
    switch (key) {
    case CachesOrder::Name:
        return {std::move(title), 0};
    case CachesOrder::NextCall:
        return {std::move(title), qint64(prospectOf(contents, item, habitsOf(reading), reading.at).outlook)};
    case CachesOrder::Made:
        return {std::move(title), item.made ? item.made->time_since_epoch().count() : 0};
    case CachesOrder::Size:
        return {std::move(title), item.bytes};
    }
    Q_UNREACHABLE_RETURN({});
}

class TreeBuilder
{
public:
    TreeBuilder(const CachesReading &reading, const CachesOrder &order) : m_reading(reading), m_order(order)
    { }

    CachesTree tree()
    {
        for (int cache = 0; cache < int(m_reading.caches.size()); ++cache)
            addCache(cache);
        arrange(m_tree.roots);
        for (CachesNode &node : m_tree.nodes)
            arrange(node.children);
        return std::move(m_tree);
    }

private:
    int add(CachesNode node)
    {
        const int place = int(m_tree.nodes.size());
        m_tree.nodes.push_back(std::move(node));
        m_ranks.emplace_back();
        return place;
    }

    void addCache(int cache)
    {
        const CacheContents &contents = m_reading.caches[size_t(cache)];
        const int root = add({.cache = cache});
        m_ranks[size_t(root)].title = contents.place.path;
        m_tree.roots.push_back(root);
        std::map<int, int> functions;
        for (int number = 0; number < int(contents.items.size()); ++number) {
            const CacheItem &item = contents.items[size_t(number)];
            QString title = itemTitle(contents, item);
            if (!m_order.text.isEmpty() && !title.contains(m_order.text, Qt::CaseInsensitive))
                continue;
            int parent = root;
            if (item.function >= 0) {
                const auto [known, isNew] = functions.try_emplace(item.function, 0);
                if (isNew) {
                    known->second = add({.cache = cache, .function = item.function, .parent = root});
                    m_ranks[size_t(known->second)].title = contents.functions[size_t(item.function)].name;
                    m_tree.nodes[size_t(root)].children.push_back(known->second);
                }
                parent = known->second;
            }
            const int place = add({.cache = cache,
                                   .function = item.function,
                                   .item = number,
                                   .parent = parent,
                                   .bytes = item.bytes,
                                   .items = 1});
            m_ranks[size_t(place)] = rankOf(m_reading, contents, item, std::move(title), m_order.key);
            m_tree.nodes[size_t(parent)].children.push_back(place);
            for (int above = parent; above >= 0; above = m_tree.nodes[size_t(above)].parent)
                sum(above, place);
        }
        m_tree.bytes += m_tree.nodes[size_t(root)].bytes;
        m_tree.items += m_tree.nodes[size_t(root)].items;
    }

    /// A group is ranked by what is in it: all its bytes, its newest, the surest to be made anew.
    void sum(int group, int item)
    {
        CachesNode &node = m_tree.nodes[size_t(group)];
        node.bytes += m_tree.nodes[size_t(item)].bytes;
        ++node.items;
        qint64 &number = m_ranks[size_t(group)].number;
        const qint64 ofItem = m_ranks[size_t(item)].number;
        number = m_order.key == CachesOrder::Size ? node.bytes : std::max(number, ofItem);
    }

    void arrange(std::vector<int> &places)
    {
        std::ranges::sort(places, [this](int one, int other) {
            const auto key = [this](int place) {
                const Rank &rank = m_ranks[size_t(place)];
                return std::tie(rank.number, rank.title);
            };
            return m_order.order == Qt::AscendingOrder ? key(one) < key(other) : key(other) < key(one);
        });
        for (int row = 0; row < int(places.size()); ++row)
            m_tree.nodes[size_t(places[size_t(row)])].row = row;
    }

    const CachesReading &m_reading;
    const CachesOrder &m_order;
    CachesTree m_tree;
    std::vector<Rank> m_ranks; ///< by node
};

} // namespace

QString troubleOf(const CachesReading &reading, const CacheContents &contents)
{
    const auto tied = std::ranges::find_if(reading.ties, [&](const TiedTo &each) {
        return each.tie.place == contents.place && !each.tie.trouble.isEmpty();
    });
    if (tied != reading.ties.end())
        return u"%1: %2"_s.arg(tied->dataset.text(), told(tied->tie.trouble));
    return contents.troubles.empty() ? QString() : errorSentence(contents.troubles.front());
}

ReaderHabits habitsOf(const CachesReading &reading)
{
    return {.zone = QTimeZone::systemTimeZone(), .current = reading.current};
}

CachesTree treeOf(const CachesReading &reading, const CachesOrder &order)
{
    return TreeBuilder(reading, order).tree();
}

} // namespace larder
