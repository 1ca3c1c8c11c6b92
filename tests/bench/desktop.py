"""The rows of tests/bench/run that are about the window and the agent: what a person feels when it starts, scrolls, stands
around and passes midnight. On an X server, a session bus and a tray of its own; nothing here looks into the programs but
`midnight`, which counts the turns of the event loop from a preloaded library (turns.cpp)."""

from __future__ import annotations

import datetime
import mmap
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import zoneinfo
from pathlib import Path

from support.desktopsession import end_process
from support.faketime import fake_clock

SCREEN = (1280, 1024)
LONGEST_START_SECONDS = 60
IDLE_SECONDS = 10  # until what a start leaves to do is done
SHORTEST_SLEEP_SECONDS = 0.0005  # a wait that ends sooner did not sleep
WAITS = "poll,ppoll,select,pselect6,epoll_wait,epoll_pwait,epoll_pwait2,futex,nanosleep,clock_nanosleep,rt_sigtimedwait"


class Screen:
    """An X server whose pixels can be read, with a session bus and a tray."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="larder-bench-screen-"))
        self.folder.chmod(0o700)
        self.processes: list[subprocess.Popen] = []
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        self.environment = kept | {
            "XDG_RUNTIME_DIR": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "Europe/Paris", "QT_QPA_PLATFORM": "xcb",
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}  # the machine's own network is not what is measured

    def __enter__(self) -> "Screen":
        size = f"{SCREEN[0]}x{SCREEN[1]}x24"
        server = self.start("Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp", "-noreset", "-fbdir",
                            self.folder, stdout=subprocess.PIPE)
        self.environment["DISPLAY"] = ":" + server.stdout.readline().decode().strip()
        bus = self.start("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        with open(self.folder / "Xvfb_screen0", "rb") as file:
            self.pixels = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        return self

    def __exit__(self, *_) -> None:
        for process in reversed(self.processes):
            end_process(process)
        self.pixels.close()
        shutil.rmtree(self.folder)

    def start(self, *command, home: Path | None = None, stdout=subprocess.DEVNULL, **environment: str) -> subprocess.Popen:
        places = {"LARDER_HOME": str(home)} if home else {}
        process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=stdout,
                                   stderr=subprocess.DEVNULL, env=self.environment | places | environment)
        self.processes.append(process)
        return process

    def is_painted(self) -> bool:
        """The root is black, and an X window of Qt has no background of its own: what is not black was painted."""
        row = SCREEN[0] * 4
        first = len(self.pixels) - row * SCREEN[1]
        return any(any(self.pixels[first + y * row + x * 4:first + y * row + x * 4 + 3])
                   for y in range(100, 800, 50) for x in range(100, 1200, 50))

    def seconds_to_paint(self, *command, home: Path | None = None) -> float:
        wait_until("the screen is empty", lambda: not self.is_painted(), pause=0.01)
        start = time.perf_counter()
        process = self.start(*command, home=home)
        wait_until("something is painted", self.is_painted)
        took = time.perf_counter() - start
        self.stop(process)
        return took

    def stop(self, process: subprocess.Popen) -> None:
        self.processes.remove(process)
        end_process(process)


def wait_until(what: str, condition, pause: float = 0.0005, patience: float = LONGEST_START_SECONDS) -> None:
    deadline = time.perf_counter() + patience
    while not condition():
        if time.perf_counter() > deadline:
            raise SystemExit(f"waited {patience} s in vain until {what}")
        time.sleep(pause)


def proportional_set(process: subprocess.Popen) -> int:
    """PSS in bytes: what it has for itself, and its share of what it shares."""
    rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)[1]) * 1024


def idle_memory(screen: Screen, *command, home: Path | None = None) -> int:
    process = screen.start(*command, home=home)
    time.sleep(IDLE_SECONDS)
    bytes_now = proportional_set(process)
    screen.stop(process)
    return bytes_now


def wakeups_per_second(process: subprocess.Popen, folder: Path, seconds: int) -> float:
    """How often any of its threads came back from a sleep, as strace sees it."""
    trace = folder / "wakeups.trace"
    tracer = subprocess.Popen(["strace", "-f", "-T", "-e", f"trace={WAITS}", "-o", trace, "-p", str(process.pid)],
                              stderr=subprocess.DEVNULL)
    time.sleep(1)
    start = time.monotonic()
    before = slept_calls(trace)
    time.sleep(seconds)
    count = slept_calls(trace) - before
    took = time.monotonic() - start
    tracer.send_signal(signal.SIGINT)
    tracer.wait()
    return count / took


def slept_calls(trace: Path) -> int:
    took = re.findall(r"<([\d.]+)>$", trace.read_text(errors="replace"), re.MULTILINE)
    return sum(float(seconds) >= SHORTEST_SLEEP_SECONDS for seconds in took)


def fill_home(larder, home: Path, source: Path, customers: int, datasets_of_each: int) -> None:
    """Fresh datasets, as many as wanted: one is bound and fetched by `larder`, and the others are copied from it."""
    source.mkdir(exist_ok=True)
    for name in ("a.csv", "b.csv", "c.csv"):
        (source / name).write_text("x,1\n")
    time.sleep(2.5)  # until the files are older than the granularity within which their times prove nothing
    first = "customer-000/set-0000"
    larder("add", "--no-probe", first, str(source), "--zone", "Europe/Paris")
    larder("refresh", first)
    truth = home / "data/datasets" / first
    snapshots = home / "store/snapshots" / first
    snapshot = next(snapshots.iterdir())
    files = {path.name: path.read_text() for path in truth.glob("*.json")}
    customer_file = (home / "data/customers/customer-000.json").read_text()
    for customer in range(customers):
        slug = f"customer-{customer:03}"
        (home / f"data/customers/{slug}.json").write_text(customer_file.replace("customer-000", slug))
        for dataset in range(datasets_of_each):
            name = f"{slug}/set-{dataset:04}"
            if name == first:
                continue
            copy = home / "data/datasets" / name
            (copy / "manifests").mkdir(parents=True)
            os.link(truth / "manifests" / snapshot.name, copy / "manifests" / snapshot.name)
            for file, text in files.items():
                (copy / file).write_text(text.replace(first, name))
            copied = home / "store/snapshots" / name / snapshot.name
            copied.mkdir(parents=True)
            for file in snapshot.iterdir():
                os.link(file, copied / file.name)
    larder("status", "--json")  # the index knows them all


def turns_at_midnight(screen: Screen, desktop: Path, turns: Path, home: Path, seconds: int) -> list[tuple[float, float]]:
    """(seconds, of them not the fault of others) of each turn of the GUI thread's event loop that took a millisecond or
    more, from ten seconds before the viewer's midnight on."""
    before = 10
    zone = zoneinfo.ZoneInfo(screen.environment["TZ"])
    midnight = datetime.datetime.now(zone).replace(hour=23, minute=59, second=60 - before - 20, microsecond=0)
    told = screen.folder / "turns"
    told.unlink(missing_ok=True)
    clock = fake_clock(FAKETIME=midnight.strftime("@%Y-%m-%d %H:%M:%S"))
    process = screen.start(desktop, home=home, **clock | {"LD_PRELOAD": f"{clock['LD_PRELOAD']}:{turns}"},
                           LARDER_BENCH_TURNS=str(told))
    wait_until("something is painted", screen.is_painted, pause=0.01)
    time.sleep(20)  # the start is over, midnight is near
    begun = time.monotonic() * 1_000_000
    time.sleep(before + seconds)
    ended = time.monotonic() * 1_000_000
    screen.stop(process)  # its last turn, when its window is gone, is nobody's frame
    lines = [line.split() for line in told.read_text().splitlines()]
    return [(int(wall) / 1e6, int(own) / 1e6) for at, wall, own in lines if begun <= int(at) < ended]
