"""Archives for tests, sound and hostile, each by the tool that people use or byte by byte.

    archives.py DIRECTORY            # makes them all there, as NAME + suffix
    from support import archives; archives.make("zip by python", directory)
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import subprocess
import sys
import tarfile
import tempfile
import warnings
import zipfile
import zlib
from pathlib import Path

# What each sound archive holds: an empty file, folders, a name in each normal form and in no script at all, large ones.
MEMBERS = {
    "a.csv": b"1,2,3\n",
    "deep/er/b.csv": b"b" * 1000,
    "empty": b"",
    "f\u00f6lder/e\u0301 \U0001f4e6 50%+#.csv": b"unicode",
    "large": bytes(range(256)) * 3000,
}
TIME = (2026, 11, 25, 6, 0, 0)
SECONDS = 1795586400
MAKERS = {}


def maker(name: str, suffix: str):
    def keep(function):
        MAKERS[name] = (suffix, function)
        return function
    return keep


def make(name: str, directory: Path) -> Path:
    suffix, function = MAKERS[name]
    target = Path(directory) / (name + suffix)
    made = function(target)
    if made is not None:
        target.write_bytes(made)
    return target


def make_bytes(name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return make(name, Path(folder)).read_bytes()


# --- building blocks

def zipped(members: dict, compression=zipfile.ZIP_DEFLATED, **options) -> bytes:
    into = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(into, "w", compression, **options) as archive:
        warnings.simplefilter("ignore")  # of double names
        for name, content in members.items() if isinstance(members, dict) else members:
            info = zipfile.ZipInfo(name, TIME)
            info.compress_type = compression
            archive.writestr(info, content)
    return into.getvalue()


def member(name: str, content: bytes = b"", kind=tarfile.REGTYPE, link: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname, info.mtime = len(content), kind, link, SECONDS
    return info, content


def timed(name: str, seconds: int) -> tuple[tarfile.TarInfo, bytes]:
    info, content = member(name)
    info.mtime = seconds
    return info, content


def tarred(members, form=tarfile.PAX_FORMAT) -> bytes:
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w", format=form) as archive:
        for info, content in members:
            archive.addfile(info, io.BytesIO(content))
    return into.getvalue()


def sound_tar(form=tarfile.PAX_FORMAT) -> bytes:
    return tarred([member(name, content) for name, content in MEMBERS.items()], form)


def noise(size: int) -> bytes:
    """Bytes that do not shrink, the same ones each time."""
    state, out = 1, bytearray()
    while len(out) < size:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        out += state.to_bytes(8, "little")
    return bytes(out[:size])


def by_tool(target: Path, *command: str, members: dict | None = None) -> None:
    """Runs a packer in a folder of the members; {} in the command is the target."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (MEMBERS if members is None else members).items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            os.utime(path, (SECONDS, SECONDS))
        subprocess.run([str(target) if word == "{}" else word for word in command], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)


# --- sound ones

maker("zip by python", ".zip")(lambda target: zipped(MEMBERS))
maker("zip unpacked", ".zip")(lambda target: zipped(MEMBERS, zipfile.ZIP_STORED))
maker("zip with bzip2", ".zip")(lambda target: zipped(MEMBERS, zipfile.ZIP_BZIP2))
maker("zip with lzma", ".ZIP")(lambda target: zipped(
    {name: content for name, content in MEMBERS.items() if content}, zipfile.ZIP_LZMA))  # libarchive breaks on "empty"
maker("zip by 7z", ".zip")(lambda target: by_tool(target, "7z", "a", "-bd", "-mcu=on", "{}", "."))
maker("zip by bsdtar", ".zip")(lambda target: by_tool(target, "bsdtar", "-a", "-cf", "{}", *MEMBERS))
maker("tar in pax form", ".tar")(lambda target: sound_tar())
maker("tar in gnu form", ".tar")(lambda target: sound_tar(tarfile.GNU_FORMAT))
maker("tar of no time", ".tar")(lambda target: tarred([timed("a.csv", 2 ** 63 - 1), timed("b.csv", -2 ** 62)]))
maker("tar from inside", ".tar.gz")(lambda target: by_tool(target, "tar", "-czf", "{}", "."))
maker("tar by bsdtar", ".tar.zst")(lambda target: by_tool(target, "bsdtar", "-a", "-cf", "{}", *MEMBERS))
maker("tgz", ".tgz")(lambda target: gzip.compress(sound_tar()))
maker("tar.bz2", ".tar.bz2")(lambda target: bz2.compress(sound_tar()))
maker("tar.xz", ".tar.xz")(lambda target: lzma.compress(sound_tar()))
maker("tar.zst by zstd", ".tar.zst")(lambda target: subprocess.run(
    ["zstd", "-q", "-c"], input=sound_tar(), capture_output=True, check=True).stdout)
# Names in 7z are UTF-16, which libarchive gives in normal form C: none other here.
maker("7z", ".7z")(lambda target: by_tool(target, "7z", "a", "-bd", "{}", ".", members=COMPOSED))
COMPOSED = {name.replace("e\u0301", "\u00e9"): content for name, content in MEMBERS.items()}


@maker("zip from a pipe", ".zip")
def zip_from_a_pipe(target: Path) -> bytes:
    """Sizes stand behind the bytes, as when nobody can seek."""
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.taken = bytearray()

        def writable(self):
            return True

        def write(self, piece):
            self.taken += piece
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            archive.writestr(zipfile.ZipInfo(name, TIME), content, zipfile.ZIP_DEFLATED)
    return bytes(pipe.taken)


@maker("zip64", ".zip")
def zip64(target: Path) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            with archive.open(zipfile.ZipInfo(name, TIME), "w", force_zip64=True) as each:
                each.write(content)
    return into.getvalue()


@maker("zip with a comment", ".zip")
def zip_with_a_comment(target: Path) -> bytes:
    into = io.BytesIO(zipped(MEMBERS))
    with zipfile.ZipFile(into, "a") as archive:
        archive.comment = b"made by hand " * 50
    return into.getvalue()


# Of one file: what is in them is MEMBERS["large"].
LARGE = MEMBERS["large"]
maker("gz", ".csv.gz")(lambda target: gzip.compress(LARGE))
maker("gz of two streams", ".csv.gz")(lambda target: gzip.compress(LARGE[:1000]) + gzip.compress(LARGE[1000:]))
maker("gz with zeros behind", ".csv.gz")(lambda target: gzip.compress(LARGE) + b"\0" * 4096)
maker("bz2", ".csv.bz2")(lambda target: bz2.compress(LARGE))
maker("xz", ".csv.xz")(lambda target: lzma.compress(LARGE))
maker("zst", ".csv.zst")(lambda target: subprocess.run(
    ["zstd", "-q", "-c"], input=LARGE, capture_output=True, check=True).stdout)

# As Windows zips: folders by backslash, one of them an entry of its own, and names in its code page.
@maker("zip with backslashes", ".zip")
def zip_with_backslashes(target: Path) -> bytes:
    return by_windows({"win\\": b"", "win\\sub\\b.csv": b"two", ".\\a.csv": b"one", "win/sub\\c.csv": b"three"})


@maker("zip with folders of a code page", ".zip")
def zip_with_folders_of_a_code_page(target: Path) -> bytes:
    return by_windows({"m\u00e4rz\\": b"", "m\u00e4rz\\caf\u00e9.csv": b"one", "\u00a0\u2592\u00df.csv": b"two"})


maker("zip with backslashes by unix", ".zip")(lambda target: zipped({"win\\sub\\b.csv": b"two"}))


@maker("zip with names in two forms", ".zip")
def zip_with_names_in_two_forms(target: Path) -> bytes:
    """In the code page as far as that goes, and in a field of its own; one field is of a name that is there no more."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, field_of, unicode in (("M\u00c4rz ???.csv", "M\u00c4rz ???.csv", "M\u00c4rz \u65e5\u672c.csv"),
                                        ("??\\c.csv", "??\\c.csv", "\u65e5\u672c\\c.csv"),
                                        ("caf\u00e9.csv", "coffee.csv", "coffee.csv")):
            info = CodePageInfo(name, TIME)
            info.create_system = 0
            field = struct.pack("<BI", 1, zlib.crc32(field_of.encode("cp437"))) + unicode.encode()
            info.extra = struct.pack("<HHB", 0x6375, 1, 0) + struct.pack("<HH", 0x7075, len(field)) + field
            archive.writestr(info, b"x")
    return into.getvalue()


maker("zip of unmarked utf-8", ".zip")(lambda target: unmarked(zipped({"caf\u00e9.csv": b"one"})))


class CodePageInfo(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):
        return self.filename.encode("cp437"), self.flag_bits & ~0x800


def by_windows(members: dict) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = CodePageInfo(name, TIME)
            info.create_system = 0
            archive.writestr(info, content)
    return into.getvalue()


def unmarked(archive: bytes) -> bytes:
    """As many tools write it: UTF-8, and no flag that says so."""
    plain = bytearray(archive)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        plain[plain.index(signature) + at + 1] &= ~0x08
    return bytes(plain)


# Of nothing.
maker("empty zip", ".zip")(lambda target: zipped({}))
maker("folder in a zip", ".zip")(lambda target: zipped({"x/": b""}))
maker("empty 7z", ".7z")(lambda target: EMPTY_7Z)
maker("empty tar", ".tar.gz")(lambda target: gzip.compress(tarred([])))
maker("empty gz", ".gz")(lambda target: gzip.compress(b""))
maker("empty zst", ".zst")(lambda target: subprocess.run(["zstd", "-q", "-c"], input=b"", capture_output=True, check=True).stdout)
maker("empty bz2", ".bz2")(lambda target: bz2.compress(b""))
maker("empty xz", ".xz")(lambda target: lzma.compress(b""))

EMPTY_7Z = b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<I", zlib.crc32(bytes(20))) + bytes(20)

# --- hostile ones: names

maker("up", ".zip")(lambda target: zipped({"../evil": b"x"}))
maker("up in the middle", ".tar")(lambda target: tarred([member("a/../../evil", b"x")]))
maker("up at the end", ".zip")(lambda target: zipped({"a/..": b"x"}))
maker("absolute", ".zip")(lambda target: zipped({"/etc/evil": b"x"}))
maker("absolute in a tar", ".tar")(lambda target: tarred([member("/etc/evil", b"x")]))
maker("drive", ".zip")(lambda target: zipped({"C:/evil": b"x"}))
maker("drive with backslash", ".tar")(lambda target: tarred([member("C:\\evil", b"x")]))
maker("backslash", ".tar")(lambda target: tarred([member("..\\evil", b"x")]))
maker("twice", ".zip")(lambda target: zipped([("a.csv", b"1"), ("a.csv", b"2")]))
maker("twice in a tar", ".tar")(lambda target: tarred([member("a.csv", b"1"), member("a.csv", b"2")]))
maker("case", ".zip")(lambda target: zipped({"a.csv": b"1", "A.csv": b"2"}))
maker("case of a folder", ".zip")(lambda target: zipped({"dir/a": b"1", "Dir/b": b"2"}))
maker("case beyond ascii", ".tar")(lambda target: tarred([member("\u00e4", b"1"), member("\u00c4", b"2")]))
maker("file and folder", ".tar")(lambda target: tarred([member("a", b"1"), member("a/b", b"2")]))
maker("no text", ".zip")(lambda target: zipped({"name\u00e4.csv": b"x"}).replace("\u00e4".encode(), b"\xff\xfe"))
maker("up by backslash", ".zip")(lambda target: by_windows({"..\\evil": b"x"}))
maker("drive by backslash", ".zip")(lambda target: by_windows({"C:\\evil": b"x"}))
maker("share by backslash", ".zip")(lambda target: by_windows({"\\\\host\\evil": b"x"}))
maker("twice by backslash", ".zip")(lambda target: by_windows({"a\\b.csv": b"1", "a/b.csv": b"2"}))
maker("no text in a tar", ".tar")(lambda target: tarred([member("name\udcff", b"x")], tarfile.GNU_FORMAT))
maker("control", ".tar")(lambda target: tarred([member("a\nb", b"x")]))
maker("long", ".tar")(lambda target: tarred([member("n" * 300, b"x")]))
maker("endless", ".tar")(lambda target: tarred([member("n" * 300_000, b"x")]))
maker("dots", ".zip")(lambda target: zipped({"a/./b": b"x"}))

# --- what is no file

maker("link", ".tar")(lambda target: tarred([member("passwd", kind=tarfile.SYMTYPE, link="/etc/passwd")]))
maker("hard link", ".tar.gz")(lambda target: gzip.compress(
    tarred([member("a", b"x"), member("b", kind=tarfile.LNKTYPE, link="a")])))
maker("hard link out", ".tar")(lambda target: tarred([member("b", kind=tarfile.LNKTYPE, link="/etc/passwd")]))
maker("device", ".tar")(lambda target: tarred([member("null", kind=tarfile.CHRTYPE)]))
maker("pipe", ".tar")(lambda target: tarred([member("fifo", kind=tarfile.FIFOTYPE)]))


@maker("link in a zip", ".zip")
def link_in_a_zip(target: Path) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        info = zipfile.ZipInfo("passwd", TIME)
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return into.getvalue()


# --- encrypted

maker("encrypted", ".zip")(lambda target: by_tool(target, "7z", "a", "-bd", "-psecret", "{}", "."))
maker("encrypted with aes", ".zip")(lambda target: by_tool(target, "7z", "a", "-bd", "-psecret", "-mem=AES256", "{}", "."))
maker("encrypted 7z", ".7z")(lambda target: by_tool(target, "7z", "a", "-bd", "-psecret", "{}", "."))
maker("encrypted names", ".7z")(lambda target: by_tool(target, "7z", "a", "-bd", "-psecret", "-mhe=on", "{}", "."))

# --- damaged

SOUND_ZIP = zipped({"a.csv": noise(100_000), "b.csv": noise(100_000)}, zipfile.ZIP_STORED)
NOISY_TAR = tarred([member("a.csv", noise(100_000)), member("b.csv", noise(100_000))])


def flipped(archive: bytes, at: int) -> bytes:
    return archive[:at] + bytes([archive[at] ^ 0xff]) + archive[at + 1:]


maker("wrong crc", ".zip")(lambda target: flipped(SOUND_ZIP, 5_000))
maker("cut in the middle", ".zip")(lambda target: SOUND_ZIP[:len(SOUND_ZIP) // 2])
maker("cut at the end", ".zip")(lambda target: SOUND_ZIP[:-10])
maker("without its begin", ".zip")(lambda target: SOUND_ZIP[150_000:])
maker("another name inside", ".zip")(lambda target: SOUND_ZIP.replace(b"a.csv", b"z.csv", 1))
maker("second end", ".zip")(lambda target: zipped(MEMBERS) + b"PK\x05\x06" + b"x" * 18)
maker("tar as zip", ".zip")(lambda target: sound_tar())
maker("text as tar", ".tar")(lambda target: b"hello\n" * 1000)
maker("nothing as zip", ".zip")(lambda target: b"")
maker("nothing as tar", ".tar")(lambda target: b"")
maker("nothing as gz", ".gz")(lambda target: b"")
maker("nothing as zst", ".zst")(lambda target: b"")
maker("cut tar", ".tar")(lambda target: NOISY_TAR[:60_000])
maker("tar without its end", ".tar")(lambda target: NOISY_TAR[:512 + 100_352])
maker("tar with a wrong header", ".tar")(lambda target: flipped(NOISY_TAR, 512 + 100_352 + 20))
maker("cut tar.gz", ".tar.gz")(lambda target: gzip.compress(NOISY_TAR)[:-40_000])
maker("tar.gz without its sum", ".tar.gz")(lambda target: gzip.compress(NOISY_TAR)[:-8])
maker("tar.gz with a wrong sum", ".tar.gz")(lambda target: flipped(gzip.compress(NOISY_TAR), -6 + len(gzip.compress(NOISY_TAR))))
maker("cut tar.xz", ".tar.xz")(lambda target: lzma.compress(NOISY_TAR)[:-20])
maker("cut tar.bz2", ".tar.bz2")(lambda target: bz2.compress(NOISY_TAR)[:-20])
maker("packed twice", ".tar.gz")(lambda target: gzip.compress(gzip.compress(NOISY_TAR)))
maker("gz with a wrong sum", ".gz")(lambda target: flipped(gzip.compress(LARGE), len(gzip.compress(LARGE)) - 6))
maker("gz with a wrong length", ".gz")(lambda target: flipped(gzip.compress(LARGE), len(gzip.compress(LARGE)) - 2))
maker("cut gz", ".gz")(lambda target: gzip.compress(LARGE)[:-30])
maker("gz with text behind", ".gz")(lambda target: gzip.compress(LARGE) + b"and more")
maker("cut xz", ".xz")(lambda target: lzma.compress(LARGE)[:-30])
maker("cut bz2", ".bz2")(lambda target: bz2.compress(LARGE)[:-30])
maker("cut zst", ".zst")(lambda target: subprocess.run(
    ["zstd", "-q", "-c"], input=noise(100_000), capture_output=True, check=True).stdout[:-300])


@maker("cut 7z", ".7z")
def cut_7z(target: Path) -> None:
    by_tool(target, "7z", "a", "-bd", "{}", ".", members=COMPOSED)
    target.write_bytes(target.read_bytes()[:-40])


def unfinished(target: Path, zeros_from: int) -> None:
    """The place of its directory is written last."""
    by_tool(target, "7z", "a", "-bd", "{}", ".", members=COMPOSED)
    sound = target.read_bytes()
    target.write_bytes(sound[:zeros_from] + bytes(32 - zeros_from) + sound[32:])


maker("unfinished 7z", ".7z")(lambda target: unfinished(target, 12))
maker("unfinished 7z without a sum", ".7z")(lambda target: unfinished(target, 8))
maker("7z of a head alone", ".7z")(lambda target: EMPTY_7Z + noise(1000))


@maker("wrong bytes in a 7z", ".7z")
def wrong_7z(target: Path) -> None:
    by_tool(target, "7z", "a", "-bd", "-mx=0", "{}", ".", members={"a.csv": noise(50_000)})
    target.write_bytes(flipped(target.read_bytes(), 20_000))


@maker("short promise", ".zip")
def short_promise(target: Path) -> bytes:
    """Says ten bytes, and unpacks to five million."""
    archive = bytearray(zipped({"a.csv": b"\0" * 5_000_000}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", archive, archive.index(signature) + at, 10)
    return bytes(archive)


# --- bombs

ZEROS = b"\0" * 300_000_000
maker("bomb", ".zip")(lambda target: zipped({"zeros": ZEROS}))
maker("bomb of many", ".tar.gz")(lambda target: gzip.compress(tarred([member(f"z{i}", ZEROS[:30_000_000]) for i in range(10)])))
maker("bomb in gz", ".gz")(lambda target: gzip.compress(ZEROS))
maker("bomb in zst", ".zst")(lambda target: subprocess.run(["zstd", "-q", "-c"], input=ZEROS, capture_output=True, check=True).stdout)
maker("nested", ".zip")(lambda target: zipped({"inner.zip": zipped({"a.csv": b"1"}), "inner.csv.gz": gzip.compress(b"2")}))


@maker("overlapping", ".zip")
def overlapping(target: Path) -> bytes:
    """Many files that all are the same bytes of the archive."""
    one = zipped({"a": b"\0" * 1_000_000})
    directory = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entries = b"".join(one[directory:directory + 46] + name + one[directory + 47:end]
                       for name in (bytes([letter]) for letter in range(ord("a"), ord("z"))))
    tail = bytearray(one[end:])
    struct.pack_into("<HHII", tail, 8, 25, 25, len(entries), directory)
    return one[:directory] + entries + bytes(tail)


if __name__ == "__main__":
    for wanted in MAKERS:
        make(wanted, Path(sys.argv[1]))
