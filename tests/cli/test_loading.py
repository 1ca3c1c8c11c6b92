"""What a program loads before it does anything: every start pays for it, and an idle agent holds it in memory."""

import os
import subprocess

import pytest

from support.larder import program

# Each drags many others in, and is for fetching, exporting, an index page, NetworkManager or the demo alone.
LATE = ("libcurl.", "libcrypto.", "libarchive.", "libxml2.", "libQt6Network.", "libQt6HttpServer.")


@pytest.mark.parametrize("name", ["larder-full", "larder-desktop"])
def test_what_not_every_start_needs_is_loaded_late(name):
    libraries = subprocess.run([program().parent / name], env=os.environ | {"LD_TRACE_LOADED_OBJECTS": "1"},
                               capture_output=True, text=True, check=True).stdout
    assert "libQt6Core." in libraries
    assert [late for late in LATE if late in libraries] == []
