"""What the figures of fictional sentences measure: a readable noun phrase as said, or None."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.transcript import GroundRules, Speaker, Transcript, Turn
from rules.figures.extraction import figures
from rules.figures.figure import Figure

WORDS = st.sampled_from(
    [
        *"20 billion euros % one two half a and to , . – - $ million point of GDP times more year 2025 the".split(),
        *"fund cost is which lamp for on in with rose Vale said between doubled last first ships per paid".split(),
    ]
)


def said(text: str) -> tuple[Figure, ...]:
    turns = (Turn(0, Speaker("Vale", "Ada Vale", "principal"), "answer", text),)
    return figures(
        Transcript(
            key="a" * 32, source="harbour", url="https://harbour.example/1", title=None, held_on=None,
            published_at=None, updated_at=None, venue=None, language="en", turns=turns, exchanges=(),
            ground_rules=GroundRules(), notes=(), format="test",
        )
    )  # fmt: skip


def measures(text: str) -> list[str | None]:
    return [figure.measure for figure in said(text)]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        # right behind the amount
        ("The ports pledged 20 billion euros again for Norrland in terms of harbour aid.", "harbour aid for Norrland"),
        ("Theirs is only a 2 trillion economy.", "economy"),
        ("We have a three-year plan.", "plan"),
        ("We had 2% inflation.", "inflation"),
        ("They carry about 40% of the power that the islands use.", "power"),
        ("We gave them 5 million euros in dredging aid.", "dredging aid"),
        ("There are 11 undersea cables in the strait.", "undersea cables in the strait"),
        # in front of the preposition that leads to it
        ("Our experts put the cost of a closure at about 65 million euros a day.", "cost of a closure"),
        ("We talked of increasing harbour expenditure to 5% and of lamps.", "harbour expenditure"),
        ("They paid a fine of 3 million euros.", "fine"),
        ("We saw growth in ferry traffic of 4%.", "growth in ferry traffic"),
        ("We cut the cost per lifted buoy by 50%.", "cost per lifted buoy"),
        ("Contributions to the fund of 5 million euros came in.", "Contributions to the fund"),
        ("With growth at 2% we are fine.", "growth"),
        # the subject of a verb
        ("A rescue tug costs 11 million euros.", "rescue tug"),
        ("The whole order, with the training of the crews, must not cost more than 95 million euros.", "whole order"),
        ("The repair you mention took seven weeks.", "repair"),
        ("I hope that pledges will reach more than 60 million euros.", "pledges"),
        ("In February inflation in the islands rose to 2.3 per cent.", "inflation in the islands"),
        ("Unemployment stood at 4%.", "Unemployment"),
        ("It comes from the liability fund, which covers up to 500 million euros for each case.",
         "liability fund for each case"),
        ("Close calls, when ships come nearer than the rules allow, rose by 23%.", "Close calls"),
        ("The increase reflected lamp prices rising to 3%.", "lamp prices"),
        ("The catch doubled.", "catch"),
        ("The pilot school has doubled its intake.", "intake"),
        # the purpose or the recipient
        ("Members have pledged 30 million euros to the Pilot Fund.", "the Pilot Fund"),
        ("We ask you to spend 0.5% of GDP on port and coastal safety by 2030.", "port and coastal safety"),
        ("They will reach the aim of spending 2% of GDP on harbours.", "spending on harbours"),
        ("They gave 5 million euros for repairing the quay.", "repairing the quay"),
        ("We paid 5 million euros for the training of the crews.", "training of the crews"),
        ("There was an increase of 5% in ferry traffic.", "ferry traffic"),
    ],
)  # fmt: skip
def test_what_a_figure_measures_is_a_noun_phrase_as_said(text: str, measure: str) -> None:
    assert measures(text)[0] == measure


@pytest.mark.parametrize(
    "text",
    [
        "This compares to 60% before.",
        "We cannot keep ourselves safe sticking with the 2%.",
        "Members have pledged 30 million euros.",
        "Nine governments have reached 0.3% of GDP.",
        "You want 0.5% of GDP from everybody.",
        "October cost our Members around 80 million euros.",
        "Almost 70% of that came from the north.",
        "We will try for 5%.",
        "They speak of 5 million euros.",
        "It is 25 times bigger.",
        "For example, 5 million euros to date.",
        "No ship is ever more than forty minutes away.",
        "The ferry did not sail for two days.",
        "They paid 20 billion euros to rebuild it.",
        "The number is 5%.",
    ],
)
def test_what_is_not_said_stays_unknown(text: str) -> None:
    assert next(f.measure for f in said(text) if f.unit_kind != "count") is None


def test_an_amount_set_against_another_measures_the_same() -> None:
    text = "Members have pledged 30 million euros to the Pilot Fund, compared to 50 million last year."
    assert measures(text) == ["the Pilot Fund", "the Pilot Fund"]
    assert measures("Inflation rose to 1.9 per cent in February, from 1.7 per cent in January.") == ["Inflation"] * 2
    assert measures("We saw 18,400 ships, compared to 15,900 last year.") == ["ships", "ships"]
    assert measures("Inflation is 2%. The tug costs 5 million euros.") == ["Inflation", "tug"]


@pytest.mark.parametrize("verb", "compares covers takes tries speaks involves mentions includes becomes says".split())
def test_a_verb_is_never_what_is_measured(verb: str) -> None:
    for text in (f"This {verb} 5%.", f"It {verb} to 5 million euros.", f"He {verb}, 5% of it."):
        assert measures(text) == [None]


@given(st.lists(WORDS, max_size=40))
def test_a_measure_is_always_made_of_words_that_were_said(words: list[str]) -> None:
    text = " ".join(words)
    for figure in said(text):
        assert figure.measure is None or set(figure.measure.split()) <= set(text.split()) | {figure.unit}
