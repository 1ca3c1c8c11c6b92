"""What every Python test may ask for: a home of its own, and a loopback web server whose log is counted."""

import os

import pytest

from support.larder import Larder
from support.webserver import WebServer


@pytest.fixture
def larder(tmp_path) -> Larder:
    return Larder(tmp_path / "home")


@pytest.fixture
def server():
    with WebServer() as running:
        yield running


def pytest_runtest_setup(item):
    if item.get_closest_marker("needs_root") and os.geteuid() != 0:
        pytest.skip("only root may mount file systems")
