"""The house rules as functions: each reads a source tree and returns one sentence per breach.

Ranks: a file includes only its own folder and folders of a lower rank. Owners: each foreign thing has one place
that may use it, so that it can be exchanged, mocked and guarded there.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

RANKS = {
    "base": 0,
    "dataset": 1,
    "freshness": 2, "wording": 2, "http": 2, "changes": 2,
    "credentials": 3, "store": 3, "catalog": 3,
    "sources": 4,
    "sync": 5, "caches": 5,
    "engine": 6,
}

# The houses above core, in order: each may use what stands before it.
HOUSES = ["core", "ui", "app"]


@dataclass(frozen=True)
class Owned:
    """`pattern` may occur in `owners` only; `of` says what it is, for the sentence."""

    of: str
    pattern: str
    owners: tuple[str, ...]


def included(names: str) -> str:
    return rf"^\s*#\s*include\s*<(?:{names})>"


OWNED = [
    # it makes hostile links, and lets wrong checksums and encrypted members pass: see core/store/archive
    Owned("KArchive", included(r"KZip\w*|KTar|K7Zip|KAr|KRcc|KArchive\w*|KCompressionDevice|KFilter\w*"), ()),
    # what is loaded late is included through the header that declares it so
    Owned("libarchive", included(r"archive(?:_entry)?\.h"), ("core/store/latearchive.h", "core/store/archive/*")),
    Owned("libcurl", included(r"curl/.*"), ("core/http/latecurl.h",)),
    Owned("SQL", included(r"QSql\w*|QtSql.*|sqlite3\.h"), ("core/catalog/*",)),
    Owned("zlib", included(r"zlib\.h"), ("core/store/archive/*",)),
    Owned("pugixml", included(r"pugixml\.hpp"), ("core/sources/*",)),
    Owned("libxml2", included(r"libxml/.*"), ("core/sources/latexml.h",)),
    # hashing of what is stored, and request signing
    Owned("OpenSSL", included(r"openssl/.*"), ("core/base/latecrypto.h", "core/http/latessl.h")),
    Owned("QtKeychain", included(r"qt\d?keychain/.*"), ("core/credentials/secretservice.cpp",)),
    Owned("dlopen", r"\bdlopen\b", ("core/base/latelibrary.cpp",)),
    Owned("CLI11", included(r"CLI/.*"), ("app/cli/*",)),
    Owned("toml++", included(r"toml\+\+/.*"), ("core/sync/bindingsfile.cpp",)),
    Owned("QProcess", r"\bQProcess\b(?!Environment)", ("core/base/processrunner*", "app/*")),
    Owned("QSettings", r"\bQSettings\b", ("app/*",)),
    Owned("QtDBus", included(r"QDBus\w*|QtDBus.*"), ("core/engine/surroundingswatch.cpp", "core/credentials/keyringbus.*", "core/credentials/secretservice.cpp", "ui/tray/*", "app/desktop/*")),
    Owned("QNetworkInformation", included(r"QNetworkInformation"), ("app/network/*",)),
    Owned("QNetworkAccessManager", r"\bQNetworkAccessManager\b", ()),
    Owned(
        "the system clock",
        r"\bsystem_clock::now\b|\bQDateTime::current|\bQ(?:Date|Time)::current|\bgettimeofday\s*\(|\bCLOCK_REALTIME\b"
        r"|(?<![\w.>])(?:std::|::)?time\s*\(\s*(?:nullptr|NULL|0)\s*\)",
        # the front shares no code with Qt, and judges by its own look at the same clock
        ("core/base/clock.cpp", "core/base/clockjumps.cpp", "app/front/*"),
    ),
]

# Named by value or pointer, an accessor called instance() is a global by another name. These are Qt's own.
FOREIGN_INSTANCES = {"QCoreApplication", "QGuiApplication", "QApplication", "QNetworkInformation"}


def sources(root: Path):
    """Every source file below core, ui and app, as (path relative to root, text)."""
    for house in HOUSES:
        for path in sorted((root / house).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def code_only(text: str) -> str:
    """Without comments and string literals, with every line where it was."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"\((?:.*?)\)"|"(?:\\.|[^"\\\n])*"'

    def blank(match: re.Match) -> str:
        return "\n" * match.group().count("\n")

    return re.sub(pattern, blank, text, flags=re.DOTALL)


def own_includes(text: str):
    """(line number, path) of each #include "…"."""
    for match in re.finditer(r'^\s*#\s*include\s*"([^"]+)"', text, flags=re.MULTILINE):
        yield text.count("\n", 0, match.start(1)) + 1, match.group(1)


def broken_ranks(root: Path) -> list[str]:
    found = []
    for name, text in sources(root):
        for line, target in own_includes(text):
            if sentence := rank_breach(root, name, target):
                found.append(f"{name}:{line} {sentence}")
    return found


def rank_breach(root: Path, name: str, target: str) -> str | None:
    if target.startswith(("ui_", "moc_")) or target.endswith(".moc"):
        return None
    house, target_house = name.split("/")[0], target.split("/")[0]
    if target_house not in HOUSES or not (root / target).is_file():
        return f'includes "{target}", which is no path from the top of the tree'
    if HOUSES.index(target_house) > HOUSES.index(house):
        return f"includes {target}, but {house}/ stands below {target_house}/"
    if house != "core" or target_house != "core":
        return None
    folder, target_folder = name.split("/")[1], target.split("/")[1]
    for each in (folder, target_folder):
        if each not in RANKS:
            return f"includes {target}, but core/{each} has no rank"
    if folder != target_folder and RANKS[target_folder] >= RANKS[folder]:
        return f"includes {target}, but {folder} has rank {RANKS[folder]} and {target_folder} has {RANKS[target_folder]}"
    return None


def broken_ownership(root: Path) -> list[str]:
    found = []
    for name, text in sources(root):
        code = code_only(text)
        for owned in OWNED:
            if any(fnmatch(name, owner) for owner in owned.owners):
                continue
            for match in re.finditer(owned.pattern, code, flags=re.MULTILINE):
                line = code.count("\n", 0, match.start()) + 1
                owners = ", ".join(owned.owners) or "nowhere"
                found.append(f"{name}:{line} uses {owned.of}, which belongs to {owners}")
    return found


@cache
def desktop_headers() -> frozenset[str]:
    """The names of the headers of QtGui and QtWidgets."""
    command = ["qtpaths6", "-query", "QT_INSTALL_HEADERS"]
    folder = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    names = {path.name for module in ("QtGui", "QtWidgets") for path in (folder / module).iterdir() if path.is_file()}
    assert "QPixmap" in names and "QWidget" in names
    return frozenset(names)


def desktop_in_core(root: Path) -> list[str]:
    found = []
    for name, text in sources(root):
        if not name.startswith("core/"):
            continue
        for match in re.finditer(r"^\s*#\s*include\s*<([^>]+)>", text, flags=re.MULTILINE):
            header = match.group(1)
            if header in desktop_headers() or re.match(r"Qt(Gui|Widgets)/", header):
                found.append(f"{name} includes <{header}>, but core knows no window")
    lists = root / "core/CMakeLists.txt"
    if lists.exists():
        for module in re.findall(r"Qt6::(?:Gui|Widgets|Svg)\w*|KF6::\w+", lists.read_text()):
            if module != "KF6::Archive":
                found.append(f"core/CMakeLists.txt links {module}, but core knows no window")
    return found


def singletons(root: Path) -> list[str]:
    found = []
    for name, text in sources(root):
        code = code_only(text)
        for match in re.finditer(r"\b(\w+)::(?:instance|self|globalInstance)\s*\(\s*\)", code):
            if match.group(1) not in FOREIGN_INSTANCES:
                found.append(f"{name} asks a singleton: {match.group()}; pass the object in instead")
        for match in re.finditer(r"\bstatic\b[^;{}()]*\b(?:instance|self|globalInstance)\s*\(\s*\)", code):
            found.append(f"{name} declares a singleton: {match.group()}")
    return found


def poor_readmes(root: Path, longest: int = 40) -> list[str]:
    """Every room that holds sources says what flows through it, on one screen; a folder within a room need not."""
    found = []
    folders = {Path(*Path(name).parent.parts[:2]) for name, _ in sources(root)}
    for folder in sorted(folders):
        readme = root / folder / "README.md"
        if not readme.is_file():
            found.append(f"{folder}/README.md is missing")
        elif (lines := len(readme.read_text(encoding="utf-8").splitlines())) > longest:
            found.append(f"{folder}/README.md has {lines} lines; {longest} are a screen")
    return found


def front_breaches(root: Path) -> list[str]:
    """The front is libc and the little that it shares: no other header of ours, no C++ library."""
    shared = ("core/base/homepaths.h", "app/front/")
    found = []
    for name, text in sources(root):
        if not name.startswith("app/front/"):
            continue
        for _, target in own_includes(text):
            if not target.startswith(shared):
                found.append(f"{name} includes {target}; the front shares core/base/homepaths.h alone")
        for header in re.findall(r"^\s*#\s*include\s*<([^>]+)>", text, flags=re.MULTILINE):
            if not (header.endswith(".h") or header in ("cerrno", "climits", "csignal", "cstddef", "cstdint", "cstdio", "cstdlib", "cstring", "ctime")):
                found.append(f"{name} includes <{header}>; the front has libc alone")
    return found


def unexpected_top_level(root: Path) -> list[str]:
    allowed = {
        "app", "core", "ui", "resources", "tests", "CMakeLists.txt", "README.md", "CMakePresets.json", "LICENSE",
        "CHANGELOG.md", "CONTRIBUTING.md",
    }
    built = {"build", "install"}  # ignored by git
    return [
        f"{path.name} is no part of the top level"
        for path in sorted(root.iterdir())
        if not path.name.startswith(".") and path.name not in allowed | built
    ]
