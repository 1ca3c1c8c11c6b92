"""The set-up installs what is missing and nothing else, in a copy of its folder where apt, dpkg and sudo are stand-ins
that write down how they were called."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

BOOTSTRAP = Path(__file__).resolve().parents[2] / "resources/bootstrap"
PACKAGES = """# a comment
build  cmake >= 3.31
build  ninja-build
run    tzdata
test   zsh
"""
INSTALLED = {"cmake": "3.31.6-2", "ninja-build": "1.12.1-1", "tzdata": "2025b", "zsh": "5.9-8"}

pytestmark = pytest.mark.skipif(
    not any(f"VERSION_CODENAME={name}\n" in Path("/etc/os-release").read_text() for name in ("bookworm", "trixie")),
    reason="the set-up knows Debian 12 and 13",
)


class SetUp:
    def __init__(self, folder: Path):
        self.folder = folder
        self.calls_file = folder / "calls"
        shutil.copytree(BOOTSTRAP, folder / "clone/resources/bootstrap")
        (folder / "clone/resources/bootstrap/packages.txt").write_text(PACKAGES)
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.stand_in("apt-get", 'case " $* " in *" indextargets "*) echo "http://mirror.example/debian/ bookworm";; esac')
        self.stand_in("tee", "cat >/dev/null")
        self.stand_in("id", "echo 0", is_told=False)
        self.install(INSTALLED)

    def stand_in(self, name: str, body: str, is_told: bool = True) -> None:
        telling = f'echo "{name} $*" >>{self.calls_file}\n' if is_told else ""
        (self.bin / name).write_text(f"#!/bin/sh\n{telling}{body}\n")
        (self.bin / name).chmod(0o755)

    def install(self, packages: dict[str, str]) -> None:
        lines = "".join(f"{name} installed {version}\\n" for name, version in packages.items())
        self.stand_in("dpkg-query", f"printf '{lines}'; exit 1")

    def run(self, *groups: str, **variables: str) -> subprocess.CompletedProcess:
        environment = {"PATH": f"{self.bin}:/usr/bin:/bin"} | variables
        command = [self.folder / "clone/resources/bootstrap/install", *groups]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    def calls(self, program: str) -> list[str]:
        told = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        return [line for line in told if line.startswith(program)]

    def installed_names(self) -> list[str]:
        installs = [call for call in self.calls("apt-get install") if "only-upgrade" not in call]
        assert len(installs) == 1, installs
        return [word for word in installs[0].split() if word in INSTALLED]


@pytest.fixture
def set_up(tmp_path) -> SetUp:
    return SetUp(tmp_path)


def test_with_nothing_missing_it_is_silent_and_calls_no_apt(set_up):
    done = set_up.run("build", "run", "test")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert set_up.calls("apt-get") == []


def test_the_second_time_it_does_not_even_look(set_up):
    set_up.run("build", "run")
    looks = len(set_up.calls("dpkg-query"))
    assert set_up.run("build", "run").returncode == 0
    assert len(set_up.calls("dpkg-query")) == looks
    assert set_up.run("build", "run", "test").returncode == 0  # another question
    assert len(set_up.calls("dpkg-query")) == looks + 1


def test_installs_what_is_absent_or_too_old(set_up):
    set_up.install({"cmake": "3.25.1-1", "tzdata": "2025b", "zsh": "5.9-8"})
    done = set_up.run("build", "run", "test")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.count("\n") == 1 and "installing 2 packages" in done.stderr
    assert set_up.installed_names() == ["cmake", "ninja-build"]


def test_takes_only_the_groups_that_are_asked_for(set_up):
    set_up.install({})
    assert set_up.run("run").returncode == 0
    assert set_up.installed_names() == ["tzdata"]


def test_shows_what_apt_said_when_it_fails(set_up):
    set_up.install({})
    set_up.stand_in("apt-get", 'echo "no such mirror"; exit 100')
    done = set_up.run("run")
    assert done.returncode == 1
    assert "no such mirror" in done.stderr or "no apt source" in done.stderr
    assert set_up.run("run").returncode == 1  # and it does not remember that as done


def test_without_root_it_takes_sudo(set_up):
    set_up.stand_in("id", "echo 1000", is_told=False)
    set_up.stand_in("sudo", '"$@"')
    set_up.install({})
    assert set_up.run("run").returncode == 0
    assert any("apt-get install" in call for call in set_up.calls("sudo env DEBIAN_FRONTEND"))


def test_without_root_or_sudo_it_names_what_is_missing(set_up):
    for tool in ("bash", "awk", "cat", "cut", "sed", "wc", "mktemp", "rm", "dirname", "env", "mkdir", "touch", "dpkg", "tail"):
        (set_up.bin / tool).symlink_to(shutil.which(tool))
    set_up.stand_in("id", "echo 1000", is_told=False)
    set_up.install({})
    done = set_up.run("run", PATH=str(set_up.bin))
    assert done.returncode == 1
    assert "needs root or sudo" in done.stderr and "tzdata" in done.stderr


def test_can_be_told_to_leave_the_system_alone(set_up):
    set_up.install({})
    assert set_up.run("build", LARDER_BOOTSTRAP="skip").returncode == 0
    assert not set_up.calls_file.exists()


def test_wants_a_group(set_up):
    assert set_up.run().returncode == 2
