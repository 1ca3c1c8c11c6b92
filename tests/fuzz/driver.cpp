/// Runs a target without libFuzzer, the same each time: first the corpus as it is, then so many changes of
/// it.
///   TARGET --runs N [--seed S] PLACE…      a file, or a folder of a corpus
/// An input that breaks the target, or keeps it for ten seconds, is written to ./broken-input and named on
/// stderr; TARGET --runs 0 broken-input shows it again.
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>

/// Asked by the undefined-behaviour sanitizer, which knows nothing of the other one's death callback.
extern "C" const char *__ubsan_default_options();
extern "C" const char *__ubsan_default_options()
{
    return "abort_on_error=1";
}
#endif

namespace {

using Bytes = std::string;

constexpr unsigned patienceSeconds = 10;
constexpr std::size_t longestInput = 64 * 1024;
constexpr const char *brokenInput = "broken-input";

/// Numbers, ends and signs that parsers care about.
constexpr std::array<const char *, 26> tokens{"-1",
                                              "0",
                                              "18446744073709551616",
                                              "9223372036854775807",
                                              "-9223372036854775808",
                                              "2147483648",
                                              "1e308",
                                              "\r\n",
                                              "%",
                                              "%00",
                                              "%2e%2e%2f",
                                              "../",
                                              "/",
                                              "&#0;",
                                              "&#10;",
                                              "<",
                                              ">",
                                              "\"",
                                              "'",
                                              "=",
                                              "[]",
                                              "{}",
                                              ":",
                                              "\xff\xfe",
                                              "\xc3\x28",
                                              "\xe2\x80\xae"};

/// What the target is busy with, for whoever is told that it broke.
const uint8_t *currentData = nullptr;
size_t currentSize = 0;

void keepInput()
{
    const int file = ::open(brokenInput, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ::write(file, currentData, currentSize) != static_cast<ssize_t>(currentSize))
        return;
    ::close(file);
    static constexpr char said[] = "the input is kept in ./broken-input\n";
    (void)!::write(STDERR_FILENO, said, sizeof said - 1);
}

void onSignal(int number)
{
    keepInput();
    static constexpr char said[] = "it took too long\n";
    if (number == SIGALRM)
        (void)!::write(STDERR_FILENO, said, sizeof said - 1);
    std::signal(number, SIG_DFL);
    std::raise(number);
}

void watch()
{
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_set_death_callback(keepInput);
    std::signal(SIGABRT, onSignal);
    std::signal(SIGALRM, onSignal);
#else
    for (const int number : {SIGABRT, SIGALRM, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        std::signal(number, onSignal);
#endif
}

/// In memory of just its size, so that a byte too far is seen.
void run(const Bytes &input)
{
    const auto exact = std::make_unique<uint8_t[]>(input.size());
    std::copy(input.begin(), input.end(), exact.get());
    currentData = exact.get();
    currentSize = input.size();
    ::alarm(patienceSeconds);
    LLVMFuzzerTestOneInput(exact.get(), input.size());
    ::alarm(0);
}

class Changer
{
public:
    Changer(const std::vector<Bytes> &corpus, uint64_t seed) : m_corpus(corpus), m_chance(seed) { }

    Bytes next()
    {
        Bytes input = any();
        for (std::size_t left = 1 + below(below(4) == 0 ? 16 : 3); left > 0; --left)
            change(input);
        input.resize(std::min(input.size(), longestInput));
        return input;
    }

private:
    /// Not std::uniform_int_distribution: that may differ from one library to another.
    std::size_t below(std::size_t end) { return m_chance() % std::max<std::size_t>(end, 1); }
    const Bytes &any() { return m_corpus[below(m_corpus.size())]; }

    struct Range {
        std::size_t at;
        std::size_t length;
    };
    Range rangeOf(const Bytes &input)
    {
        const std::size_t at = below(input.size());
        const std::size_t most = std::min<std::size_t>(input.size() - at, below(3) == 0 ? 256 : 16);
        return {at, below(most) + 1};
    }

    void change(Bytes &input)
    {
        if (input.empty()) {
            input = tokens[below(tokens.size())];
            return;
        }
        const auto [at, length] = rangeOf(input);
        switch (below(9)) {
        case 0:
            input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
            break;
        case 1:
            input[at] = static_cast<char>(below(256));
            break;
        case 2:
            input.erase(at, length);
            break;
        case 3: // again, and again
            for (std::size_t times = 1 + below(4); times > 0; --times)
                input.insert(at, input.substr(at, length));
            break;
        case 4:
            input.insert(at, tokens[below(tokens.size())]);
            break;
        case 5:
            input.replace(at, length, tokens[below(tokens.size())]);
            break;
        case 6:
            input.resize(at);
            break;
        case 7:
            changeNumber(input, at);
            break;
        case 8: {
            const Bytes &other = any();
            if (other.empty())
                break;
            const Range from = rangeOf(other);
            input.insert(at, other, from.at, from.length);
            break;
        }
        default:
            break;
        }
    }

    /// The next digits in text become another number.
    void changeNumber(Bytes &input, std::size_t at)
    {
        const std::size_t begin = input.find_first_of("0123456789", at);
        if (begin == Bytes::npos)
            return;
        const std::size_t end = std::min(input.find_first_not_of("0123456789", begin), input.size());
        input.replace(begin, end - begin, std::to_string(m_chance() >> below(64)));
    }

    const std::vector<Bytes> &m_corpus;
    std::mt19937_64 m_chance;
};

Bytes contentOf(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// In the order of their names: a folder's own order differs from disk to disk.
std::vector<Bytes> readCorpus(const std::vector<std::filesystem::path> &places)
{
    std::vector<std::filesystem::path> files;
    for (const auto &place : places) {
        if (!std::filesystem::is_directory(place)) {
            files.push_back(place);
            continue;
        }
        for (const auto &each : std::filesystem::directory_iterator(place))
            files.push_back(each.path());
    }
    std::ranges::sort(files);
    std::vector<Bytes> corpus;
    for (const auto &file : files)
        corpus.push_back(contentOf(file));
    return corpus;
}

} // namespace

int main(int argc, char **argv)
{
    uint64_t runs = 0;
    uint64_t seed = 1;
    std::vector<std::filesystem::path> places;
    const std::vector<std::string> words(argv + 1, argv + argc);
    for (std::size_t i = 0; i < words.size(); ++i) {
        uint64_t *const number = words[i] == "--runs" ? &runs : words[i] == "--seed" ? &seed : nullptr;
        if (!number) {
            places.emplace_back(words[i]);
            continue;
        }
        const std::string &value = i + 1 < words.size() ? words[++i] : words[i];
        if (std::from_chars(value.data(), value.data() + value.size(), *number).ec != std::errc())
            return 2;
    }
    const std::vector<Bytes> corpus = readCorpus(places);
    if (corpus.empty() || std::ranges::find(corpus, Bytes()) != corpus.end()) {
        std::fprintf(stderr, "%s: no corpus, or a file of it that is empty or missing\n", argv[0]);
        return 2;
    }
    watch();
    for (const Bytes &input : corpus)
        run(input);
    Changer changer(corpus, seed);
    for (uint64_t i = 0; i < runs; ++i)
        run(changer.next());
    std::printf("%zu of the corpus, %llu changed\n", corpus.size(), static_cast<unsigned long long>(runs));
    return 0;
}
