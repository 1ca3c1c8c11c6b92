"""Every tool that a Python test or the bench calls comes with a package of packages.txt, or with any Debian."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Of C++ tests, scripts and CMake, where they are not found by reading Python.
OTHER_TOOLS = {"awk", "bash", "ccache", "chmod", "clang-format", "cmake", "flock", "g++", "git", "grep", "nginx", "ninja", "python3", "sed"}

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-query"), reason="packages.txt has Debian's names")


def listed() -> set[str]:
    lines = (ROOT / "resources/bootstrap/packages.txt").read_text().splitlines()
    return {line.split()[1] for line in lines if line.strip() and not line.startswith("#")}


def words_that_may_be_called(file: Path) -> set[str]:
    """What a list begins with, and what follows the name in DesktopSession.start."""
    found = set()
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            node.decorator_list = []  # a test's parameters
    for node in ast.walk(tree):
        if isinstance(node, ast.List):
            heads = node.elts[:1]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "start":
            heads = node.args[1:2]
        else:
            continue
        found |= {head.value for head in heads if isinstance(head, ast.Constant) and isinstance(head.value, str)}
    return found


def dpkg(*arguments: str) -> list[str]:
    return subprocess.run(["dpkg-query", *arguments], capture_output=True, text=True).stdout.splitlines()


def spellings(tool: str) -> list[str]:
    """Its program and each link on the way to it, as dpkg may know them: alternatives have no owner."""
    path = shutil.which(tool, path="/usr/bin:/usr/sbin:/usr/libexec")
    found = []
    while path:
        found += [path, path.replace("/usr/", "/", 1)]
        path = os.path.join(os.path.dirname(path), os.readlink(path)) if os.path.islink(path) else None
    return found


def owners(tools: set[str]) -> dict[str, str | None]:
    """The package of each tool that is here."""
    paths = {tool: spellings(tool) for tool in tools if re.fullmatch(r"[a-zA-Z0-9+._-]+", tool)}
    known = dict(reversed(line.rsplit(": ", 1)) for line in dpkg("-S", *sum(paths.values(), [])))
    return {tool: next((known[path].split(":")[0] for path in ways if path in known), None)
            for tool, ways in paths.items() if ways}


def test_every_tool_that_is_called_is_in_the_list():
    files = [*(ROOT / "tests").rglob("*.py"), ROOT / "tests/bench/run"]
    words = OTHER_TOOLS.union(*map(words_that_may_be_called, files))
    called = owners(words)
    assert {"openssl", "zstd", "cc", "Xvfb", "rsync"} <= called.keys(), "they are found"
    given = {line.split()[0] for line in dpkg("-W", "-f", "${Package} ${Priority} ${Essential}\n")
             if re.search(r" required | yes$", line)}
    brought = {name for line in dpkg("-W", "-f", "${Pre-Depends}, ${Depends}\n", *listed())
               for name in re.findall(r"(?:^|[,|] )([a-z0-9][a-z0-9+.-]+)", line)}
    assert {tool: package for tool, package in called.items() if package not in given | brought | listed()} == {}
