"""The package as it is installed, and the snippets that its README promises."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import larder
import pytest

from support.larder import REPOSITORY

PACKAGE = REPOSITORY / "app/python"


def snippets() -> list[str]:
    return re.findall(r"```python\n(.*?)```", (PACKAGE / "README.md").read_text(), re.DOTALL)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(PACKAGE, folder / "source")  # building leaves its own files beside the source
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-cache-dir"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", folder / "source", "-w", folder], check=True)
    (wheel,) = folder.glob("larder-*-py3-none-any.whl")
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", "--target", folder / "site", wheel], check=True)
    return folder / "site"


@pytest.mark.parametrize("number", range(3))
def test_the_snippets_of_the_readme_run_as_installed(exports, installed, number):
    said = subprocess.run([sys.executable, "-c", snippets()[number] + "\nimport larder; print(larder.__file__)"],
                          env=os.environ | {"PYTHONPATH": str(installed)}, capture_output=True, text=True, check=True)
    assert said.stdout.startswith(str(installed))


def test_the_version_is_the_programs(larder_home):
    assert larder_home.run("--version").line == f"larder {larder.__version__}"
    assert f'version = "{larder.__version__}"' in (PACKAGE / "pyproject.toml").read_text()


def test_everything_that_is_public_is_there_and_documented():
    for name in larder.__all__:
        assert getattr(larder, name).__doc__, name
    assert set(larder.__all__) <= set(dir(larder))
    with pytest.raises(AttributeError):
        larder.nothing  # noqa: B018
