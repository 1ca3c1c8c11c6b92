"""The process that reads archives gives an answer whatever the bytes are: the sound archives of support/archives.py,
changed at random, neither break it nor keep it busy. A few hundred here; LARDER_MUTATION_SECONDS=600 for a long run,
which prints its seed."""

import os
import random
import subprocess
import time
from pathlib import Path

from support import archives
from support.larder import program

# The order of core/store/archive/archivename.h.
KINDS = {".zip": 0, ".tar": 1, ".tar.gz": 2, ".tgz": 2, ".tar.bz2": 3, ".tar.xz": 4, ".tar.zst": 5, ".7z": 6, ".gz": 7,
         ".bz2": 8, ".xz": 9, ".zst": 10}
CORPUS = ("7z", "tgz", "zip by 7z", "zip64", "zip with bzip2", "zip with lzma", "tar.xz", "tar.bz2", "tar.zst by zstd",
          "tar in gnu form", "tar in pax form", "encrypted names", "gz", "link in a zip", "overlapping")
SECONDS = float(os.environ.get("LARDER_MUTATION_SECONDS", "0"))
LEAST = 300


def mutated(archive: bytes, chance: random.Random) -> bytes:
    """What decides stands at the begin and at the end."""
    changed = bytearray(archive)
    window = min(600, len(changed))
    first, last = chance.choice([(0, len(changed)), (0, window), (len(changed) - window, len(changed))])
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        at = chance.randrange(first, last)
        changed[at] = chance.choice([0, 255, chance.randrange(256), changed[at] ^ 1 << chance.randrange(8)])
    return bytes(changed[:chance.randrange(len(changed))]) if chance.random() < 0.1 else bytes(changed)


def test_no_bytes_break_the_reader_of_archives(tmp_path):
    seed = time.time_ns() if SECONDS else 2026
    print("seed", seed)
    chance = random.Random(seed)
    corpus = [(name, KINDS[archives.MAKERS[name][0].lower().replace(".csv", "")], archives.make_bytes(name)) for name in CORPUS]
    reader = program().parent / "larder-unpack"
    file = tmp_path / "archive"
    answers = {0: 0, 1: 0}
    end = time.monotonic() + SECONDS
    while sum(answers.values()) < LEAST or time.monotonic() < end:
        name, kind, sound = chance.choice(corpus)
        file.write_bytes(mutated(sound, chance))
        read = subprocess.run([reader], input=b"e%d\0%s\0\0" % (kind, bytes(file)), capture_output=True, timeout=60)
        if read.returncode not in answers:
            kept = Path("/tmp") / f"larder-broken-{seed}-{sum(answers.values())}"
            kept.write_bytes(file.read_bytes())
            raise AssertionError(f"{name} broke it ({read.returncode}): {kept}\n{read.stderr[-2000:]!r}")
        answers[read.returncode] += 1
    assert answers[0] > 10 and answers[1] > 100, answers  # some changes hit nothing that matters
