/// The store as a bar: what the snapshots need, what else lies there, and the room up to the budget or,
/// without one, on the disk. GUI thread.
#pragma once

#include <QWidget>

#include <optional>

namespace larder {

struct StorageShares {
    qint64 snapshotBytes = 0;
    qint64 otherBytes = 0;
    qint64 freeBytes = 0; ///< on the disk
    std::optional<qint64> budgetBytes;

    bool operator==(const StorageShares &) const = default;
};

class StorageBar : public QWidget
{
    Q_OBJECT
public:
    explicit StorageBar(QWidget *parent = nullptr);

    void show(const StorageShares &shares);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StorageShares m_shares;
};

} // namespace larder
