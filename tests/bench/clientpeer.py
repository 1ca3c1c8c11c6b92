"""One side or all sides of a row of client.py, in the Python that runs this: prints {side: [seconds, …]}."""

import sys


def kept(root, dataset):
    """A function of a path, kept by joblib."""
    import joblib

    return joblib.Memory(f"{root}/joblib", verbose=0).cache(directory)


def directory(dataset):
    from pathlib import Path

    return Path("/dev/shm") / dataset


def once(side, root, dataset):
    if side == "larder":
        import larder

        return larder.path(dataset)
    return kept(root, dataset)(dataset) if side == "joblib" else None


def fill(root, dataset):
    kept(root, dataset)(dataset)
    return {}


def alternately(sides, rounds, calls):
    """Seconds of one call each, turn by turn, so that all see the same noise."""
    import time

    seconds = {name: [] for name in sides}
    for _ in range(int(rounds)):
        for name, side in sides.items():
            begun = time.perf_counter()
            for _ in range(calls):
                side()
            seconds[name].append((time.perf_counter() - begun) / calls)
    return seconds


def hit(root, dataset, rounds):
    import fsspec
    import larder

    file = str(next(larder.path(dataset).iterdir()))
    by_joblib = kept(root, dataset)
    sides = {
        "larder": lambda: larder.path(dataset),
        "joblib": lambda: by_joblib(dataset),
        "fsspec": lambda: fsspec.open_local(f"filecache::file://{file}", filecache={"cache_storage": f"{root}/filecache", "check_files": False}),
    }
    for side in sides.values():
        side()
    return alternately(sides, rounds, 300)


def read(dataset, rounds):
    import fsspec
    import larder

    file = next(larder.path(dataset).iterdir())
    url = f"larder://{dataset}/{file.name}"

    def whole(opened):
        with opened as reading:
            while reading.read(1 << 20):
                pass

    return alternately({"larder": lambda: whole(fsspec.open(url)), "open": lambda: whole(open(file, "rb"))}, rounds, 1)


if __name__ == "__main__":
    said = {"hit": hit, "read": read, "fill": fill, "once": once}[sys.argv[1]](*sys.argv[2:])
    if sys.argv[1] != "once":
        import json

        print(json.dumps(said))
