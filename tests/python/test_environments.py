"""The client beside the oldest and the newest packages it works with, and in each Python of this machine, as pip installs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.larder import REPOSITORY, program
from support.pythons import environments

TESTS = Path(__file__).parent
BESIDE_PACKAGES = ("test_filesystem.py", "test_functions.py", "test_unchanged.py")
IN_A_PYTHON = ("test_datasets.py", "test_frozen_time.py", "test_paths.py")
SCRIPT = """
import json, sys
import fsspec, joblib, larder

with fsspec.open("larder://acme/shipments/orders.csv", "rt") as file:
    text = file.read()

@larder.cached("{customer}/shipments")
def load(customer):
    calls.append(customer)
    return (larder.path(f"{customer}/shipments") / "orders.csv").read_text()

calls = []
results = [load("acme"), load("acme")]
print(json.dumps({"text": text, "results": results, "calls": calls, "larder": larder.__file__, "python": "%d.%d" % sys.version_info[:2],
                  "joblib": joblib.__version__, "fsspec": fsspec.__version__}))
"""


@pytest.mark.parametrize("environment", environments("oldest", "older", "recent", "newest"), ids=str)
def test_reads_by_url_and_keeps_results_as_installed(exports, installed, environment):
    said = json.loads(environment.run("-c", SCRIPT, PYTHONPATH=str(installed)).stdout)
    assert said.pop("larder").startswith(str(installed))
    assert said == {"text": "day,total\nmonday,1\n", "results": ["day,total\nmonday,1\n"] * 2, "calls": ["acme"],
                    "python": environment.version} | {name: environment.pinned[name] for name in ("joblib", "fsspec")}


def passes(environment, *files: str) -> None:
    environment.run("-m", "pytest", "-q", "-p", "support.nothing_skipped", *(TESTS / file for file in files), PYTHONPATH=str(TESTS.parent),
                    LARDER_BIN=str(program()), LARDER_REQUIRE="all")


@pytest.mark.parametrize("environment", environments("oldest", "older", "recent", "newest"), ids=str)
def test_passes_its_tests_beside_these_packages(environment):
    has_callback = environment.name != "oldest"  # joblib has it since 1.3
    passes(environment, *(file for file in BESIDE_PACKAGES if has_callback or file != "test_unchanged.py"))


@pytest.mark.parametrize("environment", [each for each in environments("newest") if each != environments("newest")[0]], ids=str)
def test_passes_its_tests_in_this_python(environment):
    passes(environment, *IN_A_PYTHON)


def test_every_supported_python_that_is_there_is_tried():
    """Debian's own always is; the package promises no older one than what is looked for."""
    versions = [each.version for each in environments("newest")]
    assert "3.13" in versions and len(set(versions)) == len(versions)
    assert 'requires-python = ">=3.10"' in (REPOSITORY / "app/python/pyproject.toml").read_text()
