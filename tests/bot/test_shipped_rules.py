"""The rules that are shipped, on the shipped sample and on a real page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from blockkit_check.blockkit_check import check
from conftest import ROOT
from makers import NOON

from bot.model import Hit, HitKind, Outcome, Previous
from bot.pipeline import decide, process, understand
from bot.settings import read_settings
from bot.walk import document
from rules.evidence import Grade
from rules.matcher import compile_rules

SETTINGS = read_settings(ROOT / "config.yaml", {})
RULES = compile_rules(SETTINGS.rules)
SAMPLE = ROOT / "transcripts" / "2026-11-17-harbour-briefing.txt"


def told(file: Path, previous: Previous | None = None) -> Outcome:
    return process(document(file, 10**7), RULES, SETTINGS.subscriptions, NOON, previous=previous, copies={"inbox": ""})


def hits(outcome: Outcome) -> list[Hit]:
    return [hit for digest in outcome.digests for hit in digest.hits]


@pytest.fixture(scope="module")
def page(corpus: Path) -> Outcome:
    return told(corpus / "nato" / "2025-06-04-pre-ministerial.txt")


def test_every_shipped_rule_fires_on_the_shipped_sample() -> None:
    outcome = told(SAMPLE)
    assert {match.rule for match in outcome.matches} == {rule.id for rule in SETTINGS.rules}
    assert len(SAMPLE.read_text("utf-8").split()) >= 1_500


def test_every_message_of_the_sample_is_valid_block_kit() -> None:
    for delivery in told(SAMPLE).deliveries:
        message = {"text": delivery.message.text, "blocks": list(delivery.message.blocks)}
        assert [problem for problem in check(message) if problem.level == "error"] == []


def test_the_agency_question_on_the_real_page_is_told_with_its_answer(page: Outcome) -> None:
    asked = [hit for hit in hits(page) if hit.kind is HitKind.QUESTION and "Reuters" in (hit.asked_by or "")]
    assert len(asked) == 1
    assert asked[0].answered
    assert asked[0].answer is not None
    assert asked[0].answer.text


def test_a_keyword_spelt_otherwise_is_found_on_the_real_page(page: Outcome) -> None:
    grades = {e.grade for match in page.matches for e in match.evidence if e.kind == "keyword"}
    assert grades & {Grade.VARIANT, Grade.FUZZY}


def test_amounts_on_the_real_page_are_figures_and_articles_rows_and_groups_are_not(page: Outcome) -> None:
    surfaces = {figure.surface for figure in page.reading.figures}
    assert {"20 billion euros", "2% of GDP"} <= surfaces
    assert not {s for s in surfaces if any(trap in s.casefold() for trap in ("article", "row", "the 32"))}


def test_the_same_event_again_tells_nothing(page: Outcome) -> None:
    reading = page.reading
    known = Previous(1, reading.transcript, page.turn_ids, frozenset(f for m in page.matches for f in m.fingerprints))
    again = decide(reading, RULES, (), known, SETTINGS.subscriptions, NOON + timedelta(days=1), {})
    assert again.unchanged
    assert again.deliveries == ()


def test_the_key_of_an_event_does_not_hang_on_its_address() -> None:
    once = document(SAMPLE, 10**7)
    again = replace(once, url="https://example.org/elsewhere", source="other")
    assert understand(once).transcript.key == understand(again).transcript.key
