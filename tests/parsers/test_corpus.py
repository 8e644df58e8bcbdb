"""Real published transcripts against gold labels, by the scorer that comes with them."""

from __future__ import annotations

import html
import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import fill
from types import ModuleType
from typing import Any

import pytest
from conftest import missing
from pages import page

from parsers.reading import read
from parsers.transcript import Transcript

FILE = "nato/2025-06-04-pre-ministerial.txt"


@pytest.fixture(scope="module")
def scorer(corpus: Path) -> ModuleType:
    where = corpus.parent / "tools" / "score_parse.py"
    if not where.is_file():
        missing("corpus", f"no scorer at {where}")
    spec = importlib.util.spec_from_file_location("score_parse", where)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def text(corpus: Path) -> str:
    return (corpus / FILE).read_text("utf-8")


@pytest.fixture(scope="module")
def gold(corpus: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((corpus / f"{FILE}.gold.json").read_text("utf-8"))
    return loaded


def prediction(transcript: Transcript) -> dict[str, Any]:
    """A transcript in the form that the scorer documents."""
    return {
        "title": transcript.title,
        "date": transcript.held_on and transcript.held_on.isoformat(),
        "turns": [
            {
                "speaker": turn.speaker.name,
                "role": turn.speaker.office,
                "outlet": turn.speaker.outlet,
                "kind": turn.kind,
                "text": turn.text,
            }
            for turn in transcript.turns
        ],
        "exchanges": [
            {
                "reporter": found.attribution.reporter,
                "outlet": found.attribution.outlet,
                "question_turns": list(found.question_turns),
                "answer_turns": list(found.answer_turns),
            }
            for found in transcript.exchanges
        ],
    }


def check(scorer: ModuleType, gold: dict[str, Any], transcript: Transcript) -> None:
    """Everything right, save that one turn may be of another kind."""
    misses: list[str] = []
    counts = scorer.score(gold, prediction(transcript), misses)
    shares = {key: scorer.f1(*count) for key, count in counts.items() if key != "wrong"}
    assert counts["wrong"][0] == 0, misses
    assert shares["kind"] >= 1 - 1 / len(gold["turns"]), misses
    assert all(shares[key] == 1.0 for key in ("turns", "speaker", "outlet", "exchanges", "meta")), misses


def test_the_page_is_read_as_labelled(scorer: ModuleType, gold: dict[str, Any], text: str) -> None:
    check(scorer, gold, read(page(text.encode())))


def paragraphs(text: str) -> list[list[str]]:
    return [part.strip("\n").split("\n") for part in re.split(r"\n\s*\n", text) if part.strip()]


def as_html(text: str, labels: set[str], labelled: Callable[[str, str], str]) -> str:
    """The page as a site would serve it, its labels set in one way or another."""
    body = []
    for i, lines in enumerate(paragraphs(text)):
        shown = [html.escape(line.strip(" •")) for line in lines]
        if i == 0:
            body.append(f"<h1>{shown[0]}</h1>")
        elif "•" in lines[0]:
            body.append("<ul>" + "".join(f"<li>{line}</li>" for line in shown) + "</ul>")
        elif lines[0].strip() in labels:
            body.append(labelled(shown[0], " ".join(shown[1:])))
        else:
            body.append(f"<p>{'<br>'.join(shown)}</p>")
    chrome = "<header><nav><a href='/'>Home</a></nav></header>"
    return f"<!doctype html><html><body>{chrome}<main>{''.join(body)}</main><footer>Imprint</footer></body></html>"


@pytest.mark.parametrize(
    "labelled",
    [
        pytest.param(lambda label, speech: f"<p>{label}<br>{speech}</p>", id="broken line"),
        pytest.param(lambda label, speech: f"<p><strong>{label}</strong><br/>{speech}</p>", id="bold"),
        pytest.param(lambda label, speech: f"<p><b>{label}</b></p><p>{speech}</p>", id="paragraph of its own"),
        pytest.param(lambda label, speech: f"<h3>{label}</h3><p>{speech}</p>", id="heading"),
        pytest.param(lambda label, speech: f"<div>{label}<div>{speech}</div></div>", id="nested"),
    ],
)
def test_the_page_served_as_html_is_read_the_same(
    scorer: ModuleType, gold: dict[str, Any], text: str, labelled: Callable[[str, str], str]
) -> None:
    labels = {turn["label"] for turn in gold["turns"] if turn["label"]}
    transcript = read(page(as_html(text, labels, labelled), "text/html"))
    check(scorer, gold, transcript)
    plain = read(page(text.encode()))
    assert transcript.key == plain.key
    assert [turn.text for turn in transcript.turns] == [turn.text for turn in plain.turns]
    assert [turn.speaker for turn in transcript.turns] == [turn.speaker for turn in plain.turns]


@pytest.mark.parametrize(
    "laid_out",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="other line ends"),
        pytest.param(lambda text: re.sub(r"\n\s*\n", "\n", text), id="no blank lines"),
        pytest.param(lambda text: "\n".join(fill(line, 72) for line in text.split("\n")), id="broken at 72 columns"),
    ],
)
def test_the_layout_of_the_text_does_not_matter(
    scorer: ModuleType, gold: dict[str, Any], text: str, laid_out: Callable[[str], str]
) -> None:
    check(scorer, gold, read(page(laid_out(text).encode())))


def test_labels_may_end_with_a_colon_and_stand_apart(scorer: ModuleType, gold: dict[str, Any], text: str) -> None:
    labels = {turn["label"] for turn in gold["turns"] if turn["label"]}
    lines = [f"{line.strip()}:\n" if line.strip() in labels else line for line in text.split("\n")]
    check(scorer, gold, read(page("\n".join(lines).encode())))


def test_shortened_labels_are_joined_to_the_person(scorer: ModuleType, gold: dict[str, Any], text: str) -> None:
    name, office = gold["turns"][3]["speaker"], gold["turns"][3]["role"]
    short = office.split(maxsplit=1)[1]  # without the institution
    for label in (short, f"Mr. {name.split()[-1]}", name.split()[-1]):
        changed = re.sub(rf"^{office} {name}\s*?$", label, text, flags=re.MULTILINE)
        assert changed != text
        check(scorer, gold, read(page(changed.encode())))


def test_without_outlets_in_the_labels_none_is_invented(scorer: ModuleType, gold: dict[str, Any], text: str) -> None:
    names = {turn["label"]: turn["speaker"] for turn in gold["turns"] if turn["outlet"]}
    lines = [names.get(line.strip(), line) for line in text.split("\n")]
    transcript = read(page("\n".join(lines).encode()))
    misses: list[str] = []
    counts = scorer.score(gold, prediction(transcript), misses)
    assert counts["wrong"][0] == 0, misses
    assert counts["turns"][0] == len(gold["turns"]), misses


def test_pages_of_other_shapes_are_refused_rather_than_misread(corpus: Path) -> None:
    from parsers.errors import ParseError

    media_types = {".txt": "text/plain", ".html": "text/html", ".md": "text/markdown"}
    read_as: dict[str, str] = {}
    for file in sorted(corpus.glob("*/*")):
        if file.suffix not in media_types or not file.with_name(f"{file.name}.gold.json").is_file():
            continue
        turns = len(json.loads(file.with_name(f"{file.name}.gold.json").read_text("utf-8")).get("turns", ()))
        try:
            transcript = read(page(file.read_bytes(), media_types[file.suffix]))
        except ParseError:
            continue
        if not 0.5 * turns <= len(transcript.turns) <= 2 * turns:
            read_as[file.name] = f"{len(transcript.turns)} turns of {turns}"
    assert not read_as
