#include "core/store/workplace.h"

#include "core/base/atomicfile.h"
#include "core/base/crashpoint.h"
#include "core/store/filetree.h"
#include "core/store/home.h"
#include "core/store/runmark.h"

#include <QUuid>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

Result<Workplace> Workplace::make(const Home &home, const DatasetName &dataset)
{
    const QString name = u"work-"_s + QUuid::createUuid().toString(QUuid::Id128).first(12);
    const QString folder = home.store().staging() + u'/' + name;
    if (auto made = makeDirectory(folder); !made)
        return failure(made);
    auto mark = markRun(folder, dataset);
    if (!mark)
        return failure(mark);
    Workplace workplace(folder, std::move(*mark));
    if (auto made = makeDirectory(workplace.path()); !made)
        return failure(made);
    crashPoint("workplace-made");
    return workplace;
}

Workplace::Workplace(QString folder, FileDescriptor mark)
    : m_folder(std::move(folder)),
      m_path(m_folder + u"/work"_s),
      m_mark(std::move(mark))
{ }

Workplace::Workplace(Workplace &&other) noexcept
    : m_folder(std::exchange(other.m_folder, {})),
      m_path(std::move(other.m_path)),
      m_mark(std::move(other.m_mark))
{ }

Workplace::~Workplace()
{
    // What cannot be removed now is swept when this process is gone.
    if (!m_folder.isEmpty())
        (void)removeTree(m_folder);
}

} // namespace larder
