"""One desktop per test file: see tests/support/desktopsession.py."""

import pytest

from support.desktopsession import DesktopSession, LarderWindow


@pytest.fixture(scope="module")
def session(request, tmp_path_factory):
    with DesktopSession(tmp_path_factory.mktemp("desktop"), panel=getattr(request.module, "PANEL", None)) as running:
        yield running


@pytest.fixture
def open_window(session, larder):
    windows = []

    def open_one(*arguments: str) -> LarderWindow:
        windows.append(LarderWindow(session, larder, *arguments))
        return windows[-1]

    yield open_one
    for window in windows:
        window.close()
