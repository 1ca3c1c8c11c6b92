"""Datasets as values: how fresh they are and why, what files they have; refresh one, wait for one."""

from __future__ import annotations

import builtins
import io
import os
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from larder.errors import Invalid, NotFound
from larder.names import split_file, split_snapshot
from larder.paths import path
from larder.program import ask


@dataclass(frozen=True)
class Dataset:
    """A dataset as it was when it was asked for."""

    name: str
    customer: str  # as people call it
    state: str  # fresh, stale, missing, late, held, failed, signin
    flags: tuple[str, ...]  # reported, fetching, settling, failing, unwatched, paused
    because: str  # why it is in that state; its dates are absolute
    fresh_until: datetime | None
    confirmed_at: datetime | None  # the newest snapshot equalled the source then
    fetched_at: datetime | None
    uploaded_at: datetime | None  # by the customer
    snapshot: str | None  # that readers get
    path: Path | None
    files: int
    bytes: int
    policy: str
    zone: str
    source: str
    error: str | None  # of the last look

    @property
    def is_fresh(self) -> bool:
        return self.state in ("fresh", "held")

    def _repr_html_(self) -> str:
        return _table([self])


class Datasets(list):
    """A list of Dataset that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        return _table(self)


@dataclass(frozen=True)
class Run:
    """What a refresh came to."""

    dataset: str
    outcome: str  # fetched, unchanged, identical, nothing-yet, settling
    switched: bool  # readers get another snapshot now
    snapshot: str | None
    fetched_files: int
    fetched_bytes: int
    requests: int


def status(*names: str) -> Datasets:
    """How fresh these datasets and customers are; all when none is named. Asks no source."""
    answer = ask("status", *names, ok=(0, 3))
    return Datasets(_dataset(row) for row in answer["datasets"])


def info(name: str) -> Dataset:
    """How fresh a dataset is, and why. Asks no source."""
    dataset, _ = split_snapshot(name)
    return status(dataset)[0]


def refresh(name: str, *, force: bool = False) -> Run:
    """Asks the source and fetches what changed; `force`: everything again. Blocks. Raises LarderError."""
    return take_run(name, ask(*refresh_arguments(name, force)))


def wait(name: str, until: str = "changed", *, timeout: float | None = None) -> bool:
    """Blocks until `name` is "fresh", or "changed": has another snapshot. False: not within `timeout` seconds."""
    return take_wait(ask(*wait_arguments(name, until, timeout), at_frozen_time=False, ok=(0, 3)))


def files(name: str, *, stale_ok: bool = False, offline: bool = False) -> dict[str, Path]:
    """The files of a dataset, fresh as by `path`: names with "/" between folders, in their order, each with its path."""
    folder = path(name, stale_ok=stale_ok, offline=offline)
    found = []
    for place, _, inside in os.walk(folder):
        found += [Path(place, file) for file in inside]
    return {file.relative_to(folder).as_posix(): file for file in sorted(found)}


def open(name: str, mode: str = "r", **options) -> io.IOBase:  # noqa: A001
    """Opens "customer/dataset/file" (or "customer/dataset@SNAPSHOT/file") to be read, fresh as by `path`.

    A file that is open stays what it is when a newer snapshot comes. `options` are those of the built-in.
    """
    if set(mode) - set("rbtU"):
        raise Invalid("snapshots are read-only", kind="Invalid", subject=name, hint='open it with "r" or "rb"')
    dataset, file = split_file(name)
    folder = path(dataset)
    place = Path(os.path.normpath(folder / file))
    if folder not in place.parents or not place.is_file():
        raise NotFound(f'{dataset} has no file "{file}"', kind="NotFound", subject=name,
                       hint=f"`larder ls {dataset}` lists them")
    return builtins.open(place, mode, **options)


def refresh_arguments(name: str, force: bool) -> list[str]:
    dataset, snapshot = split_snapshot(name)
    if snapshot:
        raise Invalid("a snapshot never changes", kind="Invalid", subject=name, hint=f'refresh "{dataset}"')
    return ["refresh", dataset, *(["--force"] if force else [])]


def take_run(name: str, answer: dict) -> Run:
    (run,) = answer["runs"]
    return Run(name, run["outcome"], run["switched"], run["snapshot"], run["fetched_files"], run["fetched_bytes"],
               run["requests"])


def wait_arguments(name: str, until: str, timeout: float | None) -> list[str]:
    if until not in ("fresh", "changed"):
        raise Invalid(f'cannot wait until "{until}"', kind="Invalid", subject=name, hint="fresh or changed")
    limit = [] if timeout is None else ["--timeout", f"{max(1, round(timeout))}s"]
    return ["wait", name, "--until", until, *limit]


def take_wait(answer: dict) -> bool:
    return bool(answer.get("reached", True))


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None


def _dataset(row: dict) -> Dataset:
    error = row.get("error")
    return Dataset(
        name=row["dataset"], customer=row.get("display_name") or row["dataset"].split("/")[0], state=row["state"],
        flags=tuple(row["flags"]), because=row["because"], fresh_until=_instant(row["fresh_until"]),
        confirmed_at=_instant(row["confirmed_at"]), fetched_at=_instant(row["fetched_at"]),
        uploaded_at=_instant(row["uploaded_at"]), snapshot=row["snapshot"],
        path=Path(row["path"]) if row["path"] else None, files=row["files"] or 0, bytes=row["bytes"] or 0,
        policy=row["policy"], zone=row["zone"], source=row["source"], error=error["message"] if error else None)


_INK = {"fresh": "#18743f", "held": "#475467", "stale": "#9a5b00", "late": "#7a5d00"}  # ui/theme.cpp; else the error's
_HEADS = ("State", "Dataset", "Fetched", "Uploaded", "Because", "Size")


def _table(datasets: list[Dataset]) -> str:
    def row(dataset: Dataset) -> str:
        words = " · ".join((dataset.state, *dataset.flags))
        cells = (f'<b style="color:{_INK.get(dataset.state, "#b42318")}">{escape(words)}</b>', escape(dataset.name),
                 _minute(dataset.fetched_at), _minute(dataset.uploaded_at), escape(dataset.because), _size(dataset.bytes))
        return "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in cells) + "</tr>"

    head = "".join(f'<th style="text-align:left">{name}</th>' for name in _HEADS)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(row, datasets))}</tbody></table>"


def _minute(instant: datetime | None) -> str:
    return f"{instant.astimezone():%Y-%m-%d %H:%M}" if instant else "—"


def _size(count: int) -> str:
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" or size >= 100 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
