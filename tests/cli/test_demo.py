"""The tour: really run, as it must be, and gone afterwards."""

from pathlib import Path


def test_the_tour_is_as_it_must_be_and_leaves_nothing_behind(larder, tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    larder.environment["TMPDIR"] = str(temporary)
    answer = larder.run("demo")
    assert "everything as it must be" in answer.out and answer.err == ""
    assert "$ larder path acme/shipments --as-of 2026-08-03T10:05" in answer.out
    assert list(temporary.iterdir()) == []
    assert not larder.home.exists() or not list(Path(larder.home).rglob("binding.json"))


def test_the_tour_tells_programs_what_it_did(larder):
    told = larder.json("demo")
    assert told["faults"] == [] and told["steps"] >= 15
