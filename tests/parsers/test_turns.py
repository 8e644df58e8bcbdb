"""Blocks become turns: who speaks, what a turn does, what is furniture."""

from __future__ import annotations

import pytest
from pages import drawn, understood

from parsers.transcript import Span

HEAD = """Press conference by Harbour Minister Ada Vale

4 May 2026

Good morning. I am ready to take your questions.

Spokesperson Bo Fell
First question, please.

Cy Dorn, Reuters
Since when are the ports open?

Harbour Minister Ada Vale
Since this morning.

"""


def after(text: str) -> list[str]:
    """The turns that follow the usual beginning."""
    return drawn(understood(HEAD + text))[4:]


def test_the_usual_beginning() -> None:
    assert drawn(understood(HEAD)) == [
        "statement | Ada Vale | - | Good morning. I am ready to take your questions.",
        "moderator | Bo Fell | - | First question, please.",
        "question | Cy Dorn | Reuters | Since when are the ports open?",
        "answer | Ada Vale | - | Since this morning.",
    ]


def test_lines_are_joined_by_a_space_and_paragraphs_by_a_newline() -> None:
    said = "Cy Dorn, Reuters\nAnd the ferries,\nand the pilots?\n\nWhat of them?\n\n\nMinister\nThey\nsail."
    assert after(said) == [
        "question | Cy Dorn | Reuters | And the ferries, and the pilots? / What of them?",
        "answer | Ada Vale | - | They sail.",
    ]


def test_the_same_label_again_goes_on_with_the_turn() -> None:
    text = "Cy Dorn, Reuters\nAnd the ferries?\n\nMinister\nThey sail.\n\nMinister\nAll of them."
    assert after(text)[1] == "answer | Ada Vale | - | They sail. / All of them."


def test_an_opening_that_nobody_is_named_for_is_nobodys() -> None:
    text = HEAD.replace(" by Harbour Minister Ada Vale", " on the ports").replace(
        "I am ready to take your questions.", "Sit down."
    )
    transcript = understood(text)
    assert (transcript.turns[0].speaker.name, transcript.turns[0].speaker.role) == (None, "unknown")
    assert "speaker-unknown" in {note.code for note in transcript.notes}


def test_an_opening_is_the_only_principals_who_takes_the_questions() -> None:
    transcript = understood(HEAD.replace(" by Harbour Minister Ada Vale", " on the ports of the islands"))
    assert transcript.turns[0].speaker.name == "Ada Vale"


def test_the_opening_of_a_joint_conference_is_not_guessed() -> None:
    text = HEAD.replace(
        "by Harbour Minister Ada Vale", "by Harbour Minister Ada Vale and President of Ruritania Eva Quill"
    )
    assert understood(text).turns[0].speaker.name is None


def test_stage_marks_are_in_the_text_and_pointed_at() -> None:
    transcript = understood(HEAD + "Cy Dorn, Reuters\nIs [the port] [inaudible] open? (Laughter.)\n\nMinister\nYes.")
    turn = transcript.turns[4]
    assert turn.asides == (Span(4, 14, 25), Span(4, 32, 43))
    assert [transcript.excerpt(aside) for aside in turn.asides] == ["[inaudible]", "(Laughter.)"]


@pytest.mark.parametrize("furniture", ["* * *", "•", "Last updated: 4 May 2026 13:00", "(As delivered)", "_____"])
def test_furniture_between_turns_is_dropped(furniture: str) -> None:
    assert after(f"{furniture}\n\nCy Dorn, Reuters\nAnd now?\n\n{furniture}\n\nMinister\nYes.") == [
        "question | Cy Dorn | Reuters | And now?",
        "answer | Ada Vale | - | Yes.",
    ]


@pytest.mark.parametrize("end", ["ENDS", "[END]", "Related news", "Share this page", "© 2026 The Board"])
def test_nobody_speaks_below_the_end_of_the_words(end: str) -> None:
    assert (
        after(f"Cy Dorn, Reuters\nAnd now?\n\nMinister\nWe go on.\n\n{end}\n\nContact: (0555) 010 020")[-1]
        == "answer | Ada Vale | - | We go on."
    )


@pytest.mark.parametrize(
    ("who", "said", "then", "kind"),
    [
        ("Cy Dorn, Reuters", "Thank you very much.", "", "aside"),
        ("Cy Dorn, Reuters", "Can you hear me?", "Minister\nYes.", "aside"),
        ("Cy Dorn, Reuters", "Can I ask a follow-up?", "Minister\nSure.", "aside"),
        ("Cy Dorn, Reuters", "Can I ask a follow-up on the ferries?", "Minister\nThey are all in the bay.", "question"),
        ("Cy Dorn, Reuters", "The lighthouse –", "Spokesperson Bo Fell\nOne at a time.", "aside"),
        ("Cy Dorn, Reuters", "And secondly –", "Minister\nOne thing at a time: the ferries.", "question"),
        ("Cy Dorn, Reuters", "You said the opposite last week in this room.", "Minister\nNo.", "question"),
        ("Minister", "Thank you all.", "", "aside"),
        ("Minister", "Jo, go ahead.", "Jo Hale, ANSA\nAnd the pilots?", "moderator"),
        ("Minister", "ANSA.", "Jo Hale, ANSA\nAnd the pilots?", "moderator"),
        ("Minister", "They sail again.", "Jo Hale, ANSA\nAnd the pilots?", "answer"),
        ("Spokesperson Bo Fell", "We have time for one more.", "", "moderator"),
    ],
)  # fmt: skip
def test_what_a_turn_does_in_the_room(who: str, said: str, then: str, kind: str) -> None:
    ask = "" if who.startswith("Cy") else "Cy Dorn, Reuters\nAnd the ferries?\n\nSpokesperson Bo Fell\nWell.\n\n"
    found = after(f"{ask}{who}\n{said}\n\n{then}")
    assert next(line for line in found if line.endswith(said)).split(" | ")[0] == kind


def test_a_yes_to_a_question_is_an_answer() -> None:
    assert after("Cy Dorn, Reuters\nAll of them?\n\nMinister\nYes.\n\nSpokesperson Bo Fell\nNext.")[1].startswith(
        "answer"
    )


TURNED_DOWN = (
    "I am sorry, but we are out of time, and the Minister has to leave for the ferry, which does not wait for anybody."
    " Not even for her, I am afraid."
)
ANSWERED = (
    "I can take that one for the Minister: the harbour office was told about the tanker on Monday evening, and it sent"
    " out two tugs before midnight."
)


@pytest.mark.parametrize(("said", "kind"), [(TURNED_DOWN, "moderator"), (ANSWERED, "answer")])
def test_a_moderator_who_turns_a_question_down_does_not_answer_it(said: str, kind: str) -> None:
    transcript = understood(f"{HEAD}Jo Hale, ANSA\nWho was told about the tanker?\n\nSpokesperson Bo Fell\n{said}\n")
    assert transcript.turns[-1].kind == kind
    assert transcript.exchanges[-1].answered == (kind == "answer")


def test_a_spokesperson_whom_everybody_asks_is_the_principal() -> None:
    text = """Midday briefing on the ports

4 May 2026

Spokesperson Bo Fell
Good afternoon. The ports are open again.

Cy Dorn, Reuters
Since when?

Spokesperson Bo Fell
Since this morning.

Jo Hale, ANSA
And the ferries?

Spokesperson Bo Fell
They sail at noon.
"""
    transcript = understood(text)
    assert [turn.kind for turn in transcript.turns] == ["statement", "question", "answer", "question", "answer"]
    assert transcript.turns[0].speaker.role == "principal"


def test_an_official_who_only_asks_is_a_journalist_of_the_association() -> None:
    found = after("Eva Quill, President, Foreign Press Association\nWhen will you come to us?\n\nMinister\nSoon.")
    assert found[0] == "question | Eva Quill | Foreign Press Association | When will you come to us?"


def test_a_title_with_a_statement_and_no_questions_is_one_turn() -> None:
    title = "Statement by Harbour Minister Ada Vale on the storm"
    text = f"{title}\n\n4 May 2026\n\nThe storm is over.\n\nWe have lost two piers."
    assert drawn(understood(text)) == ["statement | Ada Vale | - | The storm is over. / We have lost two piers."]
