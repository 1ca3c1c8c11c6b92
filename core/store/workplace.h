/// A directory of its own on the store's disk, for something that works on files before they are fetched:
/// empty at first, gone with the object. It lies among the staging of runs, so what a killed process leaves
/// is swept like theirs. Any thread. Errors: NoSpace, Storage.
#pragma once

#include "core/base/filedescriptor.h"
#include "core/base/result.h"
#include "core/dataset/datasetname.h"

#include <QString>

namespace larder {

class Home;

class Workplace
{
public:
    [[nodiscard]] static Result<Workplace> make(const Home &home, const DatasetName &dataset);
    Workplace(Workplace &&other) noexcept;
    Workplace &operator=(Workplace &&) = delete;
    ~Workplace();

    /// Absolute, without a final '/'.
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    Workplace(QString folder, FileDescriptor mark);

    QString m_folder; ///< of the mark; empty: moved from
    QString m_path;
    FileDescriptor m_mark;
};

} // namespace larder
