"""fake-gcs-server on a free port of 127.0.0.1, and before it a gate that does what the real Google Cloud Storage does and it does not:

- it wants `Authorization: Bearer` with a token that it gave out, unless a bucket is public; what is denied is denied;
- a listing comes in pages (the fake cuts it at maxResults and says nothing of more);
- ifGenerationMatch is heeded where bytes are asked for;
- a bucket that charges who reads wants userProject;
- errors have Google's reasons, in JSON where JSON is asked for, else in plain words.

It also is the place where tokens are given out: POST /token, for the refresh token or the service account below. As storeprocess.py
has it; {"port"} is the gate, "behind" the fake itself, where a test's own tools write. Calls:

    make_bucket(bucket, public=False, charges=False) · put(bucket, name, content, **metadata) · compose(bucket, name, parts)
    remove(bucket, name) · deny(bucket, name) · pages(size) · token() · expire() (no token given out so far is good any more)
    revoke() (nor is the refresh token) · requests() → those that came since the last such call
"""

from __future__ import annotations

import base64
import http.client
import http.server
import json
import subprocess
import tempfile
import threading
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from support.storeprocess import Server, free_port, serve, tool, wait_for

REFRESH_TOKEN = "1//larder-test-refresh-token"
CLIENT_SECRET = "larder-test-client-secret"
ACCOUNT = "reader@larder-test.iam.gserviceaccount.com"
SCOPE = "https://www.googleapis.com/auth/devstorage.read_only"


class Refused(Exception):
    def __init__(self, status: int, reason: str, message: str):
        super().__init__(message)
        self.status, self.reason, self.message = status, reason, message


class Gate:
    def __init__(self, behind: int, place: Path):
        self.behind, self.place = behind, place
        self.lock = threading.Lock()
        self.tokens: set[str] = set()
        self.given = 0
        self.refresh_tokens = {REFRESH_TOKEN}
        self.public: set[str] = set()
        self.charging: set[str] = set()
        self.denied: set[tuple[str, str]] = set()
        self.page = 1000
        self.asked: list[str] = []
        subprocess.run(["openssl", "genrsa", "-out", str(place / "key.pem"), "2048"], check=True, capture_output=True)
        subprocess.run(["openssl", "rsa", "-in", str(place / "key.pem"), "-pubout", "-out", str(place / "public.pem")], check=True, capture_output=True)
        converted = ["openssl", "pkcs8", "-topk8", "-nocrypt", "-in", str(place / "key.pem")]
        self.private_key = subprocess.run(converted, check=True, capture_output=True, text=True).stdout

    def fetch(self, method: str, path: str, headers: dict | None = None, body: bytes | None = None) -> tuple[int, list, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.behind)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def give_token(self) -> dict:
        with self.lock:
            self.given += 1
            token = f"ya29.larder-test-token-{self.given}"
            self.tokens.add(token)
        return {"access_token": token, "expires_in": 3599, "token_type": "Bearer", "scope": SCOPE}

    def check_assertion(self, assertion: str, audience: str) -> None:
        """By openssl: both sides of the signature are not ours."""
        signed, _, signature = assertion.rpartition(".")
        header, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in signed.split("."))
        (self.place / "signature").write_bytes(base64.urlsafe_b64decode(signature + "=="))
        checked = subprocess.run(["openssl", "dgst", "-sha256", "-verify", str(self.place / "public.pem"), "-signature", str(self.place / "signature")],
                                 input=signed.encode(), capture_output=True)
        wanted = {"iss": ACCOUNT, "scope": SCOPE, "aud": audience}
        if checked.returncode or header != {"alg": "RS256", "typ": "JWT", "kid": "key-1"} or wanted.items() - claims.items() \
                or not 0 < claims["exp"] - claims["iat"] <= 3600:
            raise Refused(400, "invalid_grant", "Invalid JWT Signature.")

    def token(self, form: dict, audience: str) -> dict:
        if form.get("grant_type") == "refresh_token":
            if form["refresh_token"] not in self.refresh_tokens or form["client_secret"] != CLIENT_SECRET or "client_id" not in form:
                raise Refused(400, "invalid_grant", "Token has been expired or revoked.")
        elif form.get("grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer":
            self.check_assertion(form["assertion"], audience)
        else:
            raise Refused(400, "unsupported_grant_type", "")
        return self.give_token()

    def check(self, bucket: str, name: str | None, authorization: str | None, asked: dict) -> None:
        doing = "storage.objects.get" if name is not None else "storage.objects.list"
        if authorization is not None and authorization.removeprefix("Bearer ") not in self.tokens:
            raise Refused(401, "authError", "Invalid Credentials")
        if authorization is None and bucket not in self.public:
            raise Refused(401, "required", f"Anonymous caller does not have {doing} access to the Google Cloud Storage bucket.")
        if (bucket, name) in self.denied:
            raise Refused(403, "forbidden", f"{ACCOUNT} does not have {doing} access to the Google Cloud Storage object.")
        if bucket in self.charging and asked.get("userProject") != "paying-project":
            raise Refused(400, "required", "Bucket is a requester pays bucket but no user project provided.")

    def listing(self, path: str, asked: dict) -> bytes:
        after = base64.b64decode(asked.pop("pageToken", "")).decode()
        size = min(int(asked.pop("maxResults", 1000)), self.page)
        status, _, body = self.fetch("GET", f"{path}?{urlencode({key: asked[key] for key in asked if key != 'fields'})}")
        if status == 404:
            raise Refused(404, "notFound", "The specified bucket does not exist.")
        page = json.loads(body)
        rows = sorted([(item["name"], item) for item in page.get("items") or []] + [(prefix, None) for prefix in page.get("prefixes") or []],
                      key=lambda row: row[0].encode())
        rows = [row for row in rows if row[0].encode() > after.encode()]
        fields = ("name", "size", "generation", "timeCreated")
        answer = {"kind": "storage#objects"}
        items = [{key: item[key] for key in fields} for _, item in rows[:size] if item]
        prefixes = [name for name, item in rows[:size] if not item]
        answer |= ({"items": items} if items else {}) | ({"prefixes": prefixes} if prefixes else {})
        if len(rows) > size:
            answer["nextPageToken"] = base64.b64encode(rows[size - 1][0].encode()).decode()
        return json.dumps(answer).encode()


def handler_of(gate: Gate):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def send(self, status: int, headers: list, body: bytes) -> None:
            self.send_response_only(status)
            self.send_header("Date", self.date_time_string())
            for name, value in headers:
                if name.lower() not in ("date", "content-length", "connection", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def refuse(self, refused: Refused, is_media: bool) -> None:
            if is_media:
                return self.send(refused.status, [("Content-Type", "text/html; charset=UTF-8")], refused.message.encode())
            error = {"code": refused.status, "message": refused.message,
                     "errors": [{"message": refused.message, "domain": "global", "reason": refused.reason}]}
            self.send(refused.status, [("Content-Type", "application/json")], json.dumps({"error": error}).encode())

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            with gate.lock:
                gate.asked.append(f"POST {self.path}")
            try:
                answer, status = gate.token(form, f"http://{self.headers['Host']}/token"), 200
            except Refused as refused:
                answer, status = {"error": refused.reason, "error_description": refused.message}, refused.status
            self.send(status, [("Content-Type", "application/json")], json.dumps(answer).encode())

        def do_GET(self):
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            bucket, _, name = parts.path.removeprefix("/storage/v1/b/").partition("/o")
            name = unquote(name.removeprefix("/")) if name else None
            is_media = asked.get("alt") == "media"
            with gate.lock:
                gate.asked.append(f"GET {self.path}")
            try:
                gate.check(bucket, name, self.headers["Authorization"], asked)
                if name is None:
                    return self.send(200, [("Content-Type", "application/json")], gate.listing(parts.path, asked))
                self.object(parts.path, name, asked, is_media)
            except Refused as refused:
                self.refuse(refused, is_media)

        def object(self, path: str, name: str, asked: dict, is_media: bool) -> None:
            passed = {key: self.headers[key] for key in ("Range", "Accept-Encoding") if key in self.headers}
            status, headers, body = gate.fetch("GET", path + ("?alt=media" if is_media else ""), passed)
            if status == 404:
                raise Refused(404, "notFound", f"No such object: {name}")
            told = {key.lower(): value for key, value in headers}
            wanted = asked.get("ifGenerationMatch")
            if is_media and wanted and wanted != told["x-goog-generation"]:
                raise Refused(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.")
            # The real one sends each hash in a field of its own.
            hashes = [("x-goog-hash", each) for each in told.get("x-goog-hash", "").split(",") if each not in ("", "md5=")]
            self.send(status, [each for each in headers if each[0].lower() != "x-goog-hash"] + hashes, body)

    return Handler


class Store:
    def __init__(self, place: Path):
        self.behind = free_port()
        command = [tool("fake-gcs-server"), "-backend", "memory", "-scheme", "http", "-host", "127.0.0.1", "-port", str(self.behind),
                   "-public-host", f"127.0.0.1:{self.behind}", "-log-level", "error"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        wait_for(self.behind, self._process)
        self.gate = Gate(self.behind, place)
        self.server = Server(("127.0.0.1", 0), handler_of(self.gate))
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self._process.kill()
        self._process.wait()

    def _ask(self, method: str, path: str, body: bytes | None = None, content_type: str = "application/json") -> dict:
        status, _, answer = self.gate.fetch(method, path, {"Content-Type": content_type}, body)
        assert 200 <= status < 300, (method, path, status, answer)
        return json.loads(answer) if answer.strip() else {}

    def make_bucket(self, bucket: str, public: bool = False, charges: bool = False) -> None:
        self._ask("POST", "/storage/v1/b?project=larder", json.dumps({"name": bucket}).encode())
        if public:
            self.gate.public.add(bucket)
        if charges:
            self.gate.charging.add(bucket)

    def put(self, bucket: str, name: str, content: bytes, **metadata) -> None:
        """As Google's own library uploads: what is said of the object, then its bytes, in one body."""
        parts = (json.dumps({"name": name} | metadata).encode(), content)
        types = ("application/json", "application/octet-stream")
        body = b"".join(b"--part\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + part + b"\r\n" for kind, part in zip(types, parts)) + b"--part--\r\n"
        self._ask("POST", f"/upload/storage/v1/b/{bucket}/o?uploadType=multipart", body, "multipart/related; boundary=part")

    def compose(self, bucket: str, name: str, parts: list[str]) -> None:
        request = {"destination": {"contentType": "text/csv"}, "sourceObjects": [{"name": part} for part in parts]}
        self._ask("POST", f"/storage/v1/b/{bucket}/o/{quote(name, safe='')}/compose", json.dumps(request).encode())

    def remove(self, bucket: str, name: str) -> None:
        self._ask("DELETE", f"/storage/v1/b/{bucket}/o/{quote(name, safe='')}")

    def deny(self, bucket: str, name: str) -> None:
        self.gate.denied.add((bucket, name))

    def token(self) -> dict:
        return self.gate.give_token()

    def pages(self, size: int) -> None:
        self.gate.page = size

    def expire(self) -> None:
        self.gate.tokens.clear()

    def revoke(self) -> None:
        self.gate.refresh_tokens.clear()

    def requests(self) -> dict:
        with self.gate.lock:
            asked, self.gate.asked = self.gate.asked, []
        return {"requests": asked}


def credentials(port: int, private_key: str) -> dict:
    """What a person's files hold."""
    endpoint = f"http://127.0.0.1:{port}/token"
    return {"user": {"type": "authorized_user", "client_id": "larder-test.apps.googleusercontent.com", "client_secret": CLIENT_SECRET,
                     "refresh_token": REFRESH_TOKEN, "quota_project_id": "paying-project", "token_uri": endpoint},
            "account": {"type": "service_account", "project_id": "larder-test", "private_key_id": "key-1", "private_key": private_key,
                        "client_email": ACCOUNT, "token_uri": endpoint}}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="larder-gcs-") as place:
        store = Store(Path(place))
        try:
            serve(store.port, lambda call, arguments: getattr(store, call)(**arguments), behind=store.behind,
                  credentials=credentials(store.port, store.gate.private_key))
        finally:
            store.stop()


if __name__ == "__main__":
    main()
