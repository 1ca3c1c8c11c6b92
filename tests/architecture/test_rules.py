"""The house stands as drawn, and each rule notices when it does not."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest
from architecture import rules

ROOT = Path(__file__).resolve().parents[2]
RULES = [
    rules.broken_ranks,
    rules.broken_ownership,
    rules.desktop_in_core,
    rules.singletons,
    rules.poor_readmes,
    rules.front_breaches,
    rules.unexpected_top_level,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule):
    assert rule(ROOT) == []


def test_every_folder_of_core_has_a_rank():
    assert {path.name for path in (ROOT / "core").iterdir() if path.is_dir()} <= set(rules.RANKS)


@pytest.fixture
def house(tmp_path):
    """A small house that keeps every rule; a test breaks one."""
    files = {
        "core/base/result.h": "#pragma once\n",
        "core/base/clock.cpp": "auto now = std::chrono::system_clock::now();\n",
        "core/freshness/policy.h": '#include "core/base/result.h"\n',
        "core/wording/words.h": '#include "core/base/result.h"\n',
        "core/sync/run.cpp": '#include "core/freshness/policy.h"\n#include <QString>\n',
        "ui/page.cpp": '#include "core/sync/run.h"\n#include <QWidget>\n',
        "core/sync/run.h": "#pragma once\n",
        "app/cli/main.cpp": '#include "ui/page.h"\n#include <CLI/CLI.hpp>\nQProcess process;\n',
        "ui/page.h": "#pragma once\n",
        "app/front/main.cpp": '#include "app/front/scan.h"\n#include <cstdio>\n#include <sys/stat.h>\n',
        "app/front/scan.h": "#pragma once\n",
        "core/CMakeLists.txt": "target_link_libraries(larder_core PUBLIC Qt6::Core)\n",
    }
    for name, text in files.items():
        write(tmp_path, name, text)
    for folder in {Path(name).parent for name in files if name.endswith((".h", ".cpp"))}:
        write(tmp_path, f"{folder}/README.md", "What flows here.\n")
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_finds_nothing_in_a_house_that_keeps(rule, house):
    assert rule(house) == []


BREACHES = {
    "a higher rank": (rules.broken_ranks, "core/base/a.h", '#include "core/freshness/policy.h"'),
    "an equal rank": (rules.broken_ranks, "core/wording/a.h", '\n#  include "core/freshness/policy.h"'),
    "a window from core": (rules.broken_ranks, "core/sync/a.cpp", '#include "ui/page.h"'),
    "a program from the window": (rules.broken_ranks, "ui/a.cpp", '#include "app/front/scan.h"'),
    "a folder without a rank": (rules.broken_ranks, "core/odds/a.cpp", '#include "core/base/result.h"'),
    "an include that is not rooted": (rules.broken_ranks, "core/base/a.cpp", '#include "result.h"'),
    "an include of nothing": (rules.broken_ranks, "core/sync/a.cpp", '#include "core/base/gone.h"'),
    "an include by a way up": (rules.broken_ranks, "core/base/a.cpp", '#include "../freshness/policy.h"'),
    "KArchive outside archive": (rules.broken_ownership, "core/store/blob.cpp", "#include <KZip>"),
    "libarchive in a source": (rules.broken_ownership, "core/sources/a.cpp", "#include <archive.h>"),
    "curl outside http": (rules.broken_ownership, "core/sources/a.cpp", "#include <curl/curl.h>"),
    "SQL outside the catalog": (rules.broken_ownership, "core/store/a.cpp", "#include <QSqlQuery>"),
    "SQLite itself": (rules.broken_ownership, "app/cli/a.cpp", "#include <sqlite3.h>"),
    "XML outside sources": (rules.broken_ownership, "core/http/a.cpp", "#include <libxml/HTMLparser.h>"),
    "OpenSSL in the catalog": (rules.broken_ownership, "core/catalog/a.cpp", "#include <openssl/evp.h>"),
    "a process from sync": (rules.broken_ownership, "core/sync/a.cpp", "void f() { QProcess p; }"),
    "settings in core": (rules.broken_ownership, "core/base/a.cpp", "QSettings settings;"),
    "a bus in sync": (rules.broken_ownership, "core/sync/a.cpp", "#include <QDBusConnection>"),
    "the network's state in the window": (rules.broken_ownership, "ui/a.cpp", "#include <QNetworkInformation>"),
    "another way to the network": (rules.broken_ownership, "app/desktop/a.cpp", "QNetworkAccessManager m;"),
    "the clock in sync": (rules.broken_ownership, "core/sync/a.cpp", "auto t = std::chrono::system_clock::now();"),
    "Qt's clock in the window": (rules.broken_ownership, "ui/a.cpp", "auto t = QDateTime::currentDateTimeUtc();"),
    "Qt's date": (rules.broken_ownership, "core/freshness/a.cpp", "auto t = QDate::currentDate();"),
    "C's clock": (rules.broken_ownership, "core/store/a.cpp", "auto t = time(nullptr);"),
    "the kernel's clock": (rules.broken_ownership, "core/store/a.cpp", "clock_gettime(CLOCK_REALTIME, &t);"),
    "a pixmap in core": (rules.desktop_in_core, "core/sync/a.h", "#include <QPixmap>"),
    "a module of windows in core": (rules.desktop_in_core, "core/sync/a.h", "#include <QtWidgets/QLabel>"),
    "a link to windows": (rules.desktop_in_core, "core/CMakeLists.txt", "target_link_libraries(larder_core Qt6::Widgets)"),
    "a singleton's declaration": (rules.singletons, "core/store/a.h", "class S { static S &instance(); };"),
    "a singleton's use": (rules.singletons, "ui/a.cpp", "S::instance()->go();"),
    "a long README": (rules.poor_readmes, "core/base/README.md", "line\n" * 41),
    "no README": (rules.poor_readmes, "core/caches/a.cpp", ""),
    "Qt in the front": (rules.front_breaches, "app/front/a.h", "#include <QString>"),
    "the C++ library in the front": (rules.front_breaches, "app/front/a.h", "#include <string>"),
    "the core in the front": (rules.front_breaches, "app/front/a.h", '#include "core/base/result.h"'),
    "a folder at the top": (rules.unexpected_top_level, "scripts/run", ""),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_notices(breach, house):
    rule, name, text = BREACHES[breach]
    write(house, name, text + "\n")
    found = rule(house)
    assert len(found) == 1, found
    folder = name.split("/")[0] if rule is rules.unexpected_top_level else str(Path(name).parent)
    assert folder in found[0]


ALLOWED = {
    "a word in a comment": ("core/sync/a.cpp", "// QProcess and time(nullptr) and S::instance() are not used\n/* QSettings */"),
    "a word in a text": ("core/sync/a.cpp", 'auto text = "QSettings \\" QProcess";'),
    "a steady clock": ("core/http/a.cpp", "auto t = std::chrono::steady_clock::now();"),
    "the environment of a process": ("core/sources/a.h", "#include <QProcessEnvironment>"),
    "a function that is called time": ("core/sync/a.cpp", "auto t = entry.time(0); auto d = lookup_time(nullptr);"),
    "Qt's own application object": ("ui/a.cpp", "QCoreApplication::instance()->quit();"),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_lets_pass(case, house):
    name, text = ALLOWED[case]
    write(house, name, text + "\n")
    assert [breach for rule in RULES if rule is not rules.poor_readmes for breach in rule(house)] == []


@pytest.mark.parametrize("name", ["app/run", "tests/run", ".ci/run", "resources/bootstrap/install", "resources/bootstrap/build"])
def test_commands_are_executable_and_parse(name):
    path = ROOT / name
    assert path.stat().st_mode & stat.S_IXUSR
    subprocess.run(["bash", "-n", path], check=True)


def test_packages_are_listed_once():
    rows = [line.split() for line in (ROOT / "resources/bootstrap/packages.txt").read_text().splitlines()]
    rows = [row for row in rows if row and not row[0].startswith("#")]
    names = [row[1] for row in rows]
    assert len(names) == len(set(names))
    assert all(row[0] in ("build", "run", "test", "fuzz", "bench") and (len(row) == 2 or row[2] == ">=" and len(row) == 4) for row in rows)
