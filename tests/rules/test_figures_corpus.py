"""Figures of a real transcript, measured against labels that are not part of this project."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import missing

from parsers.transcript import GroundRules, Speaker, Transcript, Turn
from rules.figures.extraction import figures

WORD = re.compile(r"[^\W_]+")


def labelled_turns(text: str, gold: dict[str, Any]) -> tuple[Turn, ...]:
    """The turns as labelled, cut from the page text where their first and last words stand."""
    words = list(WORD.finditer(text))
    folded = [word.group().casefold() for word in words]

    def place(phrase: str, start: int) -> tuple[int, int]:
        wanted = [word.casefold() for word in WORD.findall(phrase)]
        first = next(i for i in range(start, len(folded)) if folded[i : i + len(wanted)] == wanted)
        return first, first + len(wanted)

    turns: list[Turn] = []
    at = 0
    for label in gold["turns"]:
        first, _ = place(label["starts"], at)
        _, at = place(label["ends"], first)
        end = words[at - 1].end()
        said = text[words[first].start() : end + (text[end : end + 1] == "%")]
        speaker = Speaker(label["label"], label["speaker"], "unknown")
        turns.append(Turn(len(turns), speaker, label["kind"], re.sub(r"\s*\n\s*", " ", said)))
    return tuple(turns)


def transcript(turns: tuple[Turn, ...], held_on: str) -> Transcript:
    return Transcript(
        key="a" * 32, source="corpus", url="https://example.org", title=None, held_on=date.fromisoformat(held_on),
        published_at=None, updated_at=None, venue=None, language="en", turns=turns, exchanges=(),
        ground_rules=GroundRules(), notes=(), format="test",
    )  # fmt: skip


@pytest.fixture(scope="module")
def scored(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Recall, recall with unit, precision and traps."""
    document = corpus / "nato" / "2025-06-04-pre-ministerial.txt"
    labels = document.with_name(document.name + ".gold.json")
    scorer = corpus.parent / "tools" / "score_transcript_figures.py"
    if not all(path.is_file() for path in (document, labels, scorer)):
        missing("corpus", f"{document.name}, its labels or {scorer.name} are not there")
    gold = json.loads(labels.read_text("utf-8"))
    turns = labelled_turns(document.read_text("utf-8"), gold)
    found = figures(transcript(turns, gold["date"]))
    prediction = {
        "turns": [{"speaker": t.speaker.name, "kind": t.kind, "text": t.text} for t in turns],
        "figures": [
            {
                "turn": f.span.turn,
                "surface": f.surface,
                "value": f.values[0] if len(f.values) == 1 else list(f.values),
                "unit": f.unit,
            }
            for f in found
        ],
    }
    folder = tmp_path_factory.mktemp("predicted") / "nato"
    folder.mkdir()
    (folder / f"{document.name}.json").write_text(json.dumps(prediction), "utf-8")
    printed = subprocess.run(
        [sys.executable, scorer, folder.parent, labels], check=True, capture_output=True, text=True, timeout=120
    ).stdout
    core, recall, with_unit, precision, traps = map(float, printed.splitlines()[-1].split()[1:])
    return {"core": core, "recall": recall, "with unit": with_unit, "precision": precision, "traps": traps}


def test_core_figures_are_found_with_their_units(scored: dict[str, float]) -> None:
    assert scored["core"] > 15
    assert scored["recall"] >= 0.9
    assert scored["with unit"] >= 0.8


def test_what_is_found_is_a_figure(scored: dict[str, float]) -> None:
    assert scored["precision"] >= 0.9
    assert scored["traps"] == 0
