"""`app/run` sets up, builds and starts the right program, in a copy of its tree whose programs say how they were called."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parents[2] / "app/run"


class Clone:
    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "app").mkdir()
        shutil.copy(RUN, folder / "app/run")
        for script in ("resources/bootstrap/install", "resources/bootstrap/build"):
            self.stand_in(script)
        for program in ("larder", "larder-desktop"):
            self.stand_in(f"build/release/app/{program}", exit=7)

    def stand_in(self, path: str, exit: int = 0) -> None:
        script = self.folder / path
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(f'#!/bin/sh\nprintf "%s" "{script.name}"\nprintf " [%s]" "$@"\necho\nexit {exit}\n')
        script.chmod(0o755)

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
        return subprocess.run([self.folder / "app/run", *arguments], env={"PATH": "/usr/bin:/bin"} | variables, cwd="/",
                              capture_output=True, text=True, timeout=60)


@pytest.fixture
def clone(tmp_path) -> Clone:
    return Clone(tmp_path)


def test_sets_up_and_builds_first_and_leaves_stdout_to_the_program(clone):
    done = clone.run("status")
    assert done.stderr == "install [build] [run]\nbuild [release]\n"
    assert (done.stdout, done.returncode) == ("larder [status]\n", 7)


def test_arguments_go_to_larder_as_they_are(clone):
    arguments = ["add", "acme/x", "two  words", "*", "", "--json"]
    expected = "larder" + "".join(f" [{argument}]" for argument in arguments) + "\n"
    assert clone.run(*arguments).stdout == expected
    assert clone.run(*arguments, DISPLAY=":1").stdout == expected


@pytest.mark.parametrize("display", [{"DISPLAY": ":1"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_with_a_display_it_is_the_window(clone, display):
    assert clone.run(**display).stdout.startswith("larder-desktop")


@pytest.mark.parametrize("display", [{}, {"DISPLAY": "", "WAYLAND_DISPLAY": ""}])
def test_without_a_display_it_is_the_tour(clone, display):
    assert clone.run(**display).stdout == "larder [demo]\n"


@pytest.mark.parametrize("script", ["install", "build"])
def test_nothing_starts_after_a_failure(clone, script):
    clone.stand_in(f"resources/bootstrap/{script}", exit=1)
    done = clone.run("status")
    assert (done.returncode, done.stdout) == (1, "")
