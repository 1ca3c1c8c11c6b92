"""Many processes read while Larder refreshes. `tests/bench/run python-readers` does the same for a thousand refreshes."""

from __future__ import annotations

import larder

from support.readers import Readers, upload

NAME = "acme/shipments"
REFRESHES = 60


def test_readers_never_see_half_a_refresh(exports):
    (exports.folder / "orders.csv").unlink()
    upload(exports.folder, 0)
    larder.path(NAME)
    with Readers(NAME, 8) as readers:
        for number in range(1, REFRESHES + 1):
            upload(exports.folder, number)
            exports.larder.run("refresh", NAME)
    assert len(readers.counts) == 8 and min(readers.counts) >= 3
    assert (larder.path(NAME) / "orders.csv").read_text().startswith(f"{REFRESHES:06}\n")
