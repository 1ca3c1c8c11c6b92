"""Datasets that rclone reads: OpenSSH's sshd, rclone's own WebDAV and an FTP server, read by the real program."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from support.larder import Larder
from support.observe import hashes, tree, wait_until
from support.program import write_program
from support.remote import Remote, ssh_of
from support.remoteserver import SECRET

NAME = "acme/daily"


@pytest.fixture(params=["sftp", "webdav", "ftp"])
def remote(request, larder):
    with Remote(request.param) as running:
        running.configure(larder, "acme")
        yield running


@pytest.fixture
def sftp(larder):
    with Remote("sftp") as running:
        running.configure(larder, "acme")
        yield running


@pytest.fixture
def webdav(larder):
    with Remote("webdav") as running:
        running.configure(larder, "acme")
        yield running


@pytest.fixture
def larder(tmp_path) -> Larder:
    return Larder(tmp_path / "home", LARDER_HTTP_BACKOFF_MS="1")


def address(remote: Remote, path: str) -> str:
    return f"rclone:acme:{remote.path}/{path}" if remote.path else f"rclone:acme:{path}"


def rclones_of(larder: Larder) -> list[int]:
    """The processes of rclone whose home is this one."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            is_rclone = (place / "comm").read_text().strip() == "rclone"
            if is_rclone and f"HOME={larder.home}\0" in (place / "environ").read_text():
                found.append(int(place.name))
        except OSError:
            continue
    return found


def everything_below(folder: Path) -> bytes:
    """All that was written, but for rclone's own configuration."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file() and file.name != "rclone.conf")


def test_a_day_with_a_remote(larder, remote):
    remote.put("daily/a.csv", b"one\n")
    remote.put("daily/sub dir/b+c%.csv", b"two\n")
    remote.put("elsewhere/c.csv", b"three\n")
    added = larder.run("add", NAME, address(remote, "daily/"))
    assert "found 2 files, 8 bytes" in added.out
    first = larder.path(NAME)
    assert tree(first) == hashes({"a.csv": b"one\n", "sub dir/b+c%.csv": b"two\n"})
    # Size and time prove nothing: it is fetched, compared, and the same.
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["fetched_files"]) == ("unchanged", 2) and larder.path(NAME) == first
    # Uploaded again on the same day, at the same size.
    remote.put("daily/a.csv", b"ONE\n", age=120)
    assert larder.json("check", NAME, exit=3)["datasets"][0]["changed"] == ["a.csv"]
    (run,) = larder.json("refresh", NAME)["runs"]
    assert run["outcome"] == "fetched"
    again = larder.path(NAME)
    assert again != first and (again / "a.csv").read_bytes() == b"ONE\n" and (first / "a.csv").read_bytes() == b"one\n"
    assert rclones_of(larder) == [], "it outlives its run"


def test_globs_and_one_file(larder, sftp):
    sftp.put("daily/a.csv", b"1")
    sftp.put("daily/b.txt", b"2")
    larder.run("add", "acme/some", address(sftp, "daily/*.csv"))
    larder.run("add", "acme/one", address(sftp, "daily/b.txt"))
    assert tree(larder.path("acme/some")) == hashes({"a.csv": b"1"})
    assert tree(larder.path("acme/one")) == hashes({"b.txt": b"2"})


def test_who_is_signed_out_is_told_so_and_comes_back_in(larder, webdav):
    webdav.put("a.csv", b"one\n")
    larder.run("add", NAME, "rclone:acme:")
    old = larder.path(NAME)
    webdav.call("lock_out")
    answer = larder.run("refresh", NAME, exit=5)
    assert "the sign-in is refused, or has expired" in answer.err and "rclone config" in answer.err
    assert larder.path(NAME, "--offline") == old
    webdav.call("let_in")
    larder.run("refresh", NAME)


def test_each_trouble_is_told_by_its_cause(larder, sftp):
    sftp.put("daily/a.csv", b"1")
    for url, exit, words in [
        ("rclone:nobody:x/", 5, "rclone knows no such remote"),
        (address(sftp, "no/such/"), 4, "there is no such file or folder"),
        (address(sftp, "none.csv"), 4, "there is no such file or folder"),
        ("rclone::sftp,host=h,user=u,pass=hushhush:x/", 2, "describes a remote instead of naming one"),
        ("rclone:x/", 2, "the address names no remote"),
    ]:
        answer = larder.run("add", "acme/other", url, exit=exit)
        assert words in answer.err, str(answer)
        assert "hushhush" not in answer.err + answer.out
    larder.run("add", NAME, address(sftp, "daily/"))
    sftp.call("lock_out")
    assert "the sign-in is refused" in larder.run("refresh", NAME, exit=5).err
    sftp.call("stop")
    assert "the server cannot be reached" in larder.run("refresh", NAME, exit=6).err


def test_a_host_key_that_nobody_accepted_is_refused(larder, sftp):
    sftp.put("a.csv", b"1")
    Path(sftp.told["known_hosts"]).write_text("")
    answer = larder.run("add", NAME, address(sftp, ""), exit=6)
    assert "the host's key is not in known_hosts" in answer.err and "fingerprint" in answer.err


def test_a_missing_rclone_is_explained(larder, tmp_path):
    larder.environment["PATH"] = str(tmp_path)
    answer = larder.run("add", NAME, "rclone:acme:x/", exit=1)
    assert "rclone, which reads this place, is not installed" in answer.err and "apt install rclone" in answer.err


def test_an_rclone_that_is_too_old_is_explained(larder, tmp_path):
    """Version 1.50, as far as we ask it."""
    (tmp_path / "old.py").write_text(
        "import http.server, json, sys\n"
        "class Old(http.server.BaseHTTPRequestHandler):\n"
        "    def do_POST(self):\n"
        "        known = {'/config/listremotes': {'remotes': []}, '/core/version': {'version': 'v1.50.2'}}\n"
        "        body = json.dumps(known.get(self.path, {'error': 'couldn\\'t find method'})).encode()\n"
        "        self.send_response(200 if self.path in known else 404)\n"
        "        self.send_header('Content-Length', str(len(body)))\n"
        "        self.end_headers()\n"
        "        self.wfile.write(body)\n"
        "server = http.server.HTTPServer(('127.0.0.1', 0), Old)\n"
        "print(f'NOTICE: Serving remote control on http://127.0.0.1:{server.server_port}/', file=sys.stderr, flush=True)\n"
        "server.serve_forever()\n")
    write_program(tmp_path / "tools/rclone", f"exec /usr/bin/python3 {tmp_path}/old.py\n")
    larder.environment["PATH"] = f"{tmp_path}/tools:/usr/bin:/bin"
    answer = larder.run("add", NAME, "rclone:acme:x/", exit=1)
    assert "the installed rclone is too old: v1.50.2" in answer.err and "install rclone" in answer.err


def test_an_encrypted_configuration_is_explained(larder):
    file = larder.home / ".config/rclone/rclone.conf"
    file.parent.mkdir(parents=True)
    file.write_text("[acme]\ntype = alias\nremote = /nowhere\n")
    settings = {"PATH": "/usr/bin:/bin", "HOME": str(larder.home), "RCLONE_CONFIG_PASS": ""}
    subprocess.run(["rclone", "config", "show"], env=settings, check=True, capture_output=True)
    file.write_text("# Encrypted rclone configuration File\n\nRCLONE_ENCRYPT_V0:\n" + "A" * 200 + "\n")
    answer = larder.run("add", NAME, "rclone:acme:x/", exit=5)
    assert "the configuration of rclone is encrypted" in answer.err and "RCLONE_CONFIG_PASS" in answer.err


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "stopped"])
def test_rclone_ends_when_we_do(larder, webdav, how):
    webdav.put("big.bin", os.urandom(32 * 1024 * 1024))
    larder.run("add", NAME, "rclone:acme:", "--no-probe")
    larder.run("config", "bandwidth=1M")
    running = larder.start("refresh", NAME)
    wait_until(lambda: rclones_of(larder), "rclone runs")
    running.send_signal(how)
    running.communicate(timeout=60)
    assert running.returncode == (130 if how == signal.SIGINT else -how)
    if how == signal.SIGKILL:  # the kernel ends it; else it is gone before we are
        wait_until(lambda: not rclones_of(larder), "rclone ends")
    assert rclones_of(larder) == []


def test_no_proxy_comes_between_us_and_rclone(larder, sftp):
    sftp.put("a.csv", b"1")
    larder.environment |= {"http_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1"}
    larder.run("add", NAME, address(sftp, ""))
    assert tree(larder.path(NAME)) == hashes({"a.csv": b"1"})


def test_nothing_secret_is_written_shown_or_passed_on(larder, webdav):
    webdav.put("a.csv", os.urandom(8 * 1024 * 1024))
    obscured = webdav.told["options"]["pass"]
    said = [larder.run("add", NAME, "rclone:acme:", "--json"), larder.run("add", "acme/none", "rclone:acme:none/", "--json", exit=4)]
    larder.run("config", "bandwidth=1M")
    running = larder.start("refresh", NAME, "--json")
    (rclone,) = wait_until(lambda: rclones_of(larder), "rclone runs")
    environment = dict(each.split("=", 1) for each in Path(f"/proc/{rclone}/environ").read_text().split("\0") if "=" in each)
    password = environment["RCLONE_RC_PASS"]
    lines = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "rclone rcd" in lines and len(password) >= 32
    larder.run("config", "bandwidth=off")
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    webdav.call("lock_out")
    said += [larder.run("refresh", NAME, "--json", exit=5), larder.run("why", NAME), larder.run("dump")]
    shown = out + err + lines + "".join(each.out + each.err for each in said)
    for secret in (SECRET, obscured, password):
        assert secret not in shown and secret.encode() not in everything_below(larder.home)


def test_nobody_else_may_ask_our_rclone(larder, webdav):
    webdav.put("big.bin", os.urandom(32 * 1024 * 1024))
    larder.run("add", NAME, "rclone:acme:", "--no-probe")
    larder.run("config", "bandwidth=1M")
    running = larder.start("refresh", NAME)
    (rclone,) = wait_until(lambda: rclones_of(larder), "rclone runs")

    def listening():
        sockets = {os.readlink(each)[8:-1] for each in Path(f"/proc/{rclone}/fd").iterdir() if os.path.lexists(each)}
        rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
        return [row[1] for row in rows if row[3] == "0A" and row[9] in sockets]

    (place,) = wait_until(listening, "it listens")
    host, port = place.split(":")
    assert host == "0100007F", "others on the network reach it"
    for path in ("config/dump", "core/version", "%5Bacme:%5D/big.bin"):
        answer = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", "POST" if "%" not in path else "GET",
                                 f"http://127.0.0.1:{int(port, 16)}/{path}"], capture_output=True, text=True)
        assert answer.stdout == "401", path
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)


def sftp_address(remote: Remote, path: str) -> str:
    return f"sftp://127.0.0.1:{remote.told['port']}{remote.root}/{path}"


def test_a_day_with_an_sftp_address(larder, sftp, tmp_path):
    ssh_of(larder, sftp, tmp_path / "tools")
    (larder.home / ".config/rclone/rclone.conf").unlink()
    sftp.put("daily/a.csv", b"one\n")
    added = larder.run("add", NAME, sftp_address(sftp, "daily/"))
    assert "found 1 file, 4 bytes" in added.out
    first = larder.path(NAME)
    sftp.put("daily/a.csv", b"ONE\n", age=120)
    (run,) = larder.json("refresh", NAME)["runs"]
    assert run["outcome"] == "fetched" and (larder.path(NAME) / "a.csv").read_bytes() == b"ONE\n"
    assert (first / "a.csv").read_bytes() == b"one\n"


def test_an_sftp_address_goes_where_ssh_would(larder, sftp, tmp_path):
    """An alias of the person's configuration, and a key that only the agent has."""
    ssh_of(larder, sftp, tmp_path / "tools", HostName="127.0.0.1", Port=str(sftp.told["port"]), IdentityFile="/nowhere")
    sftp.put("a.csv", b"1")
    answer = larder.run("add", NAME, f"sftp://exports{sftp.root}/", exit=5)
    assert "no agent runs" in answer.err and "ssh-add" in answer.err
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", tmp_path / "agent"], stdout=subprocess.DEVNULL)
    try:
        wait_until((tmp_path / "agent").exists, "the agent runs")
        larder.environment["SSH_AUTH_SOCK"] = str(tmp_path / "agent")
        answer = larder.run("add", NAME, f"sftp://exports{sftp.root}/", exit=5)
        assert "the sign-in is refused" in answer.err
        subprocess.run(["ssh-add", "-q", sftp.told["key"]], env=os.environ | {"SSH_AUTH_SOCK": str(tmp_path / "agent")}, check=True)
        larder.run("add", NAME, f"sftp://exports{sftp.root}/")
        assert tree(larder.path(NAME)) == hashes({"a.csv": b"1"})
    finally:
        agent.terminate()
        agent.wait()


def test_an_sftp_address_of_an_unknown_host_is_refused(larder, sftp, tmp_path):
    ssh_of(larder, sftp, tmp_path / "tools", UserKnownHostsFile="/dev/null")
    answer = larder.run("add", NAME, sftp_address(sftp, ""), exit=6)
    assert "the host's key is not in known_hosts" in answer.err
    assert f"ssh -p {sftp.told['port']} 127.0.0.1" in answer.err
    # Another host answers there than the one that was accepted.
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "other"], check=True)
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{sftp.told['port']} {(tmp_path / 'other.pub').read_text()}")
    ssh_of(larder, sftp, tmp_path / "tools", UserKnownHostsFile=str(known))
    assert "another one than known_hosts tells" in larder.run("add", NAME, sftp_address(sftp, ""), exit=6).err


def test_a_password_in_an_sftp_address_is_refused(larder):
    answer = larder.run("add", NAME, "sftp://me:hushhush@host/x/", exit=2)
    assert "hushhush" not in answer.err + answer.out




def test_datasets_that_go_at_once_share_one_rclone(larder, webdav, tmp_path):
    write_program(tmp_path / "tools/rclone", f'[ "$1" = rcd ] && echo started >>{tmp_path}/starts\nexec /usr/bin/rclone "$@"\n')
    larder.environment["PATH"] = f"{tmp_path}/tools:/usr/bin:/bin"
    for name in ("a", "b", "c"):
        webdav.put(f"{name}/x.bin", os.urandom(256 * 1024))
        larder.run("add", f"acme/{name}", f"rclone:acme:{name}/", "--no-probe")
    larder.run("config", "bandwidth=256K")  # so slow that they meet
    larder.run("refresh", "acme")
    assert (tmp_path / "starts").read_text() == "started\n"
    assert rclones_of(larder) == []
