"""The set-up installs what is missing and nothing else, in a copy of its folder where apt, dpkg and sudo are stand-ins
that write down how they were called, and on a system whose /etc is a folder of the test."""

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

DEBIAN_12 = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_CODENAME=bookworm\n'
DEBIAN_13 = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\nVERSION_CODENAME=trixie\n'
FEDORA = 'PRETTY_NAME="Fedora Linux 42"\nID=fedora\nVERSION_ID=42\n'


class SetUp:
    def __init__(self, folder: Path):
        self.folder = folder
        self.calls_file = folder / "calls"
        shutil.copytree(BOOTSTRAP, folder / "clone/resources/bootstrap")
        (folder / "clone/resources/bootstrap/packages.txt").write_text(PACKAGES)
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.stand_in("apt-get", """case " $* " in *" indextargets "*)
            echo "http://mirror.example/debian/ bookworm"
            echo "http://mirror.example/debian-security/ bookworm-security";;
        esac""")
        self.system = folder / "system"
        for place in ("etc/apt/sources.list.d", "etc/apt/preferences.d", "var/lib/dpkg"):
            (self.system / place).mkdir(parents=True)
        (self.system / "var/lib/dpkg/status").touch()
        self.is_on(DEBIAN_13)
        self.stand_in("id", "echo 0", is_told=False)
        self.install(INSTALLED)

    def stand_in(self, name: str, body: str, is_told: bool = True) -> None:
        telling = f'echo "{name} $*" >>{self.calls_file}\n' if is_told else ""
        (self.bin / name).write_text(f"#!/bin/sh\n{telling}{body}\n")
        (self.bin / name).chmod(0o755)

    def is_on(self, os_release: str) -> None:
        (self.system / "etc/os-release").write_text(os_release)

    @property
    def added(self) -> dict[str, str]:
        """What was written below /etc/apt."""
        return {file.name: file.read_text() for file in (self.system / "etc/apt").rglob("*") if file.is_file()}

    def install(self, packages: dict[str, str]) -> None:
        lines = "".join(f"{name} installed {version}\\n" for name, version in packages.items())
        self.stand_in("dpkg-query", f"printf '{lines}'; exit 1")

    def run(self, *groups: str, **variables: str) -> subprocess.CompletedProcess:
        environment = {"PATH": f"{self.bin}:/usr/bin:/bin", "LARDER_BOOTSTRAP_ROOT": str(self.system)} | variables
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
    assert set_up.added == {} and not any("-t trixie" in call for call in set_up.calls("apt-get"))


def test_debian_12_gets_debian_13_as_a_source_of_low_priority(set_up):
    set_up.is_on(DEBIAN_12)
    set_up.install({"cmake": "3.25.1-1", "tzdata": "2025b", "zsh": "5.9-8"})
    done = set_up.run("build", "run", "test")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.count("\n") == 1 and "2 packages from Debian 13" in done.stderr and "(100)" in done.stderr
    assert set_up.added == {
        "larder-debian-13.sources":
            "Types: deb\nURIs: http://mirror.example/debian/\nSuites: trixie trixie-updates\nComponents: main\n"
            "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
            "\nTypes: deb\nURIs: http://mirror.example/debian-security/\nSuites: trixie-security\nComponents: main\n"
            "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n",
        "larder-debian-13": "Package: *\nPin: release n=trixie*\nPin-Priority: 100\n",
    }
    assert set_up.installed_names() == ["cmake", "ninja-build"]
    (install,) = [call for call in set_up.calls("apt-get install") if "only-upgrade" not in call]
    assert " -t trixie " in install
    updates = [i for i, call in enumerate(set_up.calls("apt-get")) if call.startswith("apt-get update")]
    assert updates[-1] < set_up.calls("apt-get").index(install), "the new source is read first"


def test_debian_12_with_nothing_missing_is_left_as_it_is(set_up):
    set_up.is_on(DEBIAN_12)
    done = set_up.run("build", "run", "test")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert set_up.calls("apt-get") == [] and set_up.added == {}


def test_debian_12_gets_its_source_once(set_up):
    set_up.is_on(DEBIAN_12)
    set_up.install({})
    assert set_up.run("run").returncode == 0
    added = set_up.added
    mirror_asked = len(set_up.calls("apt-get indextargets"))
    assert set_up.run("test").returncode == 0
    assert set_up.added == added and len(set_up.calls("apt-get indextargets")) == mirror_asked


def test_a_set_up_that_was_cut_short_gets_its_low_priority_the_next_time(set_up):
    set_up.is_on(DEBIAN_12)
    set_up.install({})
    source = set_up.system / "etc/apt/sources.list.d/larder-debian-13.sources"
    source.write_text("Types: deb\n")
    set_up.run("build")
    assert "Pin-Priority: 100" in set_up.added["larder-debian-13"]


def test_debian_12_without_root_takes_sudo_also_for_the_source(set_up):
    set_up.is_on(DEBIAN_12)
    set_up.stand_in("id", "echo 1000", is_told=False)
    set_up.stand_in("sudo", '"$@"')
    set_up.install({})
    assert set_up.run("run").returncode == 0
    assert len(set_up.calls("sudo tee")) == 2 and set_up.added.keys() == {"larder-debian-13.sources", "larder-debian-13"}
    assert any(" -t trixie " in call for call in set_up.calls("sudo env DEBIAN_FRONTEND"))


@pytest.mark.parametrize("os_release, name", [(FEDORA, "Fedora Linux 42"), ("", "another system")])
def test_another_system_is_told_what_is_needed(set_up, os_release, name):
    set_up.is_on(os_release)
    done = set_up.run("build", "run")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"knows Debian 12 and 13; here is {name}." in done.stderr
    assert "  cmake >= 3.31\n  ninja-build\n  tzdata\n" in done.stderr and "zsh" not in done.stderr
    assert "LARDER_BOOTSTRAP=skip" in done.stderr
    assert set_up.calls("apt-get") == set_up.calls("dpkg-query") == []


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


def test_builds_the_programs_of_the_bench_for_the_bench_alone(tmp_path):
    shutil.copytree(BOOTSTRAP, tmp_path / "bootstrap")
    (tmp_path / "bootstrap/programs.txt").write_text("# a comment\ntested  npm:tested  1.0\nmeasured  npm:measured  2.0  bench\n")
    npm = tmp_path / "bin/npm"
    npm.parent.mkdir()
    npm.write_text('#!/bin/sh\nfor last; do :; done\nmkdir -p "$3/node_modules/.bin"\ntouch "$3/node_modules/.bin/${last%@*}"\n'
                   'chmod +x "$3/node_modules/.bin/${last%@*}"\n')
    npm.chmod(0o755)
    environment = {"PATH": f"{npm.parent}:/usr/bin:/bin", "LARDER_TOOLS": str(tmp_path / "tools")}
    for groups, built in (((), {"tested"}), (("bench",), {"tested", "measured"})):
        subprocess.run([tmp_path / "bootstrap/programs", *groups], env=environment, check=True, capture_output=True, timeout=60)
        assert {program.name for program in (tmp_path / "tools/bin").iterdir()} == built


def test_makes_the_environments_of_python_that_are_missing(tmp_path):
    shutil.copytree(BOOTSTRAP, tmp_path / "bootstrap")
    (tmp_path / "bootstrap/pythons.txt").write_text("# a comment\nall  -  ./common\nsmall  system  ./nowhere\n")

    def run(*words: str, **variables: str) -> subprocess.CompletedProcess:
        environment = {"PATH": "/usr/bin:/bin", "LARDER_TOOLS": str(tmp_path / "tools")} | variables
        return subprocess.run([tmp_path / "bootstrap/pythons", *words], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    (name, version, folder) = run("--list").stdout.split()
    assert name == "small" and folder == str(tmp_path / f"tools/pythons/small-{version}") and not Path(folder).exists()
    assert run(LARDER_BOOTSTRAP="skip").returncode == 0 and not Path(folder).exists()
    failed = run()
    assert failed.returncode == 1 and "could not be installed" in failed.stderr and "./common ./nowhere" in failed.stderr
    (Path(folder) / ".larder-requirements").write_text("/usr/bin/python3 ./common ./nowhere\n")
    done = run()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (tmp_path / "bootstrap/pythons.txt").write_text("small  system  ./elsewhere\n")
    assert run().returncode == 1, "another package is wanted"
