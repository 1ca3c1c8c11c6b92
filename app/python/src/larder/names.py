"""Names as the program knows them (core/dataset/datasetname.h): customer/dataset, maybe @SNAPSHOT, maybe /file."""

from __future__ import annotations

import re

from larder.errors import Invalid

_PART = r"[a-z0-9][a-z0-9._-]{0,63}"
_DATASET = re.compile(rf"{_PART}/{_PART}")
_SNAPSHOT = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")


def split_snapshot(name: str) -> tuple[str, str]:
    """("acme/shipments", "20240827T090003Z-3fa2c1"); the second is empty where none is named."""
    dataset, at, snapshot = name.partition("@")
    if not _DATASET.fullmatch(dataset):
        raise Invalid(f'"{name}" is no dataset', kind="Invalid", subject=name, hint="write customer/dataset")
    if at and not _SNAPSHOT.fullmatch(snapshot):
        raise Invalid(f'"{snapshot}" is no snapshot', kind="Invalid", subject=name,
                      hint=f"`larder history {dataset}` lists them")
    return dataset, snapshot


def split_file(name: str) -> tuple[str, str]:
    """("acme/shipments", "sub/a.csv") of "acme/shipments/sub/a.csv"; the snapshot stays with the dataset."""
    customer, _, rest = name.partition("/")
    dataset, _, file = rest.partition("/")
    whole = f"{customer}/{dataset}"
    split_snapshot(whole)
    return whole, file
