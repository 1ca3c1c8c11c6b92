#include "core/store/blobscan.h"

#include "core/store/filetree.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

Result<void> forEachManifest(const Home &home,
                             const std::function<void(const DatasetName &, const Manifest &)> &visit,
                             const std::stop_token &stop)
{
    const auto names = home.datasets();
    if (!names)
        return failure(names);
    for (const DatasetName &name : *names) {
        const DatasetFolder folder = home.dataset(name);
        const auto headers = folder.manifestHeaders();
        if (!headers)
            return failure(headers);
        for (const ManifestHeader &header : *headers) {
            if (stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"stopped"_s);
            const auto manifest = folder.manifest(header.id);
            if (manifest)
                visit(name, *manifest);
            else if (manifest.error().kind != ErrorKind::Corrupt
                     && manifest.error().kind != ErrorKind::NotFound)
                return failure(manifest);
        }
    }
    return {};
}

Result<void> eraseUsed(const Home &home, std::vector<Sha256> &hashes, const std::stop_token &stop)
{
    if (hashes.empty())
        return {};
    std::vector<bool> isUsed(hashes.size(), false);
    const auto look = [&](const DatasetName &, const Manifest &manifest) {
        for (const ManifestFile &file : manifest.files) {
            const auto it = std::ranges::lower_bound(hashes, file.hash);
            if (it != hashes.end() && *it == file.hash)
                isUsed[size_t(it - hashes.begin())] = true;
        }
    };
    if (auto looked = forEachManifest(home, look, stop); !looked)
        return looked;
    size_t index = 0;
    std::erase_if(hashes, [&](const Sha256 &) { return isUsed[index++]; });
    return {};
}

Result<BlobListing> listBlobs(const StoreLayout &store, BlobsWanted wanted, const std::stop_token &stop)
{
    BlobListing listing;
    const auto walked = walkTree(
        store.blobs(),
        [&](const TreeFile &file) -> Result<void> {
            const auto hash =
                hashFromBlobName(QByteArrayView(file.path).sliced(file.path.lastIndexOf('/') + 1));
            if (!hash)
                listing.strays.push_back(file.path);
            else if (wanted == BlobsWanted::All || file.status.st_nlink == 1)
                listing.hashes.push_back(*hash);
            listing.bytes += qint64(file.status.st_size);
            return {};
        },
        stop);
    if (!walked)
        return failure(walked);
    std::ranges::sort(listing.hashes);
    return listing;
}

std::optional<Sha256> hashFromBlobName(QByteArrayView fileName)
{
    const QByteArray bytes = QByteArray::fromHex(fileName.toByteArray());
    Sha256 hash;
    if (fileName.size() != qsizetype(hash.size()) * 2 || bytes.size() != qsizetype(hash.size()))
        return std::nullopt;
    std::ranges::copy(bytes, reinterpret_cast<char *>(hash.data()));
    return hexText(hash) == fileName ? std::optional(hash) : std::nullopt;
}

} // namespace larder
