"""What the tests of the Python client share: the package as it is in the tree, on a home and a source of the test's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.larder import REPOSITORY, Larder, program

PACKAGE = REPOSITORY / "app/python"
sys.path.insert(0, str(PACKAGE / "src"))


class Exports:
    """A customer's folder, bound as acme/shipments in the home that `import larder` finds."""

    def __init__(self, larder: Larder, folder: Path):
        self.larder = larder
        self.folder = folder
        self.folder.mkdir()
        self.write("orders.csv", "day,total\nmonday,1\n")
        larder.run("add", "acme/shipments", folder, "--no-probe")

    def write(self, name: str, text: str) -> None:
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)

    def take_away(self) -> None:
        """As when the share is not mounted."""
        self.folder.rename(self.folder.with_name("elsewhere"))


@pytest.fixture
def larder_home(larder, monkeypatch):
    binary = str(program())
    for variable in [name for name in os.environ if name.startswith(("LARDER_", "XDG_"))]:
        monkeypatch.delenv(variable)
    for variable in ("LARDER_HOME", "HOME", "TZ", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(variable, larder.environment[variable])
    monkeypatch.setenv("LARDER_BIN", binary)
    return larder


@pytest.fixture
def exports(larder_home, tmp_path) -> Exports:
    return Exports(larder_home, tmp_path / "exports")


@pytest.fixture
def asked(larder_home, monkeypatch, tmp_path):
    """The words of each call by the client, of the program, which does its work as always."""
    calls = tmp_path / "calls"
    spy = tmp_path / "larder-spy"
    spy.write_text(f'#!/bin/sh\necho "$*" >>"{calls}"\nexec "{program()}" "$@"\n')
    spy.chmod(0o755)
    monkeypatch.setenv("LARDER_BIN", str(spy))
    return lambda: [call for call in calls.read_text().splitlines() if " --json" in call] if calls.exists() else []


@pytest.fixture(scope="session")
def installed(tmp_path_factory) -> Path:
    """The folder, for PYTHONPATH, that has the client as pip installs it."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(PACKAGE, folder / "source")  # building leaves its own files beside the source
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-cache-dir"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", folder / "source", "-w", folder], check=True)
    (wheel,) = folder.glob("larder-*-py3-none-any.whl")
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", "--target", folder / "site", wheel], check=True)
    return folder / "site"
