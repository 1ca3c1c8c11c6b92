/// The floor for `larder agent`: a QCoreApplication that does nothing until SIGTERM, linked with every
/// library of larder-full.
#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return QCoreApplication::exec();
}
