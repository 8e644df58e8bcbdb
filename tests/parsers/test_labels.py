"""What the words of a label say, and which lines of a page are labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import drawn, understood

from parsers.blocks import blocks
from parsers.label_lines import choose_labels
from parsers.labels import read_label

#: printed line -> name, office, outlet
KNOWN: dict[str, tuple[str | None, str | None, str | None]] = {
    "Straits Council Secretary General Ada Vale\u00a0": ("Ada Vale", "Straits Council Secretary General", None),
    "Ada Vale, Acting Spokesperson of the Council:": ("Ada Vale", "Acting Spokesperson of the Council", None),
    "President of Ruritania Ada Vale": ("Ada Vale", "President of Ruritania", None),
    "Minister for Foreign Affairs Jean-Noël d'Arc": ("Jean-Noël d'Arc", "Minister for Foreign Affairs", None),
    "Chair of the Naval Committee Admiral Ada Lo Vale": ("Ada Lo Vale", "Chair of the Naval Committee Admiral", None),
    "Minister of Ports, Ada Vale": ("Ada Vale", "Minister of Ports", None),
    "ADA VALE, SHADOW MINISTER FOR PORTS, LAKES AND RIVERS :": (
        "ADA VALE",
        "SHADOW MINISTER FOR PORTS, LAKES AND RIVERS",
        None,
    ),
    "Secretary General:": (None, "Secretary General", None),
    "Secretary of State": (None, "Secretary of State", None),
    "President of the Foreign Press Association": (None, "President of the Foreign Press Association", None),
    "Ada Vale, Reuters": ("Ada Vale", None, "Reuters"),
    "Ada von Vale, Public Broadcasting Company of Ruritania": (
        "Ada von Vale",
        None,
        "Public Broadcasting Company of Ruritania",
    ),
    "Ada Vale, Welle Ruritanian and Russian": ("Ada Vale", None, "Welle Ruritanian and Russian"),
    "Ada Vale, France 24": ("Ada Vale", None, "France 24"),
    "Ada Vale, dpa": ("Ada Vale", None, "dpa"),
    "Ada Vale (ANSA)": ("Ada Vale", None, "ANSA"),
    "Ada Vale – Reuters": ("Ada Vale", None, "Reuters"),
    "Ada Vale, Brussels Correspondent, Le Monde": ("Ada Vale", "Brussels Correspondent, Le Monde", "Le Monde"),
    "Ada Vale, correspondent for Le Monde": ("Ada Vale", "correspondent for Le Monde", "Le Monde"),
    "Ada Vale, Reuters correspondent": ("Ada Vale", "Reuters correspondent", "Reuters"),
    "Question, Reuters": (None, None, "Reuters"),
    "Agence France Presse": (None, None, "Agence France Presse"),
    "Mr. Vale": ("Vale", "Mr.", None),
    "Moderator": (None, None, None),
}


@pytest.mark.parametrize("line", KNOWN)
def test_a_label_says_name_office_and_outlet(line: str) -> None:
    label = read_label(line)
    assert label
    assert (label.name, label.office, label.outlet) == KNOWN[line]


def test_where_a_journalists_job_hides_the_outlets_end_none_is_stated() -> None:
    label = read_label("Ada Vale, BBC Europe Editor")
    assert label
    assert (label.evidence, label.outlet) == ("journalist", None)


@pytest.mark.parametrize(
    "line",
    [
        "Thank you and good morning,",
        "Good morning",
        "Dear Friends",
        "And then we go",
        "Is it?",
        "Ada Vale said so.",
        "Ada Vale, thank you for that",
        "New York, 5 June",
        "Weekly Press Briefing, Brussels",
        "(As delivered)",
        "Last updated: 4 June 2025",
        "* * *",
        "ports, lakes",
        "",
        "Ada Vale, " + "Very " * 20 + "Long Title",
    ],
)
def test_lines_that_cannot_be_labels(line: str) -> None:
    assert read_label(line) is None


PAGE = """
Press conference by Harbour Minister Ada Vale

Good morning,

The ports are open.
{opening}
Ask me anything.

Spokesperson Bo Fell
First question.

Cy Dorn, Reuters
Since when?

Harbour Minister Ada Vale
Since this morning. The economic activity is back, and the outlook is good.
{answer}
"""


def test_subheads_and_verses_are_no_labels() -> None:
    opening = "\nEconomic Activity\nIt is back.\n\nOutlook\nIt is good.\n"
    answer = "\nEconomic Activity\nOnce more.\n"
    transcript = understood(PAGE.format(opening=opening, answer=answer))
    assert [turn.speaker.label for turn in transcript.turns] == [
        None, "Spokesperson Bo Fell", "Cy Dorn, Reuters", "Harbour Minister Ada Vale",
    ]  # fmt: skip
    assert "Economic Activity" in transcript.turns[0].text
    assert "Economic Activity" in transcript.turns[3].text


def test_a_name_alone_is_a_label_where_the_page_knows_it_or_it_is_set_like_one() -> None:
    answer = "\nVale\nAnd one thing more.\n\nSpokesperson Bo Fell\nOne more.\n"
    answer += "\nEva Quill\nWhat of the ferries?\n\nMinister\nThey sail.\n"
    assert drawn(understood(PAGE.format(opening="", answer=answer)))[4:] == [
        "answer | Ada Vale | - | And one thing more.",
        "moderator | Bo Fell | - | One more.",
        "question | Eva Quill | - | What of the ferries?",
        "answer | Ada Vale | - | They sail.",
    ]


def test_a_dateline_is_not_a_reporter_of_a_country() -> None:
    text = """
    Press conference by Harbour Minister Ada Vale

    New Haven, United Islands

    Good morning. The ports are open.

    Cy Dorn, Reuters
    Since when?

    Harbour Minister Ada Vale
    Since this morning.
    """
    transcript = understood(text)
    assert [turn.speaker.name for turn in transcript.turns] == ["Ada Vale", "Cy Dorn", "Ada Vale"]


def test_a_list_of_names_is_no_transcript() -> None:
    names = "\n\n".join(f"Ada {chr(65 + i % 26)}{chr(97 + i // 26)}le, Reuters\nyes" for i in range(600))
    assert choose_labels(blocks(names, "text/plain")) == {}


@given(st.text(alphabet="AaBb ,.:()–-\u00a0'’Minister", max_size=60))
def test_a_label_is_always_made_of_the_words_that_were_printed(line: str) -> None:
    label = read_label(line)
    if label:
        for part in (label.name, label.office, label.outlet):
            assert part is None or all(word in line for word in part.replace(",", " ").split())
