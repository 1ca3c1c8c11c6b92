"""One desktop per test file: see tests/support/desktopsession.py."""

import pytest

from support.desktopsession import DesktopSession, LarderWindow


@pytest.fixture(scope="module")
def session(request, tmp_path_factory):
    wishes = {wish: getattr(request.module, wish.upper()) for wish in ("panel", "screen") if hasattr(request.module, wish.upper())}
    with DesktopSession(tmp_path_factory.mktemp("desktop"), **wishes) as running:
        yield running


@pytest.fixture
def open_window(session, larder):
    windows = []

    def open_one(*arguments: str, **environment: str) -> LarderWindow:
        windows.append(LarderWindow(session, larder, *arguments, **environment))
        return windows[-1]

    yield open_one
    for window in windows:
        window.close()
