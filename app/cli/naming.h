/// From a person's words to what they name: datasets, customers, snapshots, files inside, and
/// inside of archives there. Only what is named is read, and put right where a crash left it so. Errors:
/// Invalid for a bad name, NotFound with the nearest known one.
#pragma once

#include "app/composition.h"
#include "core/store/archive/archivereader.h"

namespace larder {

enum class NoWords { MeanAll, MeanNone };

/// Names and customers, in the order given, each dataset once.
[[nodiscard]] Result<std::vector<DatasetName>> namedDatasets(const Composition &composition,
                                                             const QStringList &words, NoWords noWords);
/// NotFound with a suggestion.
[[nodiscard]] Result<DatasetFolder> namedDataset(const Composition &composition, const QString &word);

/// `word`: an id, the unique beginning of one, or "latest". Its bytes are there.
[[nodiscard]] Result<SnapshotId> namedSnapshot(const DatasetFolder &folder, const QString &word);

/// `customer/dataset[@SNAPSHOT][/PATH]`
struct FileName {
    DatasetName dataset;
    QString snapshot; ///< as written; empty: the current one
    QByteArray path; ///< without slashes at its ends; empty: the whole snapshot

    [[nodiscard]] static Result<FileName> parse(const QString &word);
};

/// What a FileName means in a home: its manifest and directory.
struct OpenedSnapshot {
    Manifest manifest;
    QString directory;
};
[[nodiscard]] Result<OpenedSnapshot> openSnapshot(const Composition &composition, const FileName &name);

/// A path that leads into an archive: `export.zip!/deep/a.csv`.
struct PathInArchive {
    ArchiveToRead archive;
    QByteArray path; ///< empty: all of it
};
/// nullopt: it leads to a file or a folder of the snapshot, whatever `!` its name has, or nowhere.
/// Unsupported: into a file that is no archive.
[[nodiscard]] Result<std::optional<PathInArchive>> pathInArchive(const OpenedSnapshot &snapshot,
                                                                 const QByteArray &path);

} // namespace larder
