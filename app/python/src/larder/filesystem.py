"""`larder://customer/dataset/file` for everything that speaks fsspec: pandas, polars, dask, pyarrow. Read-only.

    pandas.read_csv("larder://acme/shipments/orders.csv")
    fsspec.open("larder://acme/shipments@20240827T090003Z-3fa2c1/orders.csv")   # an older snapshot

Datasets are made fresh first, as by larder.path. A file that is open stays what it is when a newer snapshot comes.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from fsspec.spec import AbstractFileSystem

from larder.datasets import status
from larder.errors import Invalid, NotFound
from larder.paths import path as current_folder


class LarderFileSystem(AbstractFileSystem):
    """`stale_ok` and `offline` as larder.path has them, as storage options."""

    protocol = "larder"
    root_marker = ""
    use_listings_cache = False  # which snapshot is current may change at any time

    def __init__(self, *, stale_ok: bool = False, offline: bool = False, **options):
        super().__init__(**options | {"use_listings_cache": False})
        self.stale_ok = stale_ok
        self.offline = offline

    @classmethod
    def _strip_protocol(cls, path):
        if isinstance(path, list):
            return [cls._strip_protocol(each) for each in path]
        text = os.fspath(path)
        for prefix in ("larder://", "larder:"):
            if text.startswith(prefix):
                text = text[len(prefix):]
                break
        return text.strip("/")

    def ls(self, path, detail=True, **_):
        path = self._strip_protocol(path)
        depth = len(path.split("/")) if path else 0
        if depth < 2:
            entries = self._above_datasets(path)
        else:
            info = self.info(path)
            entries = [info]
            if info["type"] == "directory":
                place = Path(info["place"])
                names = sorted(os.listdir(place))
                entries = [self._entry(f"{path}/{name}", place / name, info["snapshot"]) for name in names]
        return entries if detail else [entry["name"] for entry in entries]

    def info(self, path, **_):
        path = self._strip_protocol(path)
        parts = path.split("/")
        if len(parts) < 2:
            if path and not self._above_datasets(path):
                raise FileNotFoundError(path)
            return {"name": path, "size": 0, "type": "directory"}
        folder = self._folder(path)
        place = Path(os.path.normpath(folder.joinpath(*parts[2:])))
        if place != folder and folder not in place.parents:
            raise FileNotFoundError(path)
        return self._entry(path, place, folder.name)

    def ukey(self, path):
        """The snapshot: a cache in front of us is right as long as that stays."""
        return self._folder(self._strip_protocol(path)).name

    def modified(self, path):
        from datetime import datetime, timezone

        return datetime.fromtimestamp(self.info(path)["mtime"], timezone.utc)

    created = modified

    def _open(self, path, mode="rb", **_):
        if mode != "rb":
            raise OSError("larder:// is read-only")
        info = self.info(path)
        if info["type"] == "directory":
            raise IsADirectoryError(path)
        return open(info["place"], "rb")  # the caller closes it

    def _folder(self, path: str) -> Path:
        name = "/".join(path.split("/")[:2])
        try:
            return current_folder(name, stale_ok=self.stale_ok, offline=self.offline)
        except (NotFound, Invalid) as error:
            raise FileNotFoundError(str(error)) from error

    @staticmethod
    def _entry(name: str, place: Path, snapshot: str) -> dict:
        try:
            seen = place.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise FileNotFoundError(name) from None
        kind = "directory" if stat.S_ISDIR(seen.st_mode) else "file"
        return {"name": name, "size": 0 if kind == "directory" else seen.st_size, "type": kind, "mtime": seen.st_mtime,
                "place": str(place), "snapshot": snapshot}

    @staticmethod
    def _above_datasets(customer: str) -> list[dict]:
        names = [dataset.name for dataset in status()]
        found = sorted({name.split("/")[0] for name in names} if not customer
                       else {name for name in names if name.startswith(f"{customer}/")})
        return [{"name": name, "size": 0, "type": "directory"} for name in found]

