"""The completions of bash, zsh and fish offer what the program takes. Each shell's own machinery completes; the home
behind it is a small stand-in that answers as the program does. Against drift, the real program's help is read too."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from support.larder import program

ROOT = Path(__file__).resolve().parents[2]
COMPLETIONS = ROOT / "resources/completions"
OLDER, NEWER = "20260801T070003Z-0a0a0a", "20260802T070003Z-0b0b0b"
LONGEST_WAIT_SECONDS = 60

STAND_IN = f"""#!/bin/sh
case "$*" in
    "list --names") printf '%s\\n' acme/invoices acme/shipments northwind/prices ;;
    "credentials list --names") printf '%s\\n' acme-exports corp ;;
    "history acme/shipments --json") echo '{{"snapshots":[{{"id":"{NEWER}","current":true}},{{"current":false,"id":"{OLDER}"}}]}}' ;;
    "path acme/shipments --offline") echo "$STAND_IN_SNAPSHOT" ;;
    *) echo "larder: unexpected: $*" >>"$STAND_IN_LOG"; exit 2 ;;
esac
"""


@pytest.fixture(scope="module")
def shell_home(tmp_path_factory):
    """A folder with the stand-in in PATH, and a snapshot to look into."""
    tmp_path = tmp_path_factory.mktemp("completions")
    snapshot = tmp_path / "snapshot"
    (snapshot / "2026").mkdir(parents=True)
    (snapshot / "2026/08.csv").touch()
    (snapshot / "all.csv").touch()
    (tmp_path / "here.toml").touch()
    (tmp_path / "place").mkdir()
    (tmp_path / "plain-file").touch()
    stand_in = tmp_path / "bin/larder"
    stand_in.parent.mkdir()
    stand_in.write_text(STAND_IN)
    stand_in.chmod(0o755)
    return tmp_path


def environment(home: Path) -> dict[str, str]:
    return {
        "PATH": f"{home}/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "STAND_IN_SNAPSHOT": str(home / "snapshot"),
        "STAND_IN_LOG": str(home / "unexpected.log"),
    }


def run(command: list[str], home: Path, **variables: str) -> str:
    done = subprocess.run(
        command, env=environment(home) | variables, cwd=home, capture_output=True, text=True, timeout=LONGEST_WAIT_SECONDS
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def bash(line: str, home: Path) -> set[str]:
    """What readline would be given, put behind what it would leave standing: it begins a word behind = and :, and at @."""
    whole = "" if line.endswith(" ") else line.split(" ")[-1]
    word = re.search(r"@?[^=@:]*$", whole).group()
    script = f"""
        source {COMPLETIONS}/larder.bash
        COMP_LINE=$LINE COMP_POINT=${{#LINE}}
        _larder larder "$WORD"
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    replies = run(["bash", "--norc", "-c", script], home, LINE=line, WORD=word).splitlines()
    return {whole.removesuffix(word) + reply for reply in replies if reply}


def fish(line: str, home: Path) -> set[str]:
    script = f"source {COMPLETIONS}/larder.fish; complete -C $LINE"
    return {reply.split("\t")[0] for reply in run(["fish", "--no-config", "-c", script], home, LINE=line).splitlines()}


class Terminal:
    """An interactive shell on a terminal of its own. It says READY, and on ^T it writes its line into a file."""

    def __init__(self, command: list[str], home: Path, setup: str):
        self.line_file = home / f"{command[0]}-line"
        pid, self.descriptor = pty.fork()
        if pid == 0:
            os.chdir(home)
            os.execvpe(command[0], command, environment(home))
        self.pid = pid
        self.send(setup.replace("LINE_FILE", str(self.line_file)) + "\necho REA''DY\n")
        self.read_until("READY")

    def send(self, text: str) -> None:
        os.write(self.descriptor, text.encode())

    def read_until(self, wanted: str) -> None:
        seen = ""
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while wanted not in seen:
            assert time.monotonic() < deadline, seen
            if select.select([self.descriptor], [], [], 0.2)[0]:
                seen += os.read(self.descriptor, 65536).decode(errors="replace")

    def complete(self, typed: str) -> str:
        """The line after TAB."""
        self.line_file.unlink(missing_ok=True)
        self.send(typed + "\t\x14")
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while not self.line_file.exists() or not self.line_file.read_text().endswith("\n"):
            assert time.monotonic() < deadline, "the shell did not write its line"
            if select.select([self.descriptor], [], [], 0.05)[0]:
                os.read(self.descriptor, 65536)
        return self.line_file.read_text()[:-1]

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)


ZSH_SETUP = f"""
fpath=({COMPLETIONS} $fpath); autoload -Uz compinit; compinit -u -D; PS1=; unsetopt zle_bracketed_paste prompt_cr
show-line() {{ print -r -- "$BUFFER" > LINE_FILE; BUFFER= }}; zle -N show-line; bindkey '^T' show-line
compadd() {{
    if [[ ${{@[1,(i)(-|--)]}} != *-(O|A|D)\\ * ]]; then
        typeset -a hits; builtin compadd -A hits "$@"; print -rl -- $IPREFIX${{^hits}} >> LINE_FILE.candidates
    fi
    builtin compadd "$@"
}}
"""

BASH_SETUP = f"""
PS1=; source {COMPLETIONS}/larder.bash; bind 'set enable-bracketed-paste off' 2>/dev/null
show_line() {{ printf '%s\\n' "$READLINE_LINE" > LINE_FILE; READLINE_LINE=; }}; bind -x '"\\C-t": show_line'
"""


@pytest.fixture(scope="module")
def zsh_terminal(shell_home):
    terminal = Terminal(["zsh", "-f", "-i"], shell_home, ZSH_SETUP)
    yield terminal
    terminal.close()


@pytest.fixture(scope="module")
def bash_terminal(shell_home):
    terminal = Terminal(["bash", "--norc", "--noprofile", "-i"], shell_home, BASH_SETUP)
    yield terminal
    terminal.close()


def zsh(line: str, terminal: Terminal) -> set[str]:
    candidates = Path(f"{terminal.line_file}.candidates")
    candidates.unlink(missing_ok=True)
    terminal.complete(line)
    return {reply for reply in candidates.read_text().splitlines() if reply} if candidates.exists() else set()


@pytest.fixture(scope="module", params=["bash", "zsh", "fish"])
def candidates(request, shell_home):
    """A function from a line to what the shell offers at its end."""
    assert shutil.which(request.param), f"{request.param} is missing"
    if request.param != "zsh":
        yield lambda line: globals()[request.param](line, shell_home)
        return
    terminal = request.getfixturevalue("zsh_terminal")
    yield lambda line: zsh(line, terminal)


DATASETS = {"acme/invoices", "acme/shipments", "northwind/prices"}
CUSTOMERS = {"acme", "northwind"}
CASES = {
    "larder path ": DATASETS,
    "larder path acme/s": {"acme/shipments"},
    "larder --json path --offline acme/s": {"acme/shipments"},
    "larder --as-of 2026-08-01 why nor": {"northwind/prices"},
    f"larder path acme/shipments@{NEWER[:8]}": {f"acme/shipments@{NEWER}"},
    "larder refresh ": DATASETS | CUSTOMERS,
    "larder refresh acme/invoices acm": {"acme", "acme/invoices", "acme/shipments"},
    "larder use acme/shipments ": {"latest", OLDER, NEWER},
    f"larder diff acme/shipments {OLDER} l": {"latest"},
    "larder use acme/shipments latest ": set(),
    "larder history acme/shipments ": set(),
    "larder cat acme/shipments/": {"acme/shipments/2026/", "acme/shipments/all.csv"},
    "larder ls -l acme/shipments/2026/": {"acme/shipments/2026/08.csv"},
    "larder path acme/shipments/": set(),
    "larder wait acme/shipments --until ": {"fresh", "changed"},
    "larder add acme/new --zone Europe/Par": {"Europe/Paris"},
    "larder add acme/new --unpack ": {"auto", "keep", "never"},
    "larder add nor": {"northwind/"},
    "larder set acme/shipments unpack=": {"unpack=auto", "unpack=keep", "unpack=never"},
    "larder set acme zone=Europe/Par": {"zone=Europe/Paris"},
    "larder set acme/shipments stale": {"stale-if-error="},
    "larder config b": {"budget=", "bandwidth=", "battery="},
    "larder config store=pla": {"store=place/"},
    "larder config quiet": {"quiet=", "quiet-rule="},
    "larder config metered=": {"metered=sync", "metered=check", "metered=nothing"},
    "larder pause ": {"1h", "tomorrow"},
    "larder agent --dry-run ": set(),
    "larder credentials ": {"add", "list", "test", "remove"},
    "larder credentials remove ": {"acme-exports", "corp"},
    "larder credentials list ": set(),
    "larder credentials add acme-new az-": {"az-key", "az-sas", "az-app"},
    "larder credentials test corp ": set(),
    "larder caches ": {"list", "evict", "undo", "prune", "tie", "untie", "ties", "fsspec"},
    "larder caches tie acme/s": {"acme/shipments"},
    "larder caches evict pla": {"place/"},
    "larder caches --sort s": {"size"},
    "larder add acme/new --credentials ac": {"acme-exports"},
    "larder set acme/shipments credentials=": {"credentials=acme-exports", "credentials=corp"},
    "larder add acme/new --policy=da": {"--policy=daily", "--policy=daily@"},
    "larder wait acme/shipments --until=fr": {"--until=fresh"},
    "larder apply he": {"here.toml"},
    "larder unp": {"unpin"},
    "larder nonsense ": set(),
}


def without_suffixes(replies: set[str]) -> set[str]:
    """zsh keeps the / and = that it adds out of the word."""
    return {reply.rstrip("/=") for reply in replies}


@pytest.mark.parametrize("line", CASES)
def test_offers(line, candidates, shell_home):
    word = line.rpartition(" ")[2]
    # zsh shows the options where there is nothing else.
    offered = {reply for reply in candidates(line)
               if reply.startswith(word) and (word.startswith("-") or not reply.startswith("-"))}
    assert without_suffixes(offered) == without_suffixes(CASES[line])
    unexpected = shell_home / "unexpected.log"
    assert not unexpected.exists(), unexpected.read_text()


TYPED = {
    "larder refr": "larder refresh ",
    "larder path acme/sh": "larder path acme/shipments ",
    f"larder path acme/shipments@{NEWER[:8]}": f"larder path acme/shipments@{NEWER} ",
    "larder add nor": "larder add northwind/",
    "larder set acme zone=Europe/Pari": "larder set acme zone=Europe/Paris ",
    "larder set acme/shipments poli": "larder set acme/shipments policy=",
    "larder ls acme/shipments/2026/0": "larder ls acme/shipments/2026/08.csv",
    "larder apply he": "larder apply here.toml ",
}


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize("typed", TYPED)
def test_tab_completes_the_line(shell, typed, request):
    terminal = request.getfixturevalue(f"{shell}_terminal")
    assert terminal.complete(typed).rstrip() == TYPED[typed].rstrip()


@pytest.fixture(scope="module")
def real_commands() -> dict[str, set[str]]:
    """Each command of the real program with its long options, read from its help."""

    def long_options(*words: str) -> str:
        done = subprocess.run([program(), *words, "--help"], capture_output=True, text=True, timeout=LONGEST_WAIT_SECONDS)
        assert done.returncode == 0, done.stderr
        return done.stdout

    overview = long_options()
    names = re.findall(r"^  ([a-z]+) +[A-Z]", overview, flags=re.MULTILINE)
    assert "path" in names and "refresh" in names
    return {name: set(re.findall(r"(?<![\w`])--[a-z][a-z-]+", long_options(name).split("Examples:")[0])) for name in names}


def test_offers_every_command(candidates, real_commands):
    offered = {reply for reply in candidates("larder ") if not reply.startswith("-")}
    assert offered == set(real_commands)


def test_offers_every_option(candidates, real_commands):
    missing = {}
    for command, options in real_commands.items():
        offered = {reply.rstrip("=") for reply in candidates(f"larder {command} --")}
        if offered != options:
            missing[command] = offered ^ options
    assert missing == {}
