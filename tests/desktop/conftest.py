"""One desktop per test file: see tests/support/desktopsession.py."""

import pytest

from support.desktopsession import DesktopSession, LarderWindow
from support.notifications import Notifications


@pytest.fixture(scope="module")
def session(request, tmp_path_factory):
    wishes = {wish: getattr(request.module, wish.upper()) for wish in ("panel", "screen") if hasattr(request.module, wish.upper())}
    with DesktopSession(tmp_path_factory.mktemp("desktop"), **wishes) as running:
        yield running


@pytest.fixture(scope="module")
def notification_server(session):
    return Notifications(session)


@pytest.fixture
def notifications(notification_server):
    """Empty at the beginning of each test."""
    notification_server.begin_anew()
    return notification_server


@pytest.fixture
def open_window(session, larder):
    windows = []

    def open_one(*arguments: str, **environment: str) -> LarderWindow:
        windows.append(LarderWindow(session, larder, *arguments, **environment))
        return windows[-1]

    yield open_one
    for window in windows:
        window.close()
