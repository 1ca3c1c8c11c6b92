// Every icon is drawn: it parses, and shows something at each size that panels, rows and menus ask for.
#include "ui/theme.h"

#include <QDir>
#include <QDirIterator>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;

class icons_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachIsDrawnAtEverySize_data();
    void eachIsDrawnAtEverySize();
    void eachOneThatTheSourcesNameIsThere();
    void eachOneIsNamedByTheSources();
};

namespace {

QStringList icons()
{
    QStringList found;
    for (QDirIterator files(u":/icons"_s, {u"*.svg"_s}, QDir::Files, QDirIterator::Subdirectories);
         files.hasNext();)
        found << files.next();
    found.sort();
    return found;
}

QString sources()
{
    QString text;
    for (const QString &folder : {u"/ui"_s, u"/app"_s}) {
        for (QDirIterator files(QStringLiteral(LARDER_SOURCES) + folder, {u"*.cpp"_s}, QDir::Files,
                                QDirIterator::Subdirectories);
             files.hasNext();) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                text += QString::fromUtf8(file.readAll());
        }
    }
    return text;
}

/// Drawn pixels, and how many of them touch the edge.
std::pair<int, int> drawn(const QImage &image)
{
    int pixels = 0;
    int atTheEdge = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) < 64)
                continue;
            ++pixels;
            const bool isEdge = x == 0 || y == 0 || x == image.width() - 1 || y == image.height() - 1;
            atTheEdge += isEdge ? 1 : 0;
        }
    }
    return {pixels, atTheEdge};
}

} // namespace

void icons_test::eachIsDrawnAtEverySize_data()
{
    QTest::addColumn<QString>("icon");
    for (const QString &icon : icons())
        QTest::newRow(qPrintable(icon)) << icon;
}

void icons_test::eachIsDrawnAtEverySize()
{
    QFETCH(const QString, icon);
    QSvgRenderer renderer(icon);
    QVERIFY(renderer.isValid());
    QCOMPARE(renderer.viewBoxF().width(), renderer.viewBoxF().height());
    for (const int size : {16, 22, 24, 32, 48}) {
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        const auto [pixels, atTheEdge] = drawn(image);
        QVERIFY2(pixels >= size * size / 40, qPrintable(u"%1 pixels at %2"_s.arg(pixels).arg(size)));
        QVERIFY2(pixels < size * size * 9 / 10, "a filled square");
        QVERIFY2(atTheEdge <= size / 4, "cut at the edge");
    }
}

void icons_test::eachOneThatTheSourcesNameIsThere()
{
    // Whole names, and the kinds whose last word is a variable.
    static const QRegularExpression whole(
        u"\"(?::/icons/)?((?:hicolor/scalable/apps/|place-|action-|tray-)[a-z]+)(?:\\.svg)?\""_s);
    int named = 0;
    for (const auto &found : whole.globalMatch(sources())) {
        const QString file = u":/icons/%1.svg"_s.arg(found.captured(1));
        QVERIFY2(QFile::exists(file), qPrintable(file));
        ++named;
    }
    QVERIFY(named >= 6);
    for (const QString &name :
         {u"action-refresh"_s, u"action-stop"_s, u"check-dark"_s, u"check-light"_s, u"chevron-down-dark"_s,
          u"chevron-down-light"_s, u"chevron-up-dark"_s, u"chevron-up-light"_s})
        QVERIFY2(QFile::exists(u":/icons/%1.svg"_s.arg(name)), qPrintable(name));
    for (int face = 0; face <= static_cast<int>(Face::Fetching); ++face)
        QVERIFY2(QFile::exists(faceIcon(static_cast<Face>(face))),
                 qPrintable(faceIcon(static_cast<Face>(face))));
}

void icons_test::eachOneIsNamedByTheSources()
{
    const QString text = sources();
    for (const QString &icon : icons()) {
        const QString name = QFileInfo(icon).completeBaseName();
        const QString lastWord = name.section(u'-', -1);
        const QString withTint =
            QString(name).replace(u"-dark"_s, u"-%tint"_s).replace(u"-light"_s, u"-%tint"_s);
        QVERIFY2(text.contains(name) || text.contains(withTint) || text.contains(u'"' + lastWord + u'"'),
                 qPrintable(icon));
    }
}

QTEST_MAIN(icons_test)
#include "icons_test.moc"
