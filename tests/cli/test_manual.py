"""The manual pages: well-formed, and about everything that the programs can do."""

from __future__ import annotations

import re
import subprocess

import pytest

from support.larder import program

MAN = program().parents[1] / "man"
PAGES = ("larder", "larder-desktop")
QT_OPTIONS = {"--help-all"}


def read(page: str) -> str:
    """As a reader gets it, on a terminal without colours."""
    formatted = subprocess.run(["groff", "-man", "-Tutf8", "-P-c", "-P-b", "-P-u", "-rLL=200n", MAN / f"{page}.1"],
                               capture_output=True, text=True, check=True)
    return formatted.stdout.replace("\N{HYPHEN}", "-").replace("\N{MINUS SIGN}", "-")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_well_formed(page):
    lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", MAN / f"{page}.1"], capture_output=True, text=True)
    assert (lint.stdout, lint.returncode) == ("", 0)
    groff = subprocess.run(["groff", "-man", "-ww", "-z", MAN / f"{page}.1"], capture_output=True, text=True, check=True)
    assert groff.stderr == ""


def section(page: str, title: str) -> str:
    found = re.search(rf"^{title}$(.*?)^(?=[A-Z])", read(page) + "\nEND", re.M | re.S)
    assert found, title
    return found[1]


def commands(larder) -> list[str]:
    overview = larder.run("--help").out
    return re.findall(r"^  ([a-z]+) +[A-Z]", overview, re.M)


def test_every_command_is_explained_with_all_its_options(larder):
    names = commands(larder)
    assert len(names) > 25 and "refresh" in names
    told = section("larder", "COMMANDS")
    parts = re.split(r"^   (?=[a-z]+$)", told, flags=re.M)
    explained = {part.split("\n", 1)[0]: part for part in parts if part.strip()}
    assert list(explained) == names
    for name in names:
        help_text = larder.run(name, "--help").out
        own, _, _ = help_text.partition("Options of every command:")
        _, _, after = help_text.partition("Options of every command:")
        ours = own + after.partition("\n\n")[2]
        for option in set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", ours)):
            assert option in explained[name], f"{name} {option}"
        summary = help_text.splitlines()[0]
        assert summary in " ".join(explained[name].split()), name
        for example in re.findall(r"^  (larder .*)$", help_text, re.M):
            assert example in explained[name], example


def test_every_global_option_and_exit_is_told(larder):
    overview = larder.run("--help").out
    for option in re.findall(r"--[a-z-]+", overview):
        assert option in section("larder", "OPTIONS") or option == "--help"
    exits = section("larder", "EXIT STATUS")
    assert re.findall(r"^       (\d+)", exits, re.M) == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "130"]


def test_the_window_s_options_are_told(larder):
    desktop = program().with_name("larder-desktop")
    asked = subprocess.run([desktop, "--help"], capture_output=True, text=True, check=True,
                           env=larder.environment | {"QT_QPA_PLATFORM": "offscreen"})
    options = set(re.findall(r"--[a-z-]+", asked.stdout))
    assert {"--background", "--theme", "--as-of"} <= options
    told = section("larder-desktop", "OPTIONS")
    for option in options:
        assert option in told, option
