"""Small fictional transcripts by the hundred, each an event of its own, and the rules that find them.

Everything follows from a seed: the same seed gives the same files. Each channel has one subject; a transcript speaks of
some subjects, once each, so that it is known beforehand which channel must hear of it, and that it must hear once.
Some transcripts speak of none, and nobody must hear of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

#: one subject a channel: the words of its rule, and nowhere else in the made text
SUBJECTS = (
    "granite lighthouse",
    "winter ferry",
    "dredging barge",
    "herring quota",
    "tidal barrier",
    "pilot cutter",
    "salvage licence",
    "harbour tramway",
    "fog signal",
    "island hospital",
)
FIRST_DAY = date(2026, 1, 5)
PRINCIPAL = "Harbour Board President Aud Rasmussen"
MODERATOR = "Harbour Board Spokesperson Joren Vale"
REPORTERS = (
    ("Nils Okafor", "Reuters"),
    ("Jeanne Colbert", "Agence France Presse"),
    ("Tamsin Reyes", "The Nordhaven Lantern"),
    ("Viktor Hallas", "DW"),
    ("Mira Sandoval", "EFE"),
)
PLACES = ("north quay", "old customs house", "east basin", "fish market", "lower lock", "coal pier")
NUMBER = re.compile(r"Harbour bulletin (\d{4})")


@dataclass(frozen=True, slots=True)
class Sample:
    """One made transcript and who must hear of it."""

    number: int  #: also in its title, by which its messages are known again
    name: str  #: a file name
    text: str  #: the page text
    channels: frozenset[str]  #: the channels whose rules match it


def channel_names(count: int) -> tuple[str, ...]:
    """Names for `count` channels, each with the subject of the same place in `SUBJECTS`."""
    if not 1 <= count <= len(SUBJECTS):
        raise ValueError(f"there are subjects for 1 to {len(SUBJECTS)} channels, not for {count}")
    return tuple(f"desk-{number}" for number in range(1, count + 1))


def rules(count: int) -> list[dict[str, Any]]:
    """One keyword rule a channel, as they stand in a configuration file."""
    return [
        {"name": f"On the {subject}", "kind": "keyword", "any": [subject], "send": {"to": f"#{channel}"}}
        for channel, subject in zip(channel_names(count), SUBJECTS, strict=False)
    ]


def samples(seed: int, count: int, channels: int) -> tuple[Sample, ...]:
    """`count` transcripts for the rules of `channels` channels."""
    random = Random(seed)
    return tuple(_sample(random, number, channel_names(channels)) for number in range(1, count + 1))


def number_of(text: str) -> int | None:
    """The number of the transcript that some text, a message for instance, is about."""
    found = NUMBER.search(text)
    return int(found.group(1)) if found else None


def _sample(random: Random, number: int, names: tuple[str, ...]) -> Sample:
    # one in ten concerns nobody
    told = () if random.random() < 0.1 else tuple(random.sample(range(len(names)), random.randint(1, len(names))))
    subjects = [SUBJECTS[index] for index in told]
    text = "\n".join([*_head(number), *_opening(random, subjects[::2]), *_exchanges(random, subjects[1::2])]) + "\n"
    return Sample(number, f"bulletin-{number:04d}.txt", text, frozenset(names[index] for index in told))


def _head(number: int) -> list[str]:
    day = (FIRST_DAY + timedelta(days=number)).strftime("%d %b. %Y")
    return [
        f"Harbour bulletin {number:04d}",
        "",
        f"by {PRINCIPAL} ahead of the weekly board meeting in Nordhaven",
        "",
        f"  • {day} -",
        "  • |",
        f"  • Last updated: {day} 11:{number % 60:02d}",
        "",
        "(As delivered)",
        "",
    ]


def _opening(random: Random, subjects: list[str]) -> list[str]:
    lines = ["Good morning, and welcome.", "", f"The board met this week at the {random.choice(PLACES)}."]
    lines += [f"It spent {random.randint(2, 90)} minutes on the {subject}, and agreed." for subject in subjects]
    lines += [f"We also walked over to the {random.choice(PLACES)}.", "", "I am now ready for your questions.", ""]
    return lines


def _exchanges(random: Random, subjects: list[str]) -> list[str]:
    lines: list[str] = []
    for subject in subjects or [""]:
        reporter, outlet = random.choice(REPORTERS)
        place = random.choice(PLACES)
        question = f"Thank you. What was decided about the {place}, and when do you expect the work to end?"
        answer = f"On the {place} we wait for one more report. "
        answer += f"What I can say today concerns the {subject}: it will stay." if subject else "That is all for today."
        lines += ["", MODERATOR, f"The next one, {outlet}, please."]
        lines += ["", f"{reporter}, {outlet}", question, "", PRINCIPAL, answer]
    return [*lines, "", MODERATOR, "Thank you all. Until next week."]
