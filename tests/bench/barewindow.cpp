/// The floor for the desktop: a Qt Widgets window of the desktop's size with a word in it and nothing behind
/// it, until SIGTERM. Built twice: linked with Qt Widgets alone (time), and with every library of
/// larder-desktop (memory).
#include <QApplication>
#include <QLabel>

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QLabel window(QStringLiteral("bare"));
    window.setAlignment(Qt::AlignCenter);
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
