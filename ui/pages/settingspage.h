/// A person's settings: in force and written as soon as they are changed, each mistake told at its field.
/// GUI thread.
#pragma once

#include "core/engine/settings.h"
#include "core/engine/taskrunner.h"
#include "ui/pageservices.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTimeEdit;

namespace larder {

class ElidedLabel;
class NoticeBar;
class SettingsForm;
class SettingsMove;
class SizeSpinBox;

class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsPage(const PageServices &services, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Whoever knows what is stored puts it in force, and asks before a smaller one removes anything.
    void budgetWanted(std::optional<qint64> bytes);
    void storeMoved();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    void addStore(SettingsForm &form);
    void addFetching(SettingsForm &form);
    void addSignIns(SettingsForm &form);
    void addBackground(SettingsForm &form);
    void addNotifications(SettingsForm &form);
    void addProgram(SettingsForm &form);
    [[nodiscard]] QWidget *makeQuietHours();
    [[nodiscard]] QComboBox *makeRule(BackgroundRule Settings::*rule);
    template <typename Value>
    [[nodiscard]] QComboBox *makeChoice(Value Settings::*member,
                                        std::initializer_list<std::pair<Value, QString>> values);
    [[nodiscard]] QCheckBox *makeSwitch(const QString &words, bool Settings::*flag);
    void showSettings(const Settings &settings);
    void showPlace();
    void takeQuietHours();
    void readAutostart();
    void setAutostart(bool isOn);

    const PageServices m_services;
    NoticeBar *m_notice;
    ElidedLabel *m_place;
    SettingsMove *m_move;
    SizeSpinBox *m_budget;
    SizeSpinBox *m_bandwidth;
    QSpinBox *m_concurrency;
    QCheckBox *m_hasQuietHours;
    QTimeEdit *m_quietFrom;
    QTimeEdit *m_quietUntil;
    QLabel *m_quietMistake = nullptr;
    QCheckBox *m_autostart;
    QLabel *m_autostartMistake = nullptr;
    QList<std::function<void(const Settings &)>> m_show; ///< how the controls of a kind show their value
    bool m_hasShownHours = false;
    Task m_readingAutostart;
    bool m_isSettingAutostart = false;
};

} // namespace larder
