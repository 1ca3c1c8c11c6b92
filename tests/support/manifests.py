"""What a home recorded, read the way DESIGN §4 describes it: the files of a snapshot with their validators."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote


@dataclass(frozen=True)
class RecordedFile:
    sha256: str
    size: int
    strength: str  # n, w, s
    token: str


def recorded_files(data: Path, dataset: str, snapshot: str) -> dict[str, RecordedFile]:
    lines = (data / "datasets" / dataset / "manifests" / snapshot).read_text().splitlines()
    assert lines[-1] == f"end {len(lines) - 2}", lines[-1]
    files = {}
    for line in lines[1:-1]:
        digest, size, _, strength, token, path = line.split("\t", 5)
        files[path] = RecordedFile(digest, int(size), strength, unquote(token))
    return files
