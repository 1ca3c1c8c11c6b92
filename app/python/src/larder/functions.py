"""Functions whose results live exactly as long as the data they came from.

    @larder.cached("{customer}/shipments")      # until that dataset has another snapshot
    def load(customer): return pandas.read_csv(larder.path(f"{customer}/shipments") / "orders.csv")

    @larder.daily_cache(zone="Europe/Paris", hour="06:30")   # until the day ends, whatever the function reads
    def load(customer): ...

    @memory.cache(cache_validation_callback=larder.unchanged("{customer}/shipments"))   # one line, in a joblib.Memory of yours
    def load(customer): ...

Results are kept as joblib keeps them (the extra `larder[joblib]`), beside Larder's store. The last good one is replaced when
the next one is there, and not before: a computation that fails loses nothing. A function that is edited keeps its results
unless `check_code=True`. Time is Python's own. Arguments make the key, as joblib hashes them.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import inspect
import json
import os
import time
import uuid
import warnings
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, tzinfo
from datetime import time as wall_time
from pathlib import Path
from typing import Any, TypeVar

from larder import current
from larder.errors import Invalid, LarderError, LarderWarning
from larder.paths import path

_LONGEST_READ = 10_000  # no dataset is named by more

Function = TypeVar("Function", bound=Callable[..., Any])
Names = str | Iterable[str] | Callable[..., "str | Iterable[str]"]


def cached(names: Names, *, stale_if_error: bool = False, check_code: bool = False, location: str | Path | None = None):
    """Keeps a function's result until a dataset has another snapshot; datasets are made fresh first, as by larder.path.

    `names`: of datasets, with the function's arguments in braces; or what gives them, called with the same arguments.
    `stale_if_error`: when the function fails, the last good result is handed out, with a warning.
    """

    def snapshots(arguments: dict) -> dict:
        return {"snapshots": {name: path(name).name for name in _names(names, arguments)}}

    return _keeper(snapshots, stale_if_error, check_code, location)


def daily_cache(function: Function | None = None, *, zone: str | tzinfo | None = None, hour: int | str = 0,
                stale_if_error: bool = False, check_code: bool = False, location: str | Path | None = None):
    """Keeps a function's result until the day ends: at `hour` ("06:30", or 6), on the clocks of `zone` (else this machine's)."""
    clock = _zone(zone)
    begins = _wall_time(hour)

    def today(_: dict) -> dict:
        return {"day": _day(time.time(), clock, begins).isoformat(), "zone": str(zone or ""), "hour": f"{begins:%H:%M}"}

    keep = _keeper(today, stale_if_error, check_code, location)
    return keep if function is None else keep(function)


def unchanged(names: Names, *, stale_if_error: bool = False) -> Unchanged:
    """The `cache_validation_callback` of a joblib.Memory (1.3 or newer) whose results live until a dataset has another snapshot.

    `names`: as of `cached`; arguments that fill the braces must be text, numbers or the like: all that joblib notes of them is
    their repr. Datasets are made fresh first, as by larder.path. Where that fails the call fails, and its last good result stays
    for the next one; `stale_if_error` hands that result out, with a warning. When the data are there and the function fails,
    joblib has removed the last good result already; `cached` does not.
    A snapshot that comes while the function runs lets it run once more. So does one that comes back.
    """
    return Unchanged(names, stale_if_error)


class Unchanged:
    """What `unchanged` gives. Crosses processes, pickled, when `names` does."""

    def __init__(self, names: Names, stale_if_error: bool):
        self.names = names
        self.stale_if_error = stale_if_error

    def __call__(self, metadata: dict) -> bool:
        try:
            return all(_is_computed_from(name, metadata) for name in _names(self.names, _noted(metadata)))
        except LarderError as error:
            if not self.stale_if_error or isinstance(error, Invalid):
                raise
            warnings.warn(f"{error.message}; this is the last good result", LarderWarning, stacklevel=2)
            return True


def functions_folder() -> Path:
    """Where results are kept that name no other place."""
    home = os.environ.get("LARDER_HOME", "")
    if home.startswith("/"):
        return Path(home, "functions")
    base = os.environ.get("XDG_CACHE_HOME", "")
    return Path(base if base.startswith("/") else Path.home() / ".cache", "larder-functions")


def _keeper(validity: Callable[[dict], dict], stale_if_error: bool, check_code: bool, location: str | Path | None):
    def keep(function: Function) -> Function:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def kept(*args, **kwargs):
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            item = _Item(function, args, kwargs, location)
            valid = validity(_named(bound))
            if check_code:
                valid["code"] = hashlib.sha256(inspect.getsource(function).encode()).hexdigest()
            if item.validity() == valid:
                there, value = item.load()
                if there:
                    return value
            begun = time.perf_counter()
            try:
                value = function(*args, **kwargs)
            except Exception as error:
                there, value = item.load() if stale_if_error else (False, None)
                if not there:
                    raise
                warnings.warn(f"{function.__qualname__} failed ({error}); this is its last good result", LarderWarning,
                              stacklevel=2)
                return value
            item.save(value, valid, _named(bound), time.perf_counter() - begun)
            return value

        return kept

    return keep


class _Item:
    """One result on disk, where joblib.Memory(location) would have it."""

    def __init__(self, function: Callable, args: tuple, kwargs: dict, location: str | Path | None):
        try:
            from joblib import hash as hashed
            from joblib.func_inspect import filter_args, get_func_name
        except ImportError as error:
            raise ImportError("results are kept with joblib: pip install 'larder[joblib]'") from error
        modules, name = get_func_name(function)
        base = Path(location) if location is not None else functions_folder()
        self.function = function
        self.function_folder = base.joinpath("joblib", *modules, name)
        self.folder = self.function_folder / hashed(filter_args(function, [], args, kwargs))

    def validity(self) -> dict | None:
        try:
            return json.loads((self.folder / "metadata.json").read_bytes())["larder"]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def load(self) -> tuple[bool, Any]:
        import joblib

        try:
            return True, joblib.load(self.folder / "output.pkl")
        except FileNotFoundError:
            return False, None
        except Exception as error:  # noqa: BLE001 - a damaged pickle raises anything
            warnings.warn(f"a kept result of {self.function.__qualname__} cannot be read ({error}); it is computed again",
                          LarderWarning, stacklevel=3)
            return False, None

    def save(self, value: Any, valid: dict, arguments: dict, seconds: float) -> None:
        import joblib

        self.folder.mkdir(parents=True, exist_ok=True)
        self._note_code()
        aside = self.folder / f"output.pkl.{uuid.uuid4().hex}-{os.getpid()}"
        metadata = {"duration": seconds, "input_args": {name: repr(each)[:1000] for name, each in arguments.items()},
                    "time": time.time(), "larder": valid}
        try:
            joblib.dump(value, aside)
            (self.folder / "metadata.json").unlink(missing_ok=True)  # no result ever stands under another's
            aside.replace(self.folder / "output.pkl")
        finally:
            aside.unlink(missing_ok=True)
        _write(self.folder / "metadata.json", json.dumps(metadata))

    def _note_code(self) -> None:
        """What joblib and Larder's list of caches know a function by."""
        file = self.function_folder / "func_code.py"
        if file.exists():
            return
        try:
            lines, first = inspect.getsourcelines(self.function)
        except OSError:
            lines, first = [], -1
        _write(file, f"# first line: {first}\n{''.join(lines)}")


def _is_computed_from(name: str, metadata: dict) -> bool:
    """The result that joblib tells of was computed from the snapshot that readers get now."""
    snapshot = path(name).name
    if "@" in name:
        return True
    now = current.find(name)
    try:
        stored = float(metadata["time"])
        begun = stored - float(metadata["duration"])
    except (KeyError, TypeError, ValueError):
        return False  # its metadata were lost
    if now is None or now.snapshot != snapshot or now.since_ms is None or stored > time.time():
        return False  # nothing proves it
    # Where there was a snapshot before, the function may have read that until it was replaced.
    return (begun if now.replaced else stored) * 1000 >= now.since_ms


def _noted(metadata: dict) -> dict:
    """The arguments, of which joblib noted the repr."""
    noted = dict(metadata.get("input_args") or {})
    noted.pop("*", None)
    named = _read(noted.pop("**", "{}"))
    return {name: _read(text) for name, text in noted.items()} | (named if isinstance(named, dict) else {})


def _read(noted: str) -> Any:
    try:
        return ast.literal_eval(noted) if len(noted) <= _LONGEST_READ else _Unread(noted)
    except (ValueError, SyntaxError):
        return _Unread(noted)


class _Unread(str):
    """How an argument looks that is neither text nor number."""

    def __format__(self, form: str) -> str:
        noted = str(self)  # that, and not this again
        raise Invalid(f"no dataset can be named by {noted}", kind="Invalid", subject=noted,
                      hint="name datasets by arguments that are text or numbers")


def _write(file: Path, text: str) -> None:
    aside = file.with_name(f"{file.name}.{uuid.uuid4().hex}-{os.getpid()}")
    aside.write_text(text, encoding="utf-8")
    aside.replace(file)


def _named(bound: inspect.BoundArguments) -> dict:
    """By name, those of ** among them."""
    named: dict[str, Any] = {}
    for name, value in bound.arguments.items():
        if bound.signature.parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
            named |= value
        else:
            named[name] = value
    return named


def _names(names: Names, arguments: dict) -> list[str]:
    found = names(**arguments) if callable(names) else names
    found = [found] if isinstance(found, str) else list(found)
    if callable(names):
        return found
    try:
        return [name.format_map(arguments) for name in found]
    except KeyError as error:
        raise Invalid(f"the function has no argument {error}", kind="Invalid", subject=", ".join(found),
                      hint="name its arguments in the braces") from None


def _zone(zone: str | tzinfo | None) -> tzinfo | None:
    if not isinstance(zone, str):
        return zone
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Invalid(f'there is no time zone "{zone}"', kind="Invalid", subject=zone, hint="such as Europe/Paris") from None


def _wall_time(hour: int | str) -> wall_time:
    try:
        return wall_time(hour) if isinstance(hour, int) else wall_time.fromisoformat(hour)
    except ValueError:
        raise Invalid(f"{hour!r} is no time of day", kind="Invalid", subject=str(hour), hint='such as 6 or "06:30"') from None


def _day(instant: float, zone: tzinfo | None, begins: wall_time) -> date:
    """The day that an instant belongs to, where days begin at that time."""
    local = datetime.fromtimestamp(instant, zone)
    return local.date() if local.time() >= begins else local.date() - timedelta(days=1)
