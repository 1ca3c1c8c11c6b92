"""The programs as they are installed: in a prefix of their own, away from the build tree."""

import subprocess
import xml.etree.ElementTree as ElementTree
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
    companions = {"larder-full", "larder-unpack", "larder-network.so", "larder-demoserver.so"}
    assert {file.name for file in (prefix / "libexec/larder").iterdir()} == companions


@pytest.mark.parametrize("document", ["LICENSE", "README.md", "CHANGELOG.md"])
def test_the_licence_and_what_to_read_come_along(prefix, document):
    assert (prefix / "share/doc/larder" / document).read_bytes() == (REPOSITORY / document).read_bytes()


@pytest.mark.parametrize("file", [
    "share/applications/larder.desktop", "share/metainfo/larder.metainfo.xml", "share/knotifications6/larder.notifyrc",
    "share/icons/hicolor/scalable/apps/larder.svg", "share/bash-completion/completions/larder",
    "share/zsh/site-functions/_larder", "share/fish/vendor_completions.d/larder.fish", "share/man/man1/larder.1",
    "share/man/man1/larder-desktop.1"])
def test_the_desktop_and_the_shells_find_theirs(prefix, file):
    assert (prefix / file).stat().st_size > 0


def test_man_finds_both_pages(prefix):
    for page in ("larder", "larder-desktop"):
        found = subprocess.run(["man", "-M", prefix / "share/man", "-w", page], capture_output=True, text=True, check=True)
        assert found.stdout.strip() == str(prefix / f"share/man/man1/{page}.1")


def test_the_desktop_file_is_valid_and_names_what_is_installed(prefix):
    file = prefix / "share/applications/larder.desktop"
    checked = subprocess.run(["desktop-file-validate", "--no-hints", file], capture_output=True, text=True)
    assert (checked.stdout + checked.stderr, checked.returncode) == ("", 0)
    entries = dict(line.split("=", 1) for line in file.read_text().splitlines() if "=" in line)
    assert (prefix / "bin" / entries["Exec"]).exists()
    assert (prefix / f"share/icons/hicolor/scalable/apps/{entries['Icon']}.svg").exists()


def test_the_metainfo_is_valid_and_of_this_version(prefix, installed):
    file = prefix / "share/metainfo/larder.metainfo.xml"
    # There is no home page yet.
    checked = subprocess.run(["appstreamcli", "validate", "--no-net", "--pedantic", "--no-color",
                              "--override=url-homepage-missing=info", file], capture_output=True, text=True)
    assert checked.returncode == 0 and "✘" not in checked.stdout and "P: " not in checked.stdout, checked.stdout
    component = ElementTree.parse(file)
    newest = component.find("releases/release")
    assert installed.run("--version").line == f"larder {newest.get('version')}"
    page = (prefix / "share/man/man1/larder.1").read_text()
    assert newest.get("date") in page and f"Larder {newest.get('version')}" in page
    assert (prefix / "share/applications" / component.findtext("launchable")).exists()
    for binary in component.findall("provides/binary"):
        assert (prefix / "bin" / binary.text).exists()
