"""Datasets as values, their files, refresh and wait."""

from __future__ import annotations

import threading
from datetime import timezone

import larder
import pytest

NAME = "acme/shipments"


def test_status_says_how_fresh_everything_is_and_why(exports):
    (missing,) = larder.status()
    assert (missing.name, missing.state, missing.path, missing.fetched_at) == (NAME, "missing", None, None)
    folder = larder.path(NAME)
    dataset = larder.info(NAME)
    assert dataset.is_fresh and dataset.path == folder and dataset.files == 1
    assert "fresh until" in dataset.because and dataset.fresh_until > dataset.confirmed_at
    assert dataset.fetched_at.tzinfo == timezone.utc
    assert larder.status("acme") == [dataset]
    with pytest.raises(larder.NotFound):
        larder.info("acme/none")


def test_a_notebook_shows_a_table_and_nothing_in_it_is_markup(exports):
    larder.path(NAME)
    exports.larder.run("set", NAME, f"url={exports.folder}/<b>x<b>/")
    html = larder.status()._repr_html_()
    assert html.count("<tr>") == 2 and NAME in html
    assert larder.info(NAME)._repr_html_().count("<tr>") == 2
    broken = larder.Datasets([larder.info(NAME).__class__(**larder.info(NAME).__dict__ | {"because": "<script>"})])
    assert "<script>" not in broken._repr_html_() and "&lt;script&gt;" in broken._repr_html_()


def test_refresh_fetches_what_changed_and_force_everything(exports):
    larder.path(NAME)
    assert larder.refresh(NAME).outcome == "unchanged"
    exports.write("orders.csv", "day,total\nmonday,2\n")
    run = larder.refresh(NAME)
    assert (run.outcome, run.switched, run.fetched_files) == ("fetched", True, 1)
    assert larder.refresh(NAME, force=True).outcome == "identical"
    exports.take_away()
    with pytest.raises(larder.NotFound, match="cannot find the source"):
        larder.refresh(NAME)
    with pytest.raises(larder.Invalid):
        larder.refresh(f"{NAME}@{run.snapshot}")


def test_wait_ends_with_the_new_snapshot(exports):
    first = larder.path(NAME)
    assert larder.wait(NAME, "fresh") is True
    assert larder.wait(NAME, timeout=1) is False
    answers = []
    waiting = threading.Thread(target=lambda: answers.append(larder.wait(NAME, timeout=60)))
    waiting.start()
    number = 0
    while waiting.is_alive():  # a wait that has not begun yet sees the next change
        number += 1
        exports.write("orders.csv", f"day,total\nmonday,{number:09}\n")
        larder.refresh(NAME)
        waiting.join(0.2)
    assert answers == [True] and larder.path(NAME) != first
    with pytest.raises(larder.Invalid, match="fresh or changed"):
        larder.wait(NAME, "eternity")


def test_files_are_named_as_in_the_dataset(exports):
    exports.write("2026/august/days.csv", "1\n")
    exports.write("naïve 100%.csv", "x\n")
    files = larder.files(NAME)
    assert list(files) == ["2026/august/days.csv", "naïve 100%.csv", "orders.csv"]
    assert files["2026/august/days.csv"].read_text() == "1\n"


def test_open_reads_a_file_that_stays_what_it_is(exports):
    with larder.open(f"{NAME}/orders.csv") as file:
        assert file.readline() == "day,total\n"
        exports.write("orders.csv", "day,total\nmonday,2\n")
        larder.refresh(NAME)
        assert file.read() == "monday,1\n"
    with larder.open(f"{NAME}/orders.csv", "rb") as file:
        assert file.read() == b"day,total\nmonday,2\n"
    for name in (f"{NAME}/none.csv", f"{NAME}/../../record.json", NAME, f"{NAME}/"):
        with pytest.raises(larder.NotFound, match="has no file"):
            larder.open(name)
    for mode in ("w", "a", "r+", "x"):
        with pytest.raises(larder.Invalid, match="read-only"):
            larder.open(f"{NAME}/orders.csv", mode)
