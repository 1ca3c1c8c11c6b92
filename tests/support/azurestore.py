"""Azurite on a free port of 127.0.0.1, which verifies shared keys and signatures, and before it a gate that does what the real Azure
Blob Storage does and Azurite cannot over plain HTTP, or at all:

- it takes tokens of Entra ID, which it gives out itself (POST /TENANT/oauth2/v2.0/token, for the application below);
- what is denied is denied, and a wrong signature is AuthenticationFailed (Azurite calls it AuthorizationFailure);
- a listing comes in shorter pages where a test wants that.

As storeprocess.py has it; {"port"} is the gate, "behind" Azurite itself, where a test's own tools write. Calls:

    make_container(container, public=False) · put(container, name, content, **headers) · remove(container, name)
    deny(container, name) · pages(size) · signature(container, permissions) → {"signature"} · expire() (no token is good any more)
    revoke() (nor is the application) · token() → {"token"} · requests() → those that came since the last such call
"""

from __future__ import annotations

import base64
import datetime
import email.utils
import hashlib
import hmac
import http.client
import http.server
import json
import subprocess
import tempfile
import threading
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

from support.storeprocess import Server, free_port, serve, tool, wait_for

ACCOUNT = "lardertest"
KEY = base64.b64encode(b"larder test key of an account, which nobody has anywhere else...").decode()
VERSION = "2021-12-02"
TENANT, CLIENT, SECRET = "larder-tenant", "larder-client", "larder-test-application-secret"
RESOURCE = "https://storage.azure.com/"


def keyed(text: str) -> str:
    return base64.b64encode(hmac.new(base64.b64decode(KEY), text.encode(), hashlib.sha256).digest()).decode()


def signed(method: str, path: str, headers: dict) -> dict:
    """With the shared key of the account, as the provider describes it."""
    headers = {name.lower(): value for name, value in headers.items()} | {"x-ms-version": VERSION, "x-ms-date": email.utils.formatdate(usegmt=True)}
    headers.pop("authorization", None)
    order = ("content-encoding", "content-language", "content-length", "content-md5", "content-type", "date", "if-modified-since", "if-match",
             "if-none-match", "if-unmodified-since", "range")
    told = headers | ({"content-length": ""} if headers.get("content-length") == "0" else {})
    lines = [method] + [told.get(name, "") for name in order]
    lines += [f"{name}:{headers[name]}" for name in sorted(headers) if name.startswith("x-ms-")]
    parts = urlsplit(path)
    lines.append(f"/{ACCOUNT}{parts.path}")
    lines += [f"{name}:{value}" for name, value in sorted(parse_qsl(parts.query, keep_blank_values=True))]
    return headers | {"authorization": f"SharedKey {ACCOUNT}:{keyed(chr(10).join(lines))}"}


class Gate:
    def __init__(self, behind: int):
        self.behind = behind
        self.lock = threading.Lock()
        self.tokens: set[str] = set()
        self.given = 0
        self.secrets = {SECRET}
        self.denied: set[str] = set()
        self.page: int | None = None
        self.asked: list[str] = []

    def fetch(self, method: str, path: str, headers: dict, body: bytes | None = None) -> tuple[int, list, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.behind)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def give_token(self) -> str:
        with self.lock:
            self.given += 1
            token = f"eyJ.larder-test-token-{self.given}"
            self.tokens.add(token)
            return token


def handler_of(gate: Gate):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def send(self, status: int, headers: list, body: bytes) -> None:
            self.send_response_only(status)
            length = str(len(body))
            for name, value in headers:
                if name.lower() == "content-length" and self.command == "HEAD":
                    length = value
                elif name.lower() not in ("content-length", "connection", "keep-alive", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("Content-Length", length)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def refuse(self, status: int, code: str) -> None:
            body = f'<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>m</Message></Error>'.encode()
            self.send(status, [("x-ms-error-code", code), ("Content-Type", "application/xml")], body)

        def do_POST(self):
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
            with gate.lock:
                gate.asked.append(f"POST {self.path}")
            wanted = {"grant_type": "client_credentials", "client_id": CLIENT, "scope": RESOURCE + ".default"}
            is_right = self.path == f"/{TENANT}/oauth2/v2.0/token" and form.pop("client_secret", None) in gate.secrets and form == wanted
            answer = {"token_type": "Bearer", "expires_in": 3599, "access_token": gate.give_token()} if is_right else {"error": "invalid_client"}
            self.send(200 if is_right else 401, [("Content-Type", "application/json")], json.dumps(answer).encode())

        def do_GET(self):
            path, headers = self.path, {name: value for name, value in self.headers.items() if name.lower() != "host"}
            with gate.lock:
                gate.asked.append(f"{self.command} {path}")
            if unquote(urlsplit(path).path) in gate.denied:
                return self.refuse(403, "AuthorizationPermissionMismatch")
            scheme, _, token = self.headers.get("Authorization", "").partition(" ")
            if scheme == "Bearer" and token not in gate.tokens:
                return self.refuse(401, "InvalidAuthenticationInfo")
            asked = dict(parse_qsl(urlsplit(path).query))
            if gate.page and asked.get("comp") == "list":
                path = f"{urlsplit(path).path}?{urlencode(asked | {'maxresults': str(gate.page)}, quote_via=quote)}"
            if scheme == "Bearer" or path != self.path:
                headers = signed(self.command, path, headers)
            status, told, body = gate.fetch(self.command, path, headers)
            if status == 403 and (b"failed to authenticate" in body or self.command == "HEAD"):
                return self.refuse(403, "AuthenticationFailed")
            self.send(status, told, body)

        do_HEAD = do_GET

    return Handler


class Store:
    def __init__(self, place: str):
        self.behind = free_port()
        command = ["node", tool("azurite-blob"), "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence",
                   "--blobHost", "127.0.0.1", "--blobPort", str(self.behind)]
        self._process = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                                         env={"PATH": "/usr/bin:/bin", "HOME": place, "AZURITE_ACCOUNTS": f"{ACCOUNT}:{KEY}"})
        wait_for(self.behind, self._process)
        self.gate = Gate(self.behind)
        self.server = Server(("127.0.0.1", 0), handler_of(self.gate))
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self._process.kill()
        self._process.wait()

    def _ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()} | {"content-length": str(len(body))}
        status, _, answer = self.gate.fetch(method, path, signed(method, path, told), body)
        assert 200 <= status < 300, (method, path, status, answer)

    def _path(self, container: str, name: str) -> str:
        return f"/{ACCOUNT}/{container}/{quote(name)}"

    def make_container(self, container: str, public: bool = False) -> None:
        self._ask("PUT", f"/{ACCOUNT}/{container}?restype=container", **({"x_ms_blob_public_access": "container"} if public else {}))

    def put(self, container: str, name: str, content: bytes, **headers: str) -> None:
        self._ask("PUT", self._path(container, name), content, x_ms_blob_type="BlockBlob", **headers)

    def remove(self, container: str, name: str) -> None:
        self._ask("DELETE", self._path(container, name))

    def deny(self, container: str, name: str) -> None:
        self.gate.denied.add(f"/{ACCOUNT}/{container}/{name}")

    def pages(self, size: int | None) -> None:
        self.gate.page = size

    def signature(self, container: str, permissions: str) -> dict:
        """A shared access signature of a container, good for an hour."""
        until = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        # permissions, start, expiry, resource, identifier, address, protocol, version, kind, snapshot, scope, and five response fields
        text = "\n".join([permissions, "", until, f"/blob/{ACCOUNT}/{container}", "", "", "", VERSION, "c", "", "", "", "", "", "", ""])
        return {"signature": urlencode({"sv": VERSION, "sr": "c", "sp": permissions, "se": until, "sig": keyed(text)}, quote_via=quote)}

    def expire(self) -> None:
        self.gate.tokens.clear()

    def revoke(self) -> None:
        self.gate.secrets.clear()

    def token(self) -> dict:
        return {"token": self.gate.give_token()}

    def requests(self) -> dict:
        with self.gate.lock:
            asked, self.gate.asked = self.gate.asked, []
        return {"requests": asked}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="larder-azure-") as place:
        store = Store(place)
        try:
            serve(store.port, lambda call, arguments: getattr(store, call)(**arguments), behind=store.behind, account=ACCOUNT, key=KEY,
                  application={"AZURE_TENANT_ID": TENANT, "AZURE_CLIENT_ID": CLIENT, "AZURE_CLIENT_SECRET": SECRET,
                               "AZURE_AUTHORITY_HOST": f"http://127.0.0.1:{store.port}/"})
        finally:
            store.stop()


if __name__ == "__main__":
    main()
