"""A home as people have it after two weeks: several customers, every state, long and right-to-left names; for pictures.

    home = everyday(larder, server)     # a usual morning: eight datasets of three customers
    add_hard_names(home, server)        # names that need room, and the states that a usual morning does not show

Everything is fetched by the real program from the loopback server, day by day, as of that day.
"""

from __future__ import annotations

import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

from support.faketime import fake_clock
from support.faults import status
from support.larder import Larder
from support.webserver import WebServer

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 10, 15)  # what the clock says when the first window starts
SENTENCE_OF_THE_REPORT = "supplier ids are empty"

LONG_CUSTOMER = "Verband der mittelständischen Textil- und Bekleidungsindustrie Süd-West e. V."
ARABIC_CUSTOMER = "شركة النسيج الحديثة"
HEBREW_CUSTOMER = "כרמל אספקה"
LONG_DATASET = "quarterly-reconciled-shipments-and-returns-by-supplier-corrected"


def table(rows: int, name: str) -> bytes:
    head = b"id;article;supplier;quantity;price;note\n"
    lines = (f"{n};{name}-{n % 977:04d};S{n % 89:03d};{n * 7 % 250};{n % 900 / 10:.2f};\n" for n in range(rows))
    return head + "".join(lines).encode()


def put(server: WebServer, path: str, day: date, time: str, content: bytes) -> None:
    server.put(path, content, modified=f"{day}T{time}:00+01:00")


def moment(day: date, time: str) -> str:
    return f"{day}T{time}"


def add(larder: Larder, server: WebServer, name: str, *options: str, path: str | None = None) -> None:
    # Each customer has a host of its own, as in life; all of them are this machine.
    url = server.url(path or f"{name}/").replace("127.0.0.1", f"exports.{name.split('/')[0]}.localhost")
    larder.run("add", name, url, "--no-probe", *options)


def everyday(larder: Larder, server: WebServer) -> Larder:
    first = TODAY - timedelta(days=14)
    begin = larder.at(moment(first, "06:00"))
    for name in ("acme/shipments", "acme/factories", "acme/product_catalog", "lumiere/packaging", "lumiere/ingredients"):
        add(begin, server, name, "--policy", "daily@06:30", "--zone", "Europe/Paris", "--keep", "30")
    add(begin, server, "lumiere/formulas", "--policy", "daily@06:30", "--zone", "Europe/Paris", "--expect", "06:00")
    add(begin, server, "northwind/invoices", "--policy", "daily@06:30", "--zone", "America/New_York")
    add(begin, server, "northwind/suppliers", "--policy", "manual", "--zone", "America/New_York")
    for customer, shown, zone in (("acme", "Acme Textiles", "Europe/Paris"), ("lumiere", "Lumière Cosmetics", "Europe/Paris"),
                                  ("northwind", "Northwind Traders", "America/New_York")):
        begin.run("set", customer, f"name={shown}", f"zone={zone}")
    for age in range(14, -1, -1):
        one_day(larder, server, TODAY - timedelta(days=age), age)
    this_morning(larder, server)
    return larder


def one_day(larder: Larder, server: WebServer, day: date, age: int) -> None:
    """What the customers uploaded that morning, and the first look at it."""
    weekday = day.weekday() < 5
    if weekday:
        put(server, "acme/shipments/shipments.csv", day, "05:58", table(40_000 + 700 * (15 - age), "sh"))
        put(server, "acme/product_catalog/catalog.csv", day, "05:40", table(8_000 + 90 * (15 - age), "pc"))
        put(server, "northwind/invoices/invoices.csv", day, "06:10", table(30_000 + 900 * (15 - age), "in"))
        put(server, "lumiere/packaging/packaging.csv", day, "02:13", table(5_000 + 40 * (15 - age), "pk"))
    if age in (14, 9, 5):
        put(server, "acme/factories/factories.csv", day, "05:50", table(1_100 + age, "fa"))
        put(server, "acme/shipments/old_codes.csv", day, "05:58", table(300 + age, "oc"))
        put(server, "northwind/suppliers/suppliers.csv", day, "06:20", table(260 + age, "su"))
    if age > 3:
        put(server, "lumiere/ingredients/ingredients.csv", day, "03:05", table(22_000 + 40 * (15 - age), "ig"))
    if age > 0:
        put(server, "lumiere/formulas/formulas.csv", day, "05:20", table(1_700 + 30 * (15 - age), "fo"))
    is_down = age == 2
    if is_down:
        server.answer("acme/shipments/", status(404))
    if age == 3:
        server.answer("lumiere/ingredients/", status(401))
    # The evening before and the morning after: `refresh` leaves a failure's exit to whoever looks at the states.
    larder.at(moment(day, "06:41")).run("refresh", "acme", "lumiere", "northwind/invoices", exit=None)
    if age in (14, 9, 5):
        larder.at(moment(day, "07:01")).run("refresh", "northwind/suppliers")
    if is_down:
        server.answer("acme/shipments/", None)
        larder.at(moment(day, "08:30")).run("refresh", "acme/shipments")


def this_morning(larder: Larder, server: WebServer) -> None:
    server.remove("acme/shipments/old_codes.csv")
    put(server, "acme/shipments/shipments.csv", TODAY, "08:57", table(41_900, "sh"))
    put(server, "acme/shipments/returns_2026-11.csv", TODAY, "08:57", table(1_800, "re"))
    larder.at(moment(TODAY, "08:15")).run("report", "acme/product_catalog", SENTENCE_OF_THE_REPORT)
    larder.at(moment(TODAY, "09:12")).run("refresh", "acme/shipments")
    pinned = larder.json("history", "acme/shipments")["snapshots"][4]["id"]
    larder.at(moment(TODAY, "09:13")).run("pin", "acme/shipments", pinned)
    put(server, "northwind/suppliers/suppliers.csv", TODAY, "06:20", table(290, "su"))
    larder.at(moment(TODAY, "07:02")).run("check", "northwind/suppliers", exit=3)
    larder.at(moment(TODAY, "10:14")).run("refresh", "lumiere/ingredients", exit=5)


def upload_slowly(server: WebServer, gate) -> None:
    """The next export of the invoices: a third of it arrives, the rest once the gate opens."""
    put(server, "northwind/invoices/invoices.csv", TODAY, "10:05", table(400_000, "in"))

    def send(handler, body: bytes) -> None:
        third, piece = len(body) // 3, len(body) // 60
        for start in range(0, third, piece):
            handler.wfile.write(body[start:start + piece])
            handler.wfile.flush()
            Event().wait(0.05)  # as fast as such servers are
        gate(handler)
        handler.wfile.write(body[start + piece:])

    server.sending("northwind/invoices/invoices.csv", send)


def add_hard_names(larder: Larder, server: WebServer) -> Larder:
    now = larder.at(moment(TODAY, "08:40"))
    put(server, "textil/a/export.csv", TODAY, "06:00", table(9_000, "tx"))
    put(server, "textil/b/old.csv", TODAY, "06:00", table(900, "tx"))
    put(server, "nasij/a/orders.csv", TODAY, "06:00", table(2_000, "na"))
    put(server, "karmel/a/supply.csv", TODAY, "06:00", table(2_500, "ka"))
    manual = ("--policy", "manual")
    add(now, server, f"textil/{LONG_DATASET}", "--policy", "daily@06:30", path="textil/a/")
    add(now, server, "textil/held", "--policy", "daily@06:30", path="textil/b/")
    add(now, server, "textil/never-uploaded", *manual, path="textil/nothing-here/")
    add(now, server, "nasij/orders", "--policy", "daily@06:30", path="nasij/a/")
    add(now, server, "karmel/supply", "--policy", "daily@06:30", path="karmel/a/")
    add(now, server, "karmel/prices", *manual, path="karmel/prices/")
    for customer, shown in (("textil", LONG_CUSTOMER), ("nasij", ARABIC_CUSTOMER), ("karmel", HEBREW_CUSTOMER)):
        now.run("set", customer, f"name={shown}")
    now.run("refresh", f"textil/{LONG_DATASET}", "textil/held", "nasij", "karmel/supply")
    put(server, "textil/b/old.csv", TODAY, "08:45", table(950, "tx"))
    later = larder.at(moment(TODAY, "08:50"))
    later.run("refresh", "textil/held")
    later.run("use", "textil/held", larder.json("history", "textil/held")["snapshots"][-1]["id"])
    put(server, "karmel/prices/prices.csv", TODAY, "06:00", table(500, "pr"))
    later.run("refresh", "karmel/prices")
    server.answer("karmel/prices/", status(500))
    later.run("set", "karmel/prices", "policy=always")
    larder.at(moment(TODAY, "08:55")).run("refresh", "karmel/prices", exit=None)
    return larder


CACHING = '''
import fsspec
from joblib import Memory

memory = Memory(".", verbose=0)


@memory.cache
def load(customer, table="shipments"):
    return [customer, table] * (4_000 if table == "shipments" else 900)


@memory.cache
def revenue(customers, year):
    return [year] * len(customers)


def read(path):
    with fsspec.open("filecache::file://" + path, filecache={"cache_storage": "exports"}) as file:
        return len(file.read())
'''


def fill_caches(folder: Path) -> None:
    """What an engineer's notebooks left in joblib and fsspec, yesterday and today."""
    folder.mkdir(parents=True)
    (folder / "etl.py").write_text(CACHING)
    exports = folder.parent / "exports of acme.csv"
    exports.write_bytes(table(3_000, "ex"))
    for when, calls in ((NOW - timedelta(days=1, hours=2), "load('acme'); load('globex', table='orders'); revenue(['acme', 'globex'], 2025)"),
                        (NOW - timedelta(minutes=40), f"load('northwind'); read({str(exports)!r})")):
        subprocess.run(["/usr/bin/python3", "-c", f"from etl import *; {calls}"], cwd=folder, check=True, capture_output=True,
                       env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": str(folder), "TZ": "Europe/Paris"} | fake_clock(FAKETIME=f"@{when}"))
