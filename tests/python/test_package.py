"""The package as it is installed, and the snippets that its README promises."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import larder
import pytest

from support.larder import REPOSITORY
from support.pythons import environments

PACKAGE = REPOSITORY / "app/python"
(FRAMES,) = environments("frames")


def snippets() -> list:
    """Every one that a README shows."""
    return [pytest.param(code, id=f"{file.relative_to(REPOSITORY)}-{number}") for file in (REPOSITORY / "README.md", PACKAGE / "README.md")
            for number, code in enumerate(re.findall(r"```python\n(.*?)```", file.read_text(), re.DOTALL))]


@pytest.mark.parametrize("snippet", snippets())
def test_what_a_readme_shows_runs_as_installed(exports, installed, snippet):
    said = FRAMES.run("-c", f"{snippet}\nimport larder; print(larder.__file__)", PYTHONPATH=str(installed))
    assert said.stdout.splitlines()[-1].startswith(str(installed))
    assert exports.larder.current("acme/shipments")["snapshot"], "it was fetched"


def test_there_are_three_ways():
    assert len(snippets()) == 6


def test_pip_installs_the_folder(larder_home, tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "app/python")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--system-site-packages", tmp_path / "environment"], check=True)
    python = tmp_path / "environment/bin/python"
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-build-isolation", "./app/python"],
                   cwd=tmp_path, check=True)
    said = subprocess.run([python, "-c", "import larder; print(larder.__file__, larder.status())"], check=True, capture_output=True, text=True)
    assert said.stdout.split() == [str(tmp_path / f"environment/lib/python3.{sys.version_info[1]}/site-packages/larder/__init__.py"), "[]"]


def test_has_what_type_checkers_and_fsspec_look_for(installed):
    assert (installed / "larder/py.typed").exists()
    (metadata,) = installed.glob("larder-*.dist-info")
    assert "larder = larder.filesystem:LarderFileSystem" in (metadata / "entry_points.txt").read_text()
    assert "Provides-Extra: fsspec" in (metadata / "METADATA").read_text()


def test_the_version_is_the_programs(larder_home):
    assert larder_home.run("--version").line == f"larder {larder.__version__}"
    assert f'version = "{larder.__version__}"' in (PACKAGE / "pyproject.toml").read_text()


def test_everything_that_is_public_is_there_and_documented():
    for name in larder.__all__:
        assert getattr(larder, name).__doc__, name
    assert set(larder.__all__) <= set(dir(larder))
    with pytest.raises(AttributeError):
        larder.nothing  # noqa: B018
