"""Who asked what, and what was answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import asked, understood

HEAD = """Press conference by Harbour Minister Ada Vale on the ports

4 May 2026

Good morning.

"""
PEOPLE = {
    "M": "Spokesperson Bo Fell",
    "A": "Harbour Minister Ada Vale",
    "Q": "Question",
    "1": "Cy Dorn, Reuters",
    "2": "Jo Hale, ANSA",
    "3": "Eva Quill",
}


def exchanges(*said: str) -> list[tuple[str | None, str | None, tuple[int, ...], tuple[int, ...]]]:
    """Exchanges of turns such as "1 Since when?"; turn 0 is the opening."""
    return asked(understood(HEAD + "".join(f"{PEOPLE[turn[0]]}\n{turn[2:]}\n\n" for turn in said)))


def test_a_follow_up_right_after_belongs_to_the_exchange() -> None:
    assert exchanges("M First.", "1 When?", "A Now.", "1 And then?", "A Later.", "M Next.", "2 Why?", "A So.") == [
        ("Cy Dorn", "Reuters", (2, 4), (3, 5)),
        ("Jo Hale", "ANSA", (7,), (8,)),
    ]


def test_a_question_broken_by_an_interjection_is_one_exchange() -> None:
    found = exchanges(
        "M First.",
        "1 When, and –",
        "A One at a time: now.",
        "1 And where are the ferries?",
        "A At sea.",
        "2 Oh?",
        "A Yes.",
    )
    assert found[0] == ("Cy Dorn", "Reuters", (2, 4), (3, 5))


def test_an_interjection_of_the_moderator_does_not_part_an_exchange() -> None:
    assert exchanges("M First.", "1 When, and –", "M Let her answer.", "A Now.", "2 Why?", "A So.")[0][2:] == (
        (2,),
        (4,),
    )


def test_a_reporter_who_comes_back_later_opens_a_new_exchange() -> None:
    found = exchanges("1 When?", "A Now.", "2 Why?", "A So.", "1 And then?", "A Later.")
    assert [turns for _, _, turns, _ in found] == [(1,), (3,), (5,)]


def test_questions_collected_one_after_another_share_the_answer() -> None:
    found = exchanges("M We take two.", "1 When do they open?", "2 Why are they shut?", "A The storm; and tomorrow.")
    assert [(turns, answers) for _, _, turns, answers in found] == [((2,), (4,)), ((3,), (4,))]


def test_a_question_that_nobody_answers_is_said_to_be_unanswered() -> None:
    transcript = understood(
        HEAD
        + "Cy Dorn, Reuters\nWhen?\n\nHarbour Minister Ada Vale\nNow.\n\nJo Hale, ANSA\nAnd why is that so, Minister?\n"
    )
    assert [found.answered for found in transcript.exchanges] == [True, False]
    assert transcript.exchanges[1].answer_turns == ()


def test_thanks_are_in_no_exchange() -> None:
    assert exchanges("1 When?", "A Now.", "1 Thank you.", "M Next.", "2 Why?", "A So.")[0][2:] == ((1,), (2,))


def test_anonymous_questions_belong_together_between_two_calls() -> None:
    found = exchanges("M First.", "Q When?", "A Now.", "Q And then?", "A Later.", "M Next.", "Q Why?", "A So.")
    assert [(turns, answers) for _, _, turns, answers in found] == [((2, 4), (3, 5)), ((7,), (8,))]


def test_a_second_principal_answers_too() -> None:
    text = (
        HEAD + "Cy Dorn, Reuters\nWhen?\n\nHarbour Minister Ada Vale\nNow.\n\nAdmiral Ed Stern\nAt noon, to be exact.\n"
    )
    assert asked(understood(text)) == [("Cy Dorn", "Reuters", (1,), (2, 3))]


@pytest.mark.parametrize(
    ("call", "question", "outlet", "how"),
    [
        ("Next, the lady from Radio Harbour.", "When?", "Radio Harbour", "call"),
        ("All right. Harbour Times.", "When?", "Harbour Times", "call"),
        ("All right. ANSA, please.", "When?", "ANSA", "call"),
        ("Next.", "Eva Quill from the Harbour Courier. When?", "Harbour Courier", "own words"),
        ("Next.", "Thank you, I'm Eva Quill with Lusa. When?", "Lusa", "own words"),
        ("Next.", "Eva Quill, from the independent newspaper Tide. When?", "Tide", "own words"),
        ("Radio Harbour.", "Hello, Eva Quill from Lusa. When?", "Lusa", "own words"),
        # nothing says that these are outlets, or which one it is
        ("Yes, Eva.", "When?", None, "label"),
        ("All right. Jennifer.", "When?", None, "label"),
        ("A question on NATO, and on the Harbour Times.", "When?", None, "label"),
        ("Between Radio Harbour, please, and the lady from ANSA.", "When?", None, "label"),
        ("Next.", "Thank you, Minister. Greetings from New Haven. When?", None, "label"),
        ("Next.", "Ada Vale from the Ministry said so. When?", None, "label"),
    ],
)
def test_an_outlet_is_taken_from_speech_only_where_it_is_one(
    call: str, question: str, outlet: str | None, how: str
) -> None:
    before = "Cy Dorn, ANSA\nWhy?\n\nHarbour Minister Ada Vale\nSo."
    turns = f"Spokesperson Bo Fell\n{call}\n\nEva Quill\n{question}\n\nMinister\nNow.\n"
    transcript = understood(f"{HEAD}{before}\n\n{turns}")
    found = transcript.exchanges[-1].attribution
    assert (found.reporter, found.outlet, found.how) == ("Eva Quill", outlet, how)
    assert transcript.turns[transcript.exchanges[-1].question_turns[0]].speaker.outlet == outlet


def test_the_label_outweighs_what_the_moderator_says() -> None:
    text = (
        f"{HEAD}Spokesperson Bo Fell\nAgence France-Presse had its turn.\n\nCy Dorn, Reuters\nWhen?\n\nMinister\nNow.\n"
    )
    found = understood(text).exchanges[0].attribution
    assert (found.outlet, found.how, found.confidence) == ("Reuters", "label", 1.0)


@given(st.lists(st.sampled_from("M A Q 1 2 3".split()), max_size=14))
def test_exchanges_always_name_questions_as_questions_and_answers_as_answers(order: list[str]) -> None:
    said = "".join(f"{PEOPLE[who]}\nSo what is it, number {chr(97 + i)}?\n\n" for i, who in enumerate(order))
    transcript = understood(f"{HEAD}Cy Dorn, Reuters\nWhen?\n\nHarbour Minister Ada Vale\nNow.\n\n{said}")
    questions = [i for found in transcript.exchanges for i in found.question_turns]
    assert sorted(questions) == [turn.index for turn in transcript.turns if turn.kind == "question"]
    for found in transcript.exchanges:
        assert all(transcript.turns[i].kind == "answer" for i in found.answer_turns)
        assert all(i > found.question_turns[0] for i in found.answer_turns)
        assert found.answered == bool(found.answer_turns)
