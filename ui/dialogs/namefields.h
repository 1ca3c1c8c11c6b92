/// Whose dataset it is and what it is called: a known customer or a new one (display name, slug, zone), and
/// the dataset's name. Suggests until somebody writes; each mistake is told below its field. GUI thread.
#pragma once

#include "core/dataset/binding.h"

#include <QSet>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace larder {

/// What the home knows, asked once when the dialog opens.
struct KnownNames {
    std::vector<Customer> customers;
    QSet<DatasetName> datasets;
    QList<QByteArray> zones; ///< that this machine knows
    QByteArray systemZone = "UTC";
};

class NameFields : public QWidget
{
    Q_OBJECT
public:
    explicit NameFields(QWidget *parent = nullptr);

    /// May be called again: what was chosen and written stays.
    void take(const KnownNames &known);
    /// From the address, for what nobody has written yet.
    void suggest(const QString &address);

    [[nodiscard]] bool isValid() const { return m_isValid; }
    [[nodiscard]] DatasetName name() const;
    /// Of a new customer; empty for a known one.
    [[nodiscard]] QString newCustomerName() const;
    /// A known customer's, or the new one's.
    [[nodiscard]] QByteArray zone() const;
    [[nodiscard]] bool isNewCustomer() const;
    /// Tells below the dataset's name what only the home could know.
    void tellConflict(const QString &words);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QWidget *withMistake(QWidget *field, QLabel *&mistake);
    void showCustomer();
    void judge();
    [[nodiscard]] QString customerMistake() const;
    [[nodiscard]] QString shortNameMistake(const QString &name) const;
    [[nodiscard]] QString slugMistake() const;
    [[nodiscard]] QString zoneMistake() const;
    [[nodiscard]] QString datasetMistake() const;

    KnownNames m_known;
    QFormLayout *m_layout;
    QComboBox *m_customer;
    QLineEdit *m_displayName;
    QLineEdit *m_slug;
    QComboBox *m_zone;
    QLineEdit *m_dataset;
    QLabel *m_customerMistake = nullptr;
    QLabel *m_slugMistake = nullptr;
    QLabel *m_zoneMistake = nullptr;
    QLabel *m_datasetMistake = nullptr;
    QString m_suggestedDataset;
    QString m_suggestedCustomer; ///< display name
    bool m_isCustomerChosen = false; ///< by a person, as are the next ones
    bool m_isSlugWritten = false;
    bool m_isZoneWritten = false;
    bool m_isDatasetWritten = false;
    bool m_isValid = false;
};

} // namespace larder
