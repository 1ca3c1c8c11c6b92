"""The programs as they are installed: in a prefix of their own, away from the build tree."""

import subprocess
from pathlib import Path

import pytest

from support import larder as support
from support.larder import REPOSITORY


@pytest.fixture(scope="module")
def prefix(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("installed") / "prefix"
    build = support.program().parents[1]
    subprocess.run(["cmake", "--install", build, "--prefix", place], check=True, capture_output=True, timeout=120)
    return place


@pytest.fixture
def installed(larder, prefix, monkeypatch):
    monkeypatch.setenv("LARDER_BIN", str(prefix / "bin/larder"))
    return larder


def test_the_front_finds_the_full_program(installed, tmp_path):
    assert installed.run("--version").out.startswith("larder ")
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports/a.csv").write_bytes(b"1\n")
    installed.run("add", "acme/x", str(tmp_path / "exports"))
    path = installed.path("acme/x")
    assert (path / "a.csv").read_bytes() == b"1\n"
    assert installed.path("acme/x") == path, "a hit"


def test_the_full_program_is_nobodys_command(prefix):
    assert sorted(file.name for file in (prefix / "bin").iterdir()) == ["larder", "larder-desktop"]
    assert (prefix / "libexec/larder/larder-full").exists()


@pytest.mark.parametrize("document", ["LICENSE", "README.md", "CHANGELOG.md"])
def test_the_licence_and_what_to_read_come_along(prefix, document):
    assert (prefix / "share/doc/larder" / document).read_bytes() == (REPOSITORY / document).read_bytes()
