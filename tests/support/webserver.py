"""A loopback web server whose files, faults and log belong to the test. Threaded; HTTP/1.1.

    with WebServer() as server:
        server.put("acme/a.csv", b"1,2\n", modified="2026-08-01T06:00:00Z")
        larder.run("add", "acme/shipments", server.url("acme/"))
        assert server.bodies() == ["acme/a.csv"]

Every put gives a new strong ETag (a counter, so equal bytes get another one, too; `etag=` sets it). A path ending
in "/" answers an nginx-like index of what lies below. `server.answer(path, callable)` replaces the reply to a path.
`server.before(path, hook)` runs first: it may wait, or put another version; `server.guard(path, guard)` may turn away. `server.sending(path, sender)` writes the
body in place of the server: it may cut, stall, lie. `server.date` is what the Date header says.
"""

from __future__ import annotations

import ssl
import threading
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable
from urllib.parse import quote, unquote


@dataclass(frozen=True)
class Served:
    content: bytes
    etag: str | None
    modified: datetime | None


@dataclass(frozen=True)
class Request:
    method: str
    path: str  # decoded, without the first slash
    headers: dict[str, str] = field(hash=False)
    status: int = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: "Listener"
    entry: int | None = None  # of the log, while a special reply is made

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer()

    def _answer(self):
        shop = self.server.shop
        path = unquote(self.path.split("?")[0], errors="surrogateescape").lstrip("/")
        special = shop.special(path)
        if special:
            self.entry = shop.note(self, path, 0)  # its reply fills in the status
            special(self)
            self.entry = None
            return
        hook = shop.hook(path)
        if hook:
            hook(self)
        guard = shop.guard_of(path)
        if guard and guard(self):
            return
        served = shop.find(path)
        if served is None:
            self.reply(404, b"not here\n", path=path)
            return
        headers = {}
        if served.etag:
            headers["ETag"] = served.etag
        if served.modified:
            headers["Last-Modified"] = format_datetime(served.modified, usegmt=True)
        wanted = self.headers.get("If-Match")
        if wanted and served.etag not in [tag.strip() for tag in wanted.split(",")] and wanted != "*":
            self.reply(412, b"changed\n", headers, path=path)
            return
        if self.headers.get("If-None-Match") == served.etag and served.etag:
            self.reply(304, b"", headers, path=path)
            return
        start, status = self._range(served)
        if start is None:
            self.reply(416, b"", headers | {"Content-Range": f"bytes */{len(served.content)}"}, path=path)
            return
        if status == 206:
            size = len(served.content)
            headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
        headers["Accept-Ranges"] = "bytes"
        self.reply(status, served.content[start:], headers, path=path)

    def _range(self, served: Served) -> tuple[int | None, int]:
        asked = self.headers.get("Range", "")
        condition = self.headers.get("If-Range")
        if not asked.startswith("bytes=") or (condition and condition != served.etag):
            return 0, 200
        start = int(asked.removeprefix("bytes=").split("-")[0])
        return (start, 206) if start < len(served.content) else (None, 416)

    def reply(self, status: int, body: bytes, headers: dict[str, str] | None = None, path: str | None = None):
        if self.entry is not None:
            self.server.shop.complete(self.entry, status)
        elif path is not None:
            self.server.shop.note(self, path, status)
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        sender = self.server.shop.sender(path) if path is not None and status in (200, 206) else None
        if sender:
            sender(self, body)
        else:
            self.wfile.write(body)

    def date_time_string(self, timestamp=None):
        return self.server.shop.date or super().date_time_string(timestamp)


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    shop: "WebServer"

    def handle_error(self, request, client_address):
        pass  # a client that goes away is no fault of the server


class WebServer:
    def __init__(self, tls: ssl.SSLContext | None = None):
        self._scheme = "https" if tls else "http"
        self._lock = threading.Lock()
        self._files: dict[str, Served] = {}
        self._special: dict[str, Callable[[Handler], None]] = {}
        self._hooks: dict[str, Callable[[Handler], None]] = {}
        self._guards: dict[str, Callable[[Handler], bool] | None] = {}
        self._senders: dict[str, Callable[[Handler, bytes], None]] = {}
        self._log: list[Request] = []
        self._date: str | None = None
        self._versions = 0
        self._listener = Listener(("127.0.0.1", 0), Handler)
        self._listener.shop = self
        if tls:
            self._listener.socket = tls.wrap_socket(self._listener.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> "WebServer":
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()

    @property
    def port(self) -> int:
        return self._listener.server_address[1]

    def url(self, path: str = "") -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}/{quote(path, safe='/')}"

    def put(self, path: str, content: bytes, modified: str | datetime | None = "2026-07-01T06:00:00Z",
            etag: str | None = "auto") -> None:
        """`etag` None: none is sent; `modified` None: no Last-Modified."""
        if isinstance(modified, str):
            modified = datetime.fromisoformat(modified).astimezone(timezone.utc)
        with self._lock:
            self._versions += 1
            tag = f'"v{self._versions}"' if etag == "auto" else etag
            self._files[path] = Served(content, tag, modified)

    def remove(self, path: str) -> None:
        with self._lock:
            del self._files[path]

    def answer(self, path: str, reply: Callable[[Handler], None] | None) -> None:
        """From now on `reply(handler)` answers that path (use handler.reply); None: as before."""
        with self._lock:
            if reply:
                self._special[path] = reply
            else:
                self._special.pop(path, None)

    def before(self, path: str, hook: Callable[[Handler], None] | None) -> None:
        """From now on `hook(handler)` runs before each answer to that path; None: no more."""
        with self._lock:
            self._hooks[path] = hook

    def guard(self, path: str, guard: Callable[[Handler], bool] | None) -> None:
        """From now on `guard(handler)` may answer in place of the server, and says whether it did; None: no more."""
        with self._lock:
            self._guards[path] = guard

    def sending(self, path: str, sender: Callable[[Handler, bytes], None] | None) -> None:
        """From now on `sender(handler, body)` sends the bodies of that path; None: no more."""
        with self._lock:
            self._senders[path] = sender

    @property
    def date(self) -> str | None:
        return self._date

    @date.setter
    def date(self, instant: str | None) -> None:
        """What time it is at the server; None: the real one."""
        self._date = format_datetime(datetime.fromisoformat(instant).astimezone(timezone.utc), usegmt=True) if instant else None

    def special(self, path: str):
        with self._lock:
            return self._special.get(path)

    def hook(self, path: str):
        with self._lock:
            return self._hooks.get(path)

    def guard_of(self, path: str):
        with self._lock:
            return self._guards.get(path)

    def sender(self, path: str):
        with self._lock:
            return self._senders.get(path)

    def find(self, path: str) -> Served | None:
        with self._lock:
            if path in self._files:
                return self._files[path]
            if path and not path.endswith("/"):
                return None
            below = sorted(name.removeprefix(path) for name in self._files if name.startswith(path))
        if not below and path:
            return None
        children = dict.fromkeys(name.split("/")[0] + ("/" if "/" in name else "") for name in below)
        links = "".join(f'<a href="{quote(child)}">{escape(child)}</a>\n' for child in children)
        page = f'<html><head><title>Index of /{escape(path)}</title></head><body><pre><a href="../">../</a>\n{links}</pre></body></html>'
        return Served(page.encode(errors="surrogateescape"), None, None)

    def note(self, handler: Handler, path: str, status: int) -> int:
        with self._lock:
            self._log.append(Request(handler.command, path, dict(handler.headers), status))
            return len(self._log) - 1

    def complete(self, entry: int, status: int) -> None:
        with self._lock:
            if entry < len(self._log):  # else the log was cleared meanwhile
                self._log[entry] = replace(self._log[entry], status=status)

    def log(self) -> list[Request]:
        with self._lock:
            return list(self._log)

    def clear_log(self) -> None:
        with self._lock:
            self._log.clear()

    def bodies(self) -> list[str]:
        """The paths of files whose bytes were sent, in order; index pages left out."""
        return [entry.path for entry in self.log()
                if entry.method == "GET" and entry.status in (200, 206) and entry.path and not entry.path.endswith("/")]
