#!/usr/bin/python3
"""A real nginx in the foreground, from a generated configuration, as any user and on a free port of 127.0.0.1.

    nginx.py --root DIR [--log FILE] [--cert FILE --key FILE] [--http1] [--header "Name: value"]… [--extra "directive;"]…

The first line on stdout is the port. With a certificate it speaks TLS, HTTP/2 unless --http1. The tree has autoindex
pages. Every request becomes one JSON line in the log, in the words of faultyserver.py's. Ends with its parent.
"""

import argparse
import ctypes
import getpass
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

CONFIG = """
daemon off;
worker_processes 1;
{user}
pid {place}/pid;
error_log {place}/error.log;
events {{ worker_connections 4096; }}
http {{
    types {{ text/html html; text/csv csv; }}
    default_type application/octet-stream;
    log_format json escape=json '{{"method":"$request_method","path":"$request_uri","status":$status,'
        '"bytes":$body_bytes_sent,"connection":$connection,"protocol":"$server_protocol","headers":{{'
        '"range":"$http_range","if-range":"$http_if_range","if-none-match":"$http_if_none_match",'
        '"if-match":"$http_if_match","authorization":"$http_authorization","user-agent":"$http_user_agent",'
        '"accept-encoding":"$http_accept_encoding"}}}}';
    access_log {log};
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    server {{
        listen 127.0.0.1:{port}{tls} backlog=4096;
        {http2}
        {certificate}
        root {root};
        autoindex on;
        {extra}
    }}
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def quoted(path):
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") + '"'


def config(options, place, port):
    extra = [f'add_header {name.strip()} "{value.strip()}" always;'
             for name, value in (header.split(":", 1) for header in options.header)] + options.extra
    is_tls = options.cert is not None
    return CONFIG.format(
        user=f"user {getpass.getuser()};" if os.geteuid() == 0 else "", place=place, port=port,
        log=f"{quoted(os.path.abspath(options.log))} json" if options.log else "off",
        tls=" ssl" if is_tls else "", http2="http2 on;" if is_tls and not options.http1 else "",
        certificate=f"ssl_certificate {quoted(os.path.abspath(options.cert))}; "
                    f"ssl_certificate_key {quoted(os.path.abspath(options.key))};" if is_tls else "",
        root=quoted(os.path.abspath(options.root)), extra="\n        ".join(extra))


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def answers(port, process):
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.01)
    return False


def start(options, place):
    """Somebody may take the port between our look and nginx's: then another one is tried."""
    for _ in range(10):
        port = free_port()
        path = pathlib.Path(place, "nginx.conf")
        path.write_text(config(options, place, port), encoding="utf-8")
        process = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-e", f"{place}/error.log", "-c", path],
                                   preexec_fn=die_with_parent)
        if answers(port, process):
            return process, port
    sys.exit("nginx.py: nginx does not start:\n" + pathlib.Path(place, "error.log").read_text(encoding="utf-8"))


class Nginx:
    """For Python: `with Nginx(directory) as nginx: nginx.url("a.csv")`."""

    def __init__(self, root, *arguments):
        self._command = [sys.executable, __file__, "--root", str(root), *arguments]

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        self.port = int(self._process.stdout.readline())
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()

    def url(self, path=""):
        return f"http://127.0.0.1:{self.port}/{urllib.parse.quote(path)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", required=True)
    parser.add_argument("--log")
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--http1", action="store_true")
    parser.add_argument("--header", action="append", default=[])
    parser.add_argument("--extra", action="append", default=[])
    options = parser.parse_args()
    die_with_parent()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="larder-nginx-") as place:
        process, port = start(options, place)
        try:
            print(port, flush=True)
            process.wait()
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
