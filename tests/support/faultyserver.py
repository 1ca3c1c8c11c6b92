#!/usr/bin/python3
"""A web server that fails on command: HTTP/1.1 on 127.0.0.1 over a directory tree, right by default.

    faultyserver.py --root DIR [--control FILE] [--log FILE] [--seed N] [--port N] [--cert FILE --key FILE]

The first line on stdout is the port. The control file is JSON, read anew whenever it was replaced (write it aside and
rename); what it can say is in tests/support/README.md. Every request becomes one JSON line in the log, written before
the client can know that its answer has ended. The server ends with its parent. Standard library only.
"""

import argparse
import ctypes
import email.utils
import fnmatch
import hashlib
import http.server
import json
import os
import random
import select
import shutil
import signal
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.parse

CHUNK = 64 * 1024
GATHERING_SECONDS = 10
LOGGED_FIELDS = ("range", "if-range", "if-match", "if-none-match", "if-modified-since", "authorization", "cookie",
                 "accept-encoding", "user-agent", "host", "x-amz-security-token")
EFFECTS = {"status", "retry_after", "headers", "body", "body_bytes", "file", "etag", "last_modified", "date",
           "content_length", "content_range", "cut", "cut_how", "stall", "stall_seconds", "slow", "delay", "together", "redirect",
           "refuse_head", "ignore_range", "ignore_if_range", "ignore_conditions", "chunked", "swap", "close",
           "accept_ranges"}
MATCHERS = {"path", "method", "with_range", "first", "skip", "chance"}


class ControlError(Exception):
    """The control file says something that the server does not understand: a fault of the test."""


class Control:
    """The rules in force, and how often each has matched."""

    def __init__(self, path, seed):
        self._path = path
        self._lock = threading.Lock()
        self._stamp = None
        self._rules = []
        self._counts = []
        self._random = random.Random(seed)
        self.index_style = "nginx"
        self._gatherings = {}

    def gather(self, count):
        """Returns once so many requests wait here; False: they do not come."""
        with self._lock:
            gathering = self._gatherings.setdefault(count, threading.Barrier(count))
        try:
            gathering.wait(GATHERING_SECONDS)
            return True
        except threading.BrokenBarrierError:
            return False

    def _reload(self):
        try:
            stat = os.stat(self._path)
        except (FileNotFoundError, TypeError):
            self._stamp, self._rules, self._counts = None, [], []
            return
        stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if stamp == self._stamp:
            return
        with open(self._path, encoding="utf-8") as file:
            try:
                document = json.load(file)
            except ValueError as error:
                raise ControlError(f"not JSON: {error}") from error
        rules = document.get("rules", [])
        for key in set(document) - {"rules", "index"}:
            raise ControlError(f"unknown key {key!r}")
        for rule in rules:
            unknown = set(rule) - EFFECTS - MATCHERS
            if unknown:
                raise ControlError(f"unknown keys in a rule: {sorted(unknown)}")
        self._rules, self._counts, self._stamp = rules, [0] * len(rules), stamp
        self.index_style = document.get("index", "nginx")

    def effects(self, method, path, has_range):
        """All matching rules merged, the later over the earlier; each match is counted."""
        with self._lock:
            self._reload()
            merged = {}
            for number, rule in enumerate(self._rules):
                if not self._matches(rule, method, path, has_range):
                    continue
                self._counts[number] += 1
                count = self._counts[number] - rule.get("skip", 0)
                if count < 1 or count > rule.get("first", count):
                    continue
                if self._random.random() >= rule.get("chance", 1):
                    continue
                merged.update({key: value for key, value in rule.items() if key in EFFECTS})
            return merged

    def offset(self, value, total):
        """1000, "50%" or "random" as an offset into `total` bytes."""
        if value == "random":
            with self._lock:
                return self._random.randint(0, max(total - 1, 0))
        if isinstance(value, str) and value.endswith("%"):
            return int(total * float(value[:-1]) / 100)
        return min(int(value), total)

    @staticmethod
    def _matches(rule, method, path, has_range):
        methods = rule.get("method", ["GET", "HEAD"])
        if method not in ([methods] if isinstance(methods, str) else methods):
            return False
        if "with_range" in rule and rule["with_range"] != has_range:
            return False
        return fnmatch.fnmatchcase(path, rule.get("path", "*"))


class Log:
    def __init__(self, path):
        self._file = open(path, "a", encoding="utf-8", buffering=1) if path else None
        self._lock = threading.Lock()
        self._number = 0

    def write(self, entry):
        with self._lock:
            self._number += 1
            if self._file:
                self._file.write(json.dumps({"number": self._number, **entry}) + "\n")


class Hashes:
    """Content hashes by identity of the file, so that a large file is hashed once."""

    def __init__(self):
        self._known = {}
        self._lock = threading.Lock()

    def of(self, file):
        stat = os.fstat(file.fileno())
        key = (stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size)
        with self._lock:
            if key not in self._known:
                file.seek(0)
                self._known[key] = hashlib.file_digest(file, "sha256").hexdigest()[:32]
            return self._known[key]


class Cut(Exception):
    """The connection ends here."""


class Body:
    """What an answer delivers: an open file, or bytes."""

    def __init__(self, file=None, content=b""):
        self.file, self.content = file, content
        self.size = os.fstat(file.fileno()).st_size if file else len(content)

    def read(self, offset, size):
        if self.file is None:
            return self.content[offset:offset + size]
        return os.pread(self.file.fileno(), size, offset)

    def close(self):
        if self.file:
            self.file.close()


def etag_of(kind, body, hashes):
    if kind is None or kind == "none":
        return None
    if kind not in ("strong", "weak", "version", "nginx"):
        return kind
    if body.file is None:
        return f'"{hashlib.sha256(body.content).hexdigest()[:32]}"'
    stat = os.fstat(body.file.fileno())
    if kind == "nginx":
        return f'"{int(stat.st_mtime):x}-{stat.st_size:x}"'
    if kind == "version":
        return f'"{stat.st_ino:x}-{stat.st_ctime_ns:x}"'
    digest = hashes.of(body.file)
    return f'W/"{digest}"' if kind == "weak" else f'"{digest}"'


def http_date(seconds):
    return email.utils.formatdate(seconds, usegmt=True)


def etag_list(text):
    return [tag.strip() for tag in text.split(",")]


def parse_range(text, size):
    """(first, last), None for "not a single byte range: ignore", or "unsatisfiable"."""
    unit, _, spec = text.partition("=")
    if unit.strip() != "bytes" or "," in spec or "-" not in spec:
        return None
    first, _, last = spec.strip().partition("-")
    try:
        if first == "":
            length = int(last)
            return (max(size - length, 0), size - 1) if length and size else "unsatisfiable"
        begin, end = int(first), min(int(last), size - 1) if last else size - 1
    except ValueError:
        return None
    return (begin, end) if begin <= end else "unsatisfiable"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "faulty"
    sys_version = ""
    timeout = 600

    # --- the course of one request ---

    def do_GET(self):
        self.answer()

    def do_HEAD(self):
        self.answer()

    def log_message(self, *_):
        pass

    def answer(self):
        self.started = time.time()
        self.sent = 0
        self.logged = False
        self.status = 0
        self.raw_path = self.path.split("?", 1)[0]
        self.decoded = urllib.parse.unquote_to_bytes(self.raw_path).decode("utf-8", "surrogateescape")
        body = Body()
        try:
            self.effects = self.server.control.effects(self.command, self.decoded, "Range" in self.headers)
            time.sleep(self.effects.get("delay", 0))
            if "together" in self.effects and not self.server.control.gather(self.effects["together"]):
                self.effects = {"status": 410, "body": "the others did not come"}
            body = self.respond()
        except ControlError as error:
            print(f"faultyserver: {error}", file=sys.stderr, flush=True)
            self.plain(599, str(error))
        except Cut:
            self.write_log()
            self.disconnect()
        except OSError: # the client went away
            self.close_connection = True
        finally:
            self.write_log()
            if body:
                body.close()

    def respond(self):
        effects = self.effects
        if self.command == "HEAD" and "refuse_head" in effects:
            return self.plain(effects["refuse_head"], "no HEAD here")
        if "redirect" in effects:
            location = effects["redirect"].replace("{port}", str(self.server.server_port))
            return self.plain(effects.get("status", 302), "elsewhere", {"Location": location})
        if "status" in effects:
            return self.plain(effects["status"], effects.get("body", f"status {effects['status']}"))
        body = self.find_body()
        if body is None:
            return self.plain(404, "no such thing")
        return self.deliver(body)

    def find_body(self):
        effects = self.effects
        if "body" in effects:
            return Body(content=effects["body"].encode())
        if "body_bytes" in effects:
            return Body(content=random.Random(0).randbytes(effects["body_bytes"]))
        path = effects.get("file") or self.server.local_path(self.decoded)
        if path is None:
            return None
        if os.path.isdir(path):
            return Body(content=self.index_page(path)) if self.decoded.endswith("/") else None
        try:
            return Body(open(path, "rb"))
        except OSError:
            return None

    def plain(self, status, text, fields=None):
        """A short answer, without validators."""
        body = Body(content=text.encode())
        fields = dict(fields or {})
        retry_after = self.effects.get("retry_after")
        if retry_after is not None:
            is_date = isinstance(retry_after, str) and retry_after.startswith("date:")
            fields["Retry-After"] = http_date(self.server_time() + float(retry_after[5:])) if is_date else retry_after
        fields["Content-Type"] = "text/plain"
        self.send(status, fields, body, 0, body.size)
        return body

    def deliver(self, body):
        effects = self.effects
        fields = {"Accept-Ranges": effects.get("accept_ranges", "bytes")}
        etag = etag_of(effects.get("etag", "strong"), body, self.server.hashes)
        if etag:
            fields["ETag"] = etag
        modified = self.modified(body)
        if modified:
            fields["Last-Modified"] = modified
        is_page = self.decoded.endswith("/")
        fields["Content-Type"] = "text/html" if is_page else "application/octet-stream"

        refusal = None if "ignore_conditions" in effects else self.check_conditions(etag, modified)
        if refusal == 304:
            self.send(304, fields, body, 0, 0)
            return body
        if refusal == 412:
            self.send(412, fields, Body(content=b""), 0, 0)
            return body
        first, last, status = self.wanted_range(body, etag, modified)
        if status == 416:
            self.send(416, {**fields, "Content-Range": f"bytes */{body.size}"}, Body(), 0, 0)
            return body
        if status == 206:
            fields["Content-Range"] = f"bytes {first}-{last}/{body.size}"
        if "content_range" in effects:
            fields["Content-Range"] = effects["content_range"]
        self.send(status, fields, body, first, last + 1)
        return body

    def modified(self, body):
        wanted = self.effects.get("last_modified")
        if wanted == "none":
            return None
        if isinstance(wanted, (int, float)):
            return http_date(wanted)
        if wanted is not None:
            return wanted
        return http_date(int(os.fstat(body.file.fileno()).st_mtime)) if body.file else None

    def check_conditions(self, etag, modified):
        match = self.headers.get("If-Match")
        if match and match != "*" and (not etag or etag.startswith("W/") or etag not in etag_list(match)):
            return 412
        none_match = self.headers.get("If-None-Match")
        if none_match:
            known = [tag.removeprefix("W/") for tag in etag_list(none_match)]
            return 304 if etag and (etag.removeprefix("W/") in known or none_match == "*") else None
        since = self.headers.get("If-Modified-Since")
        return 304 if since and since == modified else None

    def wanted_range(self, body, etag, modified):
        whole = (0, body.size - 1, 200)
        text = self.headers.get("Range")
        if not text or self.command == "HEAD" or "ignore_range" in self.effects:
            return whole
        condition = self.headers.get("If-Range")
        is_same = condition in (etag, modified) and not str(condition).startswith("W/")
        if condition and not is_same and "ignore_if_range" not in self.effects:
            return whole
        wanted = parse_range(text, body.size)
        if wanted is None:
            return whole
        if wanted == "unsatisfiable":
            return (0, -1, 416)
        return (*wanted, 206)

    # --- the wire ---

    def server_time(self):
        return time.time() + self.effects.get("date", 0)

    def send(self, status, fields, body, first, end):
        effects = self.effects
        length = end - first
        self.status = status
        fields = {"Server": "faulty", "Date": http_date(self.server_time()), **fields}
        is_chunked = "chunked" in effects and status in (200, 206)
        declared = effects.get("content_length", "+0")
        if is_chunked:
            fields["Transfer-Encoding"] = "chunked"
        elif declared == "none":
            self.close_connection = True
        elif status != 304:
            fields["Content-Length"] = max(length + int(declared), 0) if isinstance(declared, str) else declared
        if "close" in effects or self.close_connection:
            fields["Connection"] = "close"
            self.close_connection = True
        fields.update(effects.get("headers", {}))
        lines = [f"HTTP/1.1 {status} {self.responses.get(status, ('Odd',))[0]}"]
        lines += [f"{name}: {value}" for name, value in fields.items() if value is not None]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")
        has_body = self.command != "HEAD" and length > 0 and status not in (204, 304)
        if not has_body:
            self.cut_and_stall_at_head(head)
            self.write_log()
            self.wfile.write(head)
            if is_chunked and self.command != "HEAD":
                self.wfile.write(b"0\r\n\r\n")
            return
        self.send_body(head, body, first, length, is_chunked)

    def cut_and_stall_at_head(self, head):
        if "cut" in self.effects and self.effects["cut"] == "head":
            self.wfile.write(head[:len(head) // 2])
            raise Cut
        if self.effects.get("stall") == "head":
            self.stall()

    def send_body(self, head, body, first, length, is_chunked):
        effects, control = self.effects, self.server.control
        self.cut_and_stall_at_head(head)
        events = {}  # offset in this body → what happens there
        for name in ("stall", "cut"):
            if name in effects and effects[name] != "head":
                events.setdefault(control.offset(effects[name], length), []).append(name)
        swap = effects.get("swap")
        if swap:
            events.setdefault(control.offset(swap.get("at", "100%"), length), []).insert(0, "swap")
        stops = sorted(set(events) | {length})
        pending = head
        position = 0
        chunk = max(effects["slow"] // 20, 1) if "slow" in effects else CHUNK
        for stop in stops:
            while position < stop:
                piece = body.read(first + position, min(chunk, stop - position))
                if not piece:
                    raise Cut  # the file was truncated under us
                position += len(piece)
                self.sent += len(piece)
                if position == length:
                    self.write_log_before_end(events, length)
                self.wfile.write(pending + self.framed(piece, is_chunked))
                pending = b""
                if "slow" in effects:
                    time.sleep(len(piece) / effects["slow"])
            for event in events.get(stop, []):
                if pending:
                    self.wfile.write(pending)
                    pending = b""
                body = self.happen(event, body)
        if is_chunked:
            self.wfile.write(b"0\r\n\r\n")

    def write_log_before_end(self, events, length):
        """The client may count the log as soon as it has the last byte."""
        if not events.get(length):
            self.write_log()

    @staticmethod
    def framed(piece, is_chunked):
        return b"%x\r\n%b\r\n" % (len(piece), piece) if is_chunked else piece

    def happen(self, event, body):
        if event == "cut":
            raise Cut
        if event == "stall":
            self.stall()
            return body
        swap = self.effects["swap"]
        target, source = self.server.local_path(self.decoded), swap["with"]
        if swap.get("how", "rename") == "overwrite":  # torn: what follows comes from the new content
            with open(source, "rb") as new, open(target, "r+b") as old:
                content = new.read()
                old.write(content)
                old.truncate(len(content))
        else:  # whole: what follows comes from the old content
            aside = f"{target}.swap{threading.get_ident()}"
            shutil.copy2(source, aside)
            os.replace(aside, target)
        return body

    def stall(self):
        """Silence, until the client has gone or the time is over."""
        self.write_log()
        select.select([self.connection], [], [], self.effects.get("stall_seconds", 3600))

    def disconnect(self):
        self.close_connection = True
        if self.effects.get("cut_how") == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            if isinstance(self.connection, ssl.SSLSocket):
                self.connection.close()
        else:
            try:
                self.connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    # --- pages and the log ---

    def index_page(self, directory):
        """As nginx's or Apache's autoindex writes it."""
        names = sorted(os.listdir(os.fsencode(directory)))
        rows = []
        for name in names:
            full = os.path.join(os.fsencode(directory), name)
            is_dir = os.path.isdir(full)
            href = urllib.parse.quote(name) + ("/" if is_dir else "")
            shown = name.decode("utf-8", "replace").replace("&", "&amp;").replace("<", "&lt;") + ("/" if is_dir else "")
            stat = os.stat(full)
            stamp = time.strftime("%d-%b-%Y %H:%M", time.gmtime(stat.st_mtime))
            size = "-" if is_dir else str(stat.st_size)
            if self.server.control.index_style == "apache":
                rows.append(f'<tr><td><a href="{href}">{shown}</a></td><td>{stamp}</td><td>{size}</td></tr>')
            else:
                rows.append(f'<a href="{href}">{shown}</a> {stamp} {size:>19}')
        title = "Index of " + self.decoded.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if self.server.control.index_style == "apache":
            sort = '<tr><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th></tr>'
            up = '<tr><td><a href="../">Parent Directory</a></td></tr>'
            text = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><table>{sort}{up}" \
                + "\n".join(rows) + "</table></body></html>\n"
        else:
            text = f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<h1>{title}</h1><hr><pre>" \
                + '<a href="../">../</a>\r\n' + "\r\n".join(rows) + "\r\n</pre><hr></body>\r\n</html>\r\n"
        return text.encode()

    def write_log(self):
        if self.logged:
            return
        self.logged = True
        fields = {name: self.headers[name] for name in LOGGED_FIELDS if name in self.headers}
        self.server.log.write({"method": self.command, "path": self.path, "status": self.status, "bytes": self.sent,
                               "headers": fields, "connection": self.client_address[1], "started": self.started,
                               "protocol": self.request_version})


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 1024

    def __init__(self, port, root, control, log, context):
        super().__init__(("127.0.0.1", port), Handler)
        self.root, self.control, self.log = os.path.realpath(root), control, log
        self.hashes = Hashes()
        self.context = context

    def local_path(self, path):
        """Below the root, or None."""
        candidate = os.path.normpath(os.path.join(self.root, path.lstrip("/")))
        return candidate if candidate == self.root or candidate.startswith(self.root + "/") else None

    def finish_request(self, request, client_address):
        if self.context:  # in the connection's own thread: a client that never greets must not hold up the others
            request.settimeout(30)
            request = self.context.wrap_socket(request, server_side=True)
        with request:
            super().finish_request(request, client_address)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), (OSError, ssl.SSLError)):
            super().handle_error(request, client_address)


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", required=True)
    parser.add_argument("--control")
    parser.add_argument("--log")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    options = parser.parse_args()
    die_with_parent()
    context = None
    if options.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)
    server = Server(options.port, options.root, Control(options.control, options.seed), Log(options.log), context)
    print(server.server_port, flush=True)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    server.serve_forever(poll_interval=0.5)


if __name__ == "__main__":
    main()
