#include "tests/bench/floors.h"

#include <curl/curl.h>
#include <dirent.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int inFlight = 64;

[[noreturn]] void die(const std::string &what)
{
    std::perror(what.c_str());
    std::abort();
}

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void flushAsACommitDoes(const std::filesystem::path &directory)
{
    const int root = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY);
    if (root < 0 || ::syncfs(root) != 0)
        die("syncfs");
    for (const char *name : {"manifest", "record", "current"}) {
        const auto path = directory / name;
        const int file = ::open((path.string() + ".aside").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (file < 0 || ::write(file, "{}\n", 3) != 3 || ::fsync(file) != 0)
            die("small file");
        ::close(file);
        if (::rename((path.string() + ".aside").c_str(), path.c_str()) != 0 || ::fsync(root) != 0)
            die("rename");
    }
    ::close(root);
}

size_t scanOne(const std::string &path)
{
    size_t found = 0;
    DIR *directory = ::opendir(path.c_str());
    if (!directory)
        die(path);
    while (const dirent *item = ::readdir(directory)) {
        if (item->d_name[0] == '.'
            && (item->d_name[1] == 0 || (item->d_name[1] == '.' && item->d_name[2] == 0)))
            continue;
        struct stat status{};
        if (::fstatat(::dirfd(directory), item->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            die(item->d_name);
        found += S_ISDIR(status.st_mode) ? scanOne(path + "/" + item->d_name) : 1;
    }
    ::closedir(directory);
    return found;
}

/// SHA-256 on another core: takes chunks through a bounded queue, as anything must that reads faster than it
/// hashes.
class Hasher
{
public:
    Hasher() : m_thread([this](std::stop_token stop) { work(stop); }) { }

    void add(std::string chunk, bool isLast)
    {
        std::unique_lock guard(m_mutex);
        m_room.wait(guard, [&] { return m_bytes < maxBytes; });
        m_bytes += chunk.size();
        m_chunks.push_back({std::move(chunk), isLast});
        m_ready.notify_one();
    }

    void drain()
    {
        std::unique_lock guard(m_mutex);
        m_room.wait(guard, [&] { return m_chunks.empty() && m_bytes == 0; });
    }

private:
    struct Chunk {
        std::string bytes;
        bool isLast;
    };

    void work(std::stop_token stop)
    {
        const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> sha256(EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                                     EVP_MD_free);
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                              EVP_MD_CTX_free);
        EVP_DigestInit_ex2(context.get(), sha256.get(), nullptr);
        unsigned char hash[EVP_MAX_MD_SIZE];
        std::unique_lock guard(m_mutex);
        while (m_ready.wait(guard, stop, [&] { return !m_chunks.empty(); })) {
            const Chunk chunk = std::move(m_chunks.front());
            m_chunks.pop_front();
            guard.unlock();
            EVP_DigestUpdate(context.get(), chunk.bytes.data(), chunk.bytes.size());
            if (chunk.isLast) {
                EVP_DigestFinal_ex(context.get(), hash, nullptr);
                EVP_DigestInit_ex2(context.get(), sha256.get(), nullptr);
            }
            guard.lock();
            m_bytes -= chunk.bytes.size();
            m_room.notify_all();
        }
    }

    static constexpr size_t maxBytes = 16 << 20;
    std::mutex m_mutex;
    std::condition_variable_any m_ready;
    std::condition_variable m_room;
    std::deque<Chunk> m_chunks;
    size_t m_bytes = 0;
    std::jthread m_thread;
};

/// One transfer of a multi; reused for the next address when it is done.
struct Transfer {
    CURL *easy = curl_easy_init();
    int file = -1;
    std::string pending; ///< not yet given to the hasher: one file's chunks must stay together
    Hasher *hasher = nullptr;

    static size_t onBody(char *bytes, size_t, size_t size, void *self)
    {
        auto *transfer = static_cast<Transfer *>(self);
        if (transfer->file >= 0 && ::write(transfer->file, bytes, size) != ssize_t(size))
            die("write");
        if (transfer->hasher)
            transfer->pending.append(bytes, size);
        return size;
    }
};

template <typename Begin, typename End>
void driveAll(const std::vector<std::string> &urls, bool headOnly, Begin begin, End end)
{
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, long(inFlight));
    std::vector<std::unique_ptr<Transfer>> transfers;
    size_t next = 0;
    size_t done = 0;
    const auto start = [&](Transfer &transfer) {
        curl_easy_setopt(transfer.easy, CURLOPT_URL, urls[next].c_str());
        curl_easy_setopt(transfer.easy, CURLOPT_NOBODY, headOnly ? 1L : 0L);
        curl_easy_setopt(transfer.easy, CURLOPT_FAILONERROR, 1L);
        curl_easy_setopt(transfer.easy, CURLOPT_NOSIGNAL, 1L);
        if (const char *authorities = std::getenv("SSL_CERT_FILE"))
            curl_easy_setopt(transfer.easy, CURLOPT_CAINFO, authorities);
        curl_easy_setopt(transfer.easy, CURLOPT_BUFFERSIZE, 512L * 1024);
        curl_easy_setopt(transfer.easy, CURLOPT_WRITEFUNCTION, &Transfer::onBody);
        curl_easy_setopt(transfer.easy, CURLOPT_WRITEDATA, &transfer);
        curl_easy_setopt(transfer.easy, CURLOPT_PRIVATE, &transfer);
        begin(transfer, next++);
        curl_multi_add_handle(multi, transfer.easy);
    };
    while (transfers.size() < size_t(inFlight) && next < urls.size()) {
        transfers.push_back(std::make_unique<Transfer>());
        start(*transfers.back());
    }
    while (done < urls.size()) {
        int running = 0;
        curl_multi_perform(multi, &running);
        int left = 0;
        while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
            if (message->data.result != CURLE_OK) {
                std::fprintf(stderr, "floor: %s\n", curl_easy_strerror(message->data.result));
                std::abort();
            }
            Transfer *transfer = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
            curl_multi_remove_handle(multi, transfer->easy);
            end(*transfer);
            ++done;
            if (next < urls.size())
                start(*transfer);
        }
        if (done < urls.size())
            curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
    }
    for (const auto &transfer : transfers)
        curl_easy_cleanup(transfer->easy);
    curl_multi_cleanup(multi);
}

curl_off_t sizeOf(const std::string &url)
{
    curl_off_t size = -1;
    driveAll(
        {url}, false,
        [](Transfer &transfer, std::size_t) { curl_easy_setopt(transfer.easy, CURLOPT_RANGE, "0-0"); },
        [&](Transfer &transfer) {
            curl_header *range = nullptr;
            if (curl_easy_header(transfer.easy, "Content-Range", 0, CURLH_HEADER, -1, &range) == CURLHE_OK)
                size = std::atoll(std::strrchr(range->value, '/') + 1);
        });
    if (size < 0)
        die("no Content-Range");
    return size;
}

} // namespace

double scanAndStat(const std::filesystem::path &directory)
{
    const auto start = Clock::now();
    if (scanOne(directory.string()) == 0)
        die("an empty directory");
    return since(start);
}

double indexAndHeads(const std::string &index, const std::vector<std::string> &urls)
{
    const auto start = Clock::now();
    const auto nothing = [](auto &&...) { };
    driveAll({index}, false, nothing, nothing);
    driveAll(urls, true, nothing, nothing);
    return since(start);
}

double download(const std::vector<std::string> &urls, const std::filesystem::path &directory)
{
    std::filesystem::create_directories(directory);
    constexpr size_t hashAtOnce = 1 << 20;
    const auto start = Clock::now();
    {
        Hasher hasher;
        const bool isOneFile = urls.size() == 1;
        driveAll(
            urls, false,
            [&](Transfer &transfer, size_t number) {
                const auto path = directory / std::to_string(number);
                transfer.file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0444);
                if (transfer.file < 0)
                    die(path.string());
                transfer.hasher = &hasher;
                // A single large file is hashed while it comes; of many, each as a whole.
                if (isOneFile) {
                    curl_easy_setopt(
                        transfer.easy, CURLOPT_WRITEFUNCTION,
                        +[](char *bytes, size_t, size_t size, void *self) {
                            auto *one = static_cast<Transfer *>(self);
                            const size_t taken = Transfer::onBody(bytes, 1, size, self);
                            if (one->pending.size() >= hashAtOnce) {
                                one->hasher->add(std::move(one->pending), false);
                                one->pending = {};
                            }
                            return taken;
                        });
                }
            },
            [&](Transfer &transfer) {
                ::close(transfer.file);
                hasher.add(std::move(transfer.pending), true);
                transfer.pending = {};
            });
        hasher.drain();
    }
    return since(start);
}

double drain(const std::vector<std::string> &urls)
{
    const auto start = Clock::now();
    const auto nothing = [](auto &&...) { };
    driveAll(urls, false, nothing, nothing);
    return since(start);
}

double drainRanges(const std::string &url)
{
    constexpr std::size_t ranges = 4;
    const auto start = Clock::now();
    const curl_off_t size = sizeOf(url);
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < ranges; ++i)
        parts.push_back(std::to_string(size * i / ranges) + '-'
                        + std::to_string(size * (i + 1) / ranges - 1));
    driveAll(
        std::vector<std::string>(ranges, url), false,
        [&](Transfer &transfer, std::size_t number) {
            curl_easy_setopt(transfer.easy, CURLOPT_RANGE, parts[number].c_str());
        },
        [](auto &&...) {});
    return since(start);
}

double listAndDownload(const std::string &index, const std::vector<std::string> &urls,
                       const std::filesystem::path &directory)
{
    const auto start = Clock::now();
    driveAll({index}, false, [](auto &&...) { }, [](auto &&...) { });
    (void)download(urls, directory);
    flushAsACommitDoes(directory);
    return since(start);
}

double hardLinks(const std::filesystem::path &from, const std::filesystem::path &to)
{
    std::vector<std::string> names;
    for (const auto &item : std::filesystem::directory_iterator(from))
        names.push_back(item.path().filename().string());
    std::filesystem::create_directories(to);
    const auto start = Clock::now();
    const int source = ::open(from.c_str(), O_RDONLY | O_DIRECTORY);
    const int target = ::open(to.c_str(), O_RDONLY | O_DIRECTORY);
    for (const std::string &name : names) {
        if (::linkat(source, name.c_str(), target, name.c_str(), 0) != 0)
            die(name);
    }
    ::close(source);
    ::close(target);
    flushAsACommitDoes(to);
    return since(start);
}

} // namespace bench
