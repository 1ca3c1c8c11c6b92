"""The window's languages are whole: every text of the sources is in each catalog, finished, with the same values,
endings and access keys; and what core writes in English for people is known to the window (core/wording/toldtexts.cpp)."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
CATALOGS = sorted((REPOSITORY / "resources/translations").glob("larder_*.ts"))
LUPDATE = "/usr/lib/qt6/bin/lupdate"
VALUE = re.compile(r"%L?[1-9n]")
ENDINGS = (":", "…", "...", "?", ".")
FORMS = {"en": 2, "fr": 2}  # how many plural forms

# What core writes for programs, files and the command line alone; a person never reads it in the window.
COMMAND_LINE_ONLY = ("core/sync/bindingsfile.cpp", "core/sync/readpath.cpp", "core/sync/bindings.cpp")
NOT_FOR_PEOPLE = {
    "Accept-Encoding: identity", "%.3s, %02u %.3s %04d %02d:%02d:%02d GMT", "Signature: 8a477f597d28d172789f06886806bc55",
    "give up", "the head is enough", "the rest of the file cannot be asked for", "a part of the file is here already",  # to itself
    "a busy machine must not look like a stopped process", "index of", "directory listing", "<!doctype html",
    "%1://%2@%3:%4 %5", "%1 %2 %3 %4", "rclone %1 %2", "-p %1 ", "%1: %2 → %3", "s3:ListBucket, s3:GetObject",  # names and values, no words
    "amazon ec2", "google compute engine", "nvalid choice", "requester pays", "bucket does not exist", "config file",  # what others say
    "endpoint region addressing profile anonymous requester-pays", "endpoint profile anonymous requester-pays", "endpoint profile anonymous",  # keys
    "it will be run again:", "not kept:",  # in the program's own log
    " bytes left out …",  # in what a command said
    "# Created by joblib automatically.",  # what others write
    "in transit", "picked up", "wrong size", "Sample customer",  # in the sample's own files
}
# Beginnings and ends that core joins with something: the whole is in the table.
JOINED = {" any more, but had %1", " (after %1 attempts)"}


def messages(catalog: Path) -> dict[tuple[str, str, str], ElementTree.Element]:
    return {(context.findtext("name"), message.findtext("source"), message.findtext("comment") or ""): message
            for context in ElementTree.parse(catalog).iter("context") for message in context.iter("message")}


@pytest.fixture(scope="module")
def sources(tmp_path_factory) -> dict:
    """What lupdate finds in the sources now, by the same call as the target translations-update."""
    fresh = tmp_path_factory.mktemp("translations") / "sources.ts"
    subprocess.run([LUPDATE, "core", "app", "ui", "-I", ".", "-locations", "none", "-no-obsolete", "-silent", "-ts", fresh],
                   cwd=REPOSITORY, check=True, capture_output=True)
    return messages(fresh)


def test_there_is_french_and_the_plurals_of_english():
    assert [catalog.stem for catalog in CATALOGS] == ["larder_en", "larder_fr"]


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda catalog: catalog.stem)
def test_a_catalog_has_every_text_of_the_sources_and_no_other(catalog, sources):
    told = messages(catalog)
    if catalog.stem == "larder_en":  # the sources are English: only what is counted has two forms
        sources = {key: message for key, message in sources.items() if message.get("numerus") == "yes"}
    missing, obsolete = sorted(sources.keys() - told.keys()), sorted(told.keys() - sources.keys())
    assert not missing and not obsolete, \
        f"run `cmake --build --preset dev --target translations-update`, then translate: {missing}; obsolete: {obsolete}"


def translations(message) -> list[str]:
    translation = message.find("translation")
    if message.get("numerus") == "yes":
        return [form.text or "" for form in translation.iter("numerusform")]
    return [translation.text or ""]


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda catalog: catalog.stem)
def test_every_text_is_finished_and_says_the_same(catalog):
    faults = []
    for (context, source, _), message in messages(catalog).items():
        texts = translations(message)
        if message.find("translation").get("type") or not all(texts):
            faults.append(f"{context}: “{source}” is not finished")
            continue
        if message.get("numerus") == "yes" and len(texts) != FORMS[catalog.stem.removeprefix("larder_")]:
            faults.append(f"{context}: “{source}” has {len(texts)} forms")
        for text in texts:
            faults += [f"{context}: “{source}” → “{text}”: {fault}" for fault in differences(source, text)]
    assert not faults, "\n".join(faults)


def differences(source: str, text: str) -> list[str]:
    faults = []
    counted = set(VALUE.findall(source)) - {"%n"}  # a form for one may say so in a word
    if set(VALUE.findall(text)) - {"%n"} != counted or ("%n" in text and "%n" not in source and "once" not in source):
        faults.append("other values")
    for ending in ENDINGS:
        if source.endswith(ending) != text.endswith(ending) and source != ".":
            faults.append(f"ends otherwise than with “{ending}”")
    if ("&" in source) != ("&" in text):
        faults.append("access key")
    if source[:1].isspace() != text[:1].isspace() or source[-1:].isspace() != text[-1:].isspace():
        faults.append("spaces around it")
    return faults


@pytest.mark.parametrize("catalog", [catalog for catalog in CATALOGS if catalog.stem == "larder_fr"], ids=lambda catalog: catalog.stem)
def test_french_spaces_do_not_break(catalog):
    """Before : ; ! ? and inside « », a space that stays with its mark; and the apostrophe is a curved one."""
    faults = [text for message in messages(catalog).values() for text in translations(message)
              if re.search(r" [:;!?»]|« |\w'\w", text)]
    assert not faults, faults


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda catalog: catalog.stem)
def test_access_keys_of_a_page_are_its_own(catalog):
    """What one control says by turns ("Pause", "Paused") has one key in the sources, and so in each language."""
    pages: dict[str, set[tuple[str, str]]] = {}
    for (context, source, _), message in messages(catalog).items():
        if "&" in source:
            pages.setdefault(context, set()).add((access_key(source), access_key(translations(message)[0])))
    for context, pairs in pages.items():
        for keys in zip(*pairs):
            assert len(keys) == len(set(keys)), f"{context}: {sorted(pairs)}"


def access_key(text: str) -> str:
    return text.split("&")[1][0].lower()


# Where the window has no way of its own: before it has a home, or a store.
ONLY_BY_COMMAND = ("LARDER_HOME", "larder doctor --new-store")


def test_the_window_offers_its_own_way_for_each_command():
    core = {text for file in ("toldtexts.cpp", "verdictwords.cpp")
            for _, text in literals((REPOSITORY / "core/wording" / file).read_text())}
    known = {text for _, text in literals((REPOSITORY / "ui/windowwords.cpp").read_text())}
    foreign = re.compile("`(aws|gcloud|az) [^`]*`")
    commands = {text for text in core if ("`larder" in text or re.search(r"(^| )--\w", foreign.sub("", text))) and "start larder-desktop" not in text
                and not any(only in text for only in ONLY_BY_COMMAND)}
    assert commands - known == set()


LITERAL = re.compile(r'u?"((?:[^"\\\n]|\\.)*)"(?:_s|_L1)?')


def literals(source: str):
    """Each run of adjacent string literals as one text, with what stands before it."""
    source = re.sub(r"^\s*(?://.*|#include.*)$", "", source, flags=re.M)
    at = 0
    while found := LITERAL.search(source, at):
        text, at = found[1], found.end()
        while more := LITERAL.match(source, re.compile(r"\s*").match(source, at).end()):
            text, at = text + more[1], more.end()
        yield source[max(0, found.start() - 80):found.start()], text.replace('\\"', '"').replace("\\\\", "\\")


def test_the_window_knows_every_sentence_that_core_writes():
    table = {text for _, text in literals((REPOSITORY / "core/wording/toldtexts.cpp").read_text())} - {"Told"}
    beginnings = tuple(text.split("%")[0].rstrip() for text in table if "%" in text and text.split("%")[0])
    unknown = []
    for file in sorted(REPOSITORY.glob("core/**/*.cpp")):
        name = str(file.relative_to(REPOSITORY))
        if name.startswith("core/wording/") or name in COMMAND_LINE_ONLY:
            continue
        for before, text in literals(file.read_text()):
            is_sentence = re.search(r"[a-z%0-9][,;:]? [a-z%“\"\\(]", text) and not re.search(r"%(ls|s)\b|[A-Z]{4,} |_ns\b|[=?] ", text)
            is_sentence = is_sentence or re.fullmatch(r"\([a-z]+\)", text)  # what stands for a value: "(default)"
            if before.rstrip().endswith("WordsRow{"):  # what others say
                continue
            is_translated = re.search(r"(tr|translate|NOOP)\s*\(\s*(?:\"\w+\",\s*)?$", before)
            known = text in table or text in JOINED or text.rstrip() in beginnings or text.split("\\n")[0] in NOT_FOR_PEOPLE
            if is_sentence and not is_translated and not known:
                unknown.append(f"{name}: “{text}”")
    assert not unknown, "\n".join(unknown)


def test_the_window_shows_no_text_of_core_untold():
    """Errors, notices and entries of the log are English values: what shows one says it through told()."""
    raw = re.compile(r"(?:\.|->)notices\b|error\(?\)?(?:\.|->)(?:message|hint)\b")
    said = re.compile(r"told\(|toldEach\(|errorSentence\(|\.contains\(|isEmpty\(\)|qCWarning")
    shown = [f"{file.relative_to(REPOSITORY)}: {line.strip()}" for file in sorted(REPOSITORY.glob("ui/**/*.cpp"))
             for line in file.read_text().splitlines() if raw.search(line) and not said.search(line)]
    assert not shown, "\n".join(shown)
