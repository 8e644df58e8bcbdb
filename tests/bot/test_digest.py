"""What a digest tells, in which order, and how it is told apart from another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from briefing import (
    ANSWER,
    DEFENCE,
    INBOX,
    KEY,
    SEEN,
    VOSS,
    at,
    briefing,
    figure,
    keyword,
    match,
    outlet_question,
    reading,
    send,
    span_of,
    told,
    turn,
)
from hypothesis import given
from hypothesis import strategies as st

from bot.digest import digests
from bot.model import Destination, Digest, HitKind, Subscription
from bot.passages import LONG, Passages
from parsers.transcript import Attribution, GroundRules, Note, Span
from rules.evidence import Grade
from rules.rule import Match


def test_two_rules_in_one_sentence_are_one_hit_that_names_both_and_marks_both() -> None:
    page = briefing()
    digest = told(
        page, match(page, "Icebreakers", keyword(page, "icebreakers")), match(page, "Orders", keyword(page, "ordered"))
    )
    (hit,) = digest.hits
    assert set(hit.rules) == {"Icebreakers", "Orders"}
    assert [piece.text for piece in hit.quote.pieces if piece.matched] == ["ordered", "icebreakers"]
    assert set(hit.because) == {"“icebreakers”", "“ordered”"}


def test_the_quotation_is_complete_sentences_with_neighbours_where_short() -> None:
    page = briefing()
    (hit,) = told(page, match(page, "Icebreakers", keyword(page, "icebreakers"))).hits
    assert hit.quote.text == (
        "That is two per cent of national income.\nWe also ordered new icebreakers. They are built at home."
    )


def test_joined_pieces_are_the_words_as_published() -> None:
    page = briefing()
    (hit,) = told(page, match(page, "All", keyword(page, "20 billion"), keyword(page, "harbours"))).hits
    assert hit.quote.text == page.excerpt(hit.quote.span)


def test_an_answer_names_who_asked_and_the_question_that_asks() -> None:
    page = briefing()
    (hit,) = told(page, match(page, "Costs", keyword(page, "a quarter"))).hits
    assert hit.kind is HitKind.QUOTE
    assert hit.asked_by == "Andrew Doyle, Reuters"
    assert hit.question is not None
    assert hit.question.text == "Will the icebreakers be ready before next winter?"
    assert (hit.quote.speaker, hit.quote.office) == ("Ilsa Voss", "Harbour Minister of Norrland")


def test_what_the_page_does_not_give_is_said_to_be_missing() -> None:
    unnamed, half = briefing(reporter=None, outlet=None), briefing(outlet=None)
    assert (
        told(unnamed, match(unnamed, "Costs", keyword(unnamed, "a quarter"))).hits[0].asked_by == "reporter not named"
    )
    assert told(half, match(half, "Costs", keyword(half, "a quarter"))).hits[0].asked_by == (
        "Andrew Doyle, outlet not named"
    )


def test_an_opening_statement_is_no_answer() -> None:
    page = briefing()
    (hit,) = told(page, match(page, "Money", keyword(page, "20 billion"))).hits
    assert (hit.asked_by, hit.question, hit.answer, hit.answered) == (None, None, None, None)


def test_a_word_in_a_question_is_the_reporters() -> None:
    page = briefing()
    (hit,) = told(page, match(page, "Winter", keyword(page, "next winter"))).hits
    assert hit.quote.speaker == hit.asked_by == "Andrew Doyle, Reuters"
    assert hit.question is None


def test_an_outlets_question_comes_with_the_beginning_of_its_answer() -> None:
    page = briefing()
    (hit,) = told(page, match(page, "Agencies", outlet_question(page, "Will the icebreakers"))).hits
    assert hit.kind is HitKind.QUESTION
    assert hit.answered is True
    assert hit.answer is not None
    assert "Will the icebreakers be ready before next winter? And who pays for them?" in hit.quote.text
    assert not any(piece.matched for piece in hit.quote.pieces)
    assert ANSWER.startswith(hit.answer.text)
    assert "agreed with the ports" not in hit.answer.text


def test_a_question_without_an_answer_is_not_answered() -> None:
    page = briefing(answer=None)
    (hit,) = told(page, match(page, "Agencies", outlet_question(page, "Will the icebreakers"))).hits
    assert (hit.answer, hit.answered) == (None, False)


def test_a_question_that_was_evaded_is_not_answered() -> None:
    page = briefing()
    page = replace(page, exchanges=(replace(page.exchanges[0], answered=False),))
    (hit,) = told(page, match(page, "Agencies", outlet_question(page, "Will the icebreakers"))).hits
    assert (hit.answer, hit.answered) == (None, False)


def test_a_follow_up_is_answered_by_what_was_said_after_it() -> None:
    page = briefing()
    more = (
        turn(3, page.turns[1].speaker, "question", "And is that money in the budget already, or is it not?"),
        turn(4, VOSS, "answer", "It is in the budget for next year."),
    )
    exchange = replace(page.exchanges[0], question_turns=(1, 3), answer_turns=(2, 4))
    page = replace(page, turns=(*page.turns, *more), exchanges=(exchange,))
    digest = told(page, match(page, "Agencies", outlet_question(page, "And is that money")))
    assert digest.hits[0].answer is not None
    assert digest.hits[0].answer.text == "It is in the budget for next year."
    (budget,) = told(page, match(page, "Budget", keyword(page, "budget for next year"))).hits
    assert budget.question is not None
    assert budget.question.text.startswith("And is that money")


def test_what_stands_in_a_shown_question_or_answer_is_not_shown_again() -> None:
    page = briefing()
    digest = told(
        page,
        match(page, "Agencies", outlet_question(page, "Will the icebreakers")),
        match(page, "November", keyword(page, "in November")),
        match(page, "Agreements", keyword(page, "agreed")),
    )
    assert [hit.rules for hit in digest.hits] == [("Agencies", "November"), ("Agreements",)]
    answer = digest.hits[0].answer
    assert answer is not None
    assert [piece.text for piece in answer.pieces if piece.matched] == ["in November"]
    assert answer.span.end <= digest.hits[1].quote.span.start


def test_every_figure_of_a_passage_is_kept_with_its_newness() -> None:
    page = briefing()
    found = [
        figure(page, "20 billion crowns", newness="changed", earlier="50 billion crowns"),
        figure(page, "two per cent", newness="repeated", earlier="two per cent"),
    ]
    (hit,) = told(page, match(page, "Money", *found), match(page, "Figures", found[0])).hits
    assert hit.kind is HitKind.FIGURE
    assert [f.surface for f in hit.figures] == ["20 billion crowns", "two per cent"]
    assert [n.status for n in hit.newness if n] == ["changed", "repeated"]


def test_news_comes_before_a_surer_word_and_a_mere_possibility_last() -> None:
    page = briefing()
    digest = told(
        page,
        match(
            page,
            "One",
            keyword(page, "everybody", grade=Grade.POSSIBLE),
            keyword(page, "agreed"),
            replace(outlet_question(page, "Will the icebreakers"), grade=Grade.VARIANT),
        ),
    )
    assert [hit.grade for hit in digest.hits] == ["variant", "exact", "possible"]
    assert digest.hits[0].kind is HitKind.QUESTION


def test_the_best_hit_of_every_rule_comes_before_the_second_of_any() -> None:
    opening = " ".join(
        f"We speak of harbour number {n} and of nothing else in this sentence, which is long." for n in range(30)
    )
    page = briefing(opening=f"{opening} Somebody mentioned a lighthous to me when I came in here this morning at nine.")
    numbers = [at(page, span_of(page, f"harbour number {n} ")) for n in range(30)]
    digest = told(
        page,
        match(page, "Harbours", *numbers),
        match(page, "Lighthouse", keyword(page, "lighthous", grade=Grade.FUZZY)),
    )
    assert digest.hits[1].rules == ("Lighthouse",)


def test_there_is_one_digest_a_destination_and_its_identity_is_what_it_tells() -> None:
    page = briefing()
    one, two = match(page, "One", keyword(page, "icebreakers")), match(page, "Two", keyword(page, "agreed"))
    other = Destination("slack", "#other")

    def build(*matches: Match, subscriptions: tuple[Subscription, ...]) -> tuple[Digest, ...]:
        return digests(
            reading(page), matches, subscriptions, seen_at=SEEN, correction=False, copies={"slack": "https://l.example"}
        )

    both = build(one, two, subscriptions=(*send("One", to=(DEFENCE, other)), *send("Two")))
    assert [digest.destination for digest in both] == [DEFENCE, other]
    assert [len(digest.hits) for digest in both] == [2, 1]
    assert len({digest.fingerprint for digest in both}) == 2
    assert all(len(digest.fingerprint) == 32 for digest in both)
    assert build(two, one, subscriptions=(*send("Two"), *send("One")))[0].fingerprint == both[0].fingerprint
    assert build(two, subscriptions=send("One", "Two"))[0].fingerprint != both[0].fingerprint
    assert build(one, subscriptions=send("Two")) == ()


def test_links_lead_to_the_turn_in_our_copy_where_there_is_one() -> None:
    page = briefing()
    found = match(page, "Costs", keyword(page, "a quarter"))
    here = told(page, found, to=INBOX)
    assert here.copy == f"/transcripts/{KEY}"
    assert here.hits[0].quote.copy == f"/transcripts/{KEY}#turn-2"
    there = told(page, found)
    assert (there.copy, there.hits[0].quote.copy) == (None, None)
    assert there.link == page.url
    assert told(replace(page, url="file:///srv/in/a.txt"), found).link is None


def test_the_facts_leave_out_what_is_unknown() -> None:
    page = briefing()
    found = match(page, "Costs", keyword(page, "a quarter"))
    assert told(page, found).facts == (
        "harbour", "17 November 2026", "Ilsa Voss", "1 reporter asked", "seen 14:03 UTC",
    )  # fmt: skip
    published = replace(page, held_on=None, published_at=datetime(2026, 11, 17, 13, 59, tzinfo=UTC), exchanges=())
    assert told(published, found).facts == (
        "harbour", "Ilsa Voss", "published 17 November 2026, 13:59 UTC", "seen 14:03 UTC",
    )  # fmt: skip


def test_reporters_are_counted_once_and_the_unnamed_each() -> None:
    page = briefing()
    unnamed = replace(page.exchanges[0], attribution=Attribution(None, None, "none", 0.0))
    page = replace(page, exchanges=(page.exchanges[0], page.exchanges[0], unnamed, unnamed))
    assert "3 reporters asked" in told(page, match(page, "Costs", keyword(page, "a quarter"))).facts


def test_ground_rules_are_shown_while_they_bind() -> None:
    page = briefing()
    until = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
    found = match(page, "Costs", keyword(page, "a quarter"))
    bound = replace(page, ground_rules=GroundRules("on background", until, "Senior officials, please."))
    assert told(bound, found).ground_rules == (
        "ON BACKGROUND: not for attribution by name · EMBARGOED until 17 November 2026, 16:00 UTC · "
        "“Senior officials, please.”"
    )
    past = replace(
        page, ground_rules=GroundRules(embargoed_until=datetime(2026, 11, 17, 9, tzinfo=UTC), quoted="Until 9.")
    )
    assert told(past, found).ground_rules is None


def test_doubts_are_told_where_they_concern_what_is_quoted() -> None:
    page = replace(
        briefing(),
        notes=(
            Note("charset", "The encoding was guessed.", None),
            Note("label", "It is not sure who says this.", Span(2, 0, 4)),
            Note("label", "It is not sure who opens.", Span(0, 0, 4)),
        ),
    )
    digest = told(page, match(page, "Costs", keyword(page, "a quarter")))
    assert digest.notes == ("The encoding was guessed.", "It is not sure who says this.")


def test_a_doubt_about_a_time_that_is_not_shown_is_not_told() -> None:
    page = replace(briefing(), notes=(Note("zone-assumed", "No time zone is named.", None),))
    found = match(page, "Costs", keyword(page, "a quarter"))
    assert told(page, found).notes == ()
    assert told(replace(page, published_at=SEEN), found).notes == ("No time zone is named.",)


@pytest.mark.parametrize(
    ("before", "thanks", "expected"),
    [
        ("And what does the state get for it?", "Thank you.", "And what does the state get for it?"),
        (
            "I would like to hear what the state gets for it.",
            "Thanks!",
            "I would like to hear what the state gets for it.",
        ),
        ("Right? I mean, what does the state get for it?", "Thanks.", "I mean, what does the state get for it?"),
        ("Why?", "Thanks.", "Why?"),
    ],
)
def test_thanks_are_no_question(before: str, thanks: str, expected: str) -> None:
    page = briefing(question=before)
    more = (turn(2, page.turns[1].speaker, "question", thanks), turn(3, VOSS, "answer", ANSWER))
    exchange = replace(page.exchanges[0], question_turns=(1, 2), answer_turns=(3,))
    page = replace(page, turns=(*page.turns[:2], *more), exchanges=(exchange,))
    (hit,) = told(page, match(page, "Costs", keyword(page, "a quarter"))).hits
    assert hit.question is not None
    assert hit.question.text == expected


def test_an_exchange_in_which_nothing_is_asked_names_no_question() -> None:
    page = briefing(question="Thank you.")
    (hit,) = told(page, match(page, "Costs", keyword(page, "a quarter"))).hits
    assert (hit.asked_by, hit.question) == ("Andrew Doyle, Reuters", None)


def test_each_rule_keeps_its_own_reasons_and_many_are_counted() -> None:
    page = briefing()
    words = ("20 billion", "harbours", "four years", "crowns")
    (hit,) = told(
        page,
        match(page, "Words", *(keyword(page, word) for word in words)),
        match(page, "Money", keyword(page, "20 billion", because="money")),
    ).hits
    assert dict(zip(hit.rules, hit.because, strict=True)) == {
        "Words": "“20 billion”; “crowns”; and 2 more",
        "Money": "money",
    }


def test_a_mention_is_made_once() -> None:
    page = briefing()
    found = (match(page, "One", keyword(page, "icebreakers")), match(page, "Two", keyword(page, "harbours")))
    (digest,) = digests(
        reading(page),
        found,
        (*send("One"), *send("Two", mention="S0123456"), *send("One", mention="U0123456")),
        seen_at=SEEN,
        correction=True,
        copies={},
    )
    assert digest.mention == "U0123456"
    assert digest.correction


def test_an_untitled_transcript_has_a_heading_all_the_same() -> None:
    page = briefing(title=None)
    assert told(page, match(page, "Costs", keyword(page, "a quarter"))).heading == (
        "Untitled transcript from harbour, 17 November 2026"
    )


def test_two_short_passages_do_not_take_the_same_neighbours_along() -> None:
    page = briefing(opening="First word. Then one. Then two. Then three. Last word.")
    hits = told(page, match(page, "Ends", keyword(page, "First"), keyword(page, "Last"))).hits
    assert [hit.quote.text for hit in hits] == ["First word. Then one. Then two. Then three.", "Last word."]


def test_a_finding_that_reaches_beyond_a_shown_answer_makes_the_quotation_longer() -> None:
    page = briefing()
    asked = match(page, "Agencies", outlet_question(page, "Will the icebreakers"))
    wide = Span(2, page.turns[2].text.index("office"), page.turns[2].text.index("ports in"))
    (hit,) = told(page, asked, match(page, "Near", at(page, wide))).hits
    assert hit.answer is not None
    assert hit.answer.text == ANSWER


@given(
    st.lists(
        st.sampled_from(["Yes.", "We build harbours, and we go on building them.", "No?", "x" * 300, "Well…"]),
        min_size=1,
    ),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 40)), min_size=1, max_size=12),
)
def test_no_sentence_is_ever_quoted_twice_and_every_finding_is_always_quoted(
    said: list[str], places: list[tuple[int, int]]
) -> None:
    page = briefing(opening=" ".join(said))
    text = page.turns[0].text
    spans = [Span(0, start % len(text), min(start % len(text) + length, len(text))) for start, length in places]
    spans = [span for span in spans if page.excerpt(span).strip()]
    if not spans:
        return
    hits = told(page, match(page, "Any", *(at(page, span) for span in spans))).hits
    quoted = sorted(hit.quote.span for hit in hits)
    assert all(one.end <= two.start for one, two in pairwise(quoted))
    for span in spans:
        assert any(q.start <= span.start and span.end <= q.end for q in quoted)


@given(st.text(alphabet='aB. ?!\n"', max_size=200), st.data())
def test_a_passage_always_holds_its_words_and_never_grows_beyond_reason(text: str, data: st.DataObject) -> None:
    page = briefing(opening=text or "x")
    length = len(page.turns[0].text)
    start = data.draw(st.integers(0, length))
    span = Span(0, start, data.draw(st.integers(start, length)))
    passages = Passages(page)
    whole = passages.complete(span)
    wide = passages.readable(whole)
    assert wide.start <= whole.start <= span.start <= span.end <= whole.end <= wide.end <= length
    assert wide == whole or wide.end - wide.start <= LONG
