#!/usr/bin/python3
"""Makes a certificate authority and server certificates with openssl, for one test.

    certificates.py DIR

DIR/ca.pem is the authority. DIR/server.{pem,key} is good for localhost and 127.0.0.1; DIR/otherhost.{pem,key} for
another name only; DIR/expired.{pem,key} has expired; DIR/selfsigned.{pem,key} is of no authority.
"""

import pathlib
import subprocess
import sys

LOCAL = "subjectAltName=DNS:localhost,IP:127.0.0.1"


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def key_options(place, name):
    return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", place / f"{name}.key",
            "-out", place / f"{name}.pem"]


def self_signed(place, name, *extensions):
    options = [part for extension in extensions for part in ("-addext", extension)]
    openssl("req", "-x509", "-days", "2", "-subj", f"/CN=larder test {name}", *key_options(place, name), *options)


def signed(place, name, alternative, *validity):
    openssl("req", "-x509", "-CA", place / "ca.pem", "-CAkey", place / "ca.key", "-subj", f"/CN=larder test {name}",
            "-addext", alternative, "-addext", "basicConstraints=critical,CA:FALSE", *validity,
            *key_options(place, name))


def make(place):
    place = pathlib.Path(place)
    place.mkdir(parents=True, exist_ok=True)
    self_signed(place, "ca", "keyUsage=critical,keyCertSign")
    self_signed(place, "selfsigned", LOCAL)
    signed(place, "server", LOCAL, "-days", "2")
    signed(place, "otherhost", "subjectAltName=DNS:elsewhere.example", "-days", "2")
    signed(place, "expired", LOCAL, "-not_before", "20200101000000Z", "-not_after", "20200102000000Z")


if __name__ == "__main__":
    make(sys.argv[1])
