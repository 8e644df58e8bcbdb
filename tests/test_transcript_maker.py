"""The made transcripts say what they claim to say."""

from __future__ import annotations

import pytest
from transcript_maker import SUBJECTS, channel_names, number_of, rules, samples


def test_the_same_seed_makes_the_same_transcripts() -> None:
    assert samples(7, 20, 3) == samples(7, 20, 3)
    assert samples(7, 20, 3) != samples(8, 20, 3)


def test_a_transcript_speaks_once_of_each_subject_it_is_for_and_of_no_other() -> None:
    names = channel_names(5)
    for sample in samples(1, 100, 5):
        spoken = {subject: sample.text.count(subject) for subject in SUBJECTS}
        assert {s: n for s, n in spoken.items() if n} == {SUBJECTS[names.index(c)]: 1 for c in sample.channels}


def test_no_two_transcripts_share_a_title_a_day_or_a_name() -> None:
    made = samples(1, 100, 5)
    assert len({sample.name for sample in made}) == 100
    assert len({sample.text.splitlines()[0] for sample in made}) == 100
    assert len({sample.text.splitlines()[4] for sample in made}) == 100
    assert [number_of(sample.text) for sample in made] == list(range(1, 101))


def test_some_transcripts_are_for_nobody() -> None:
    silent = [sample for sample in samples(1, 100, 5) if not sample.channels]
    assert 0 < len(silent) < 30


def test_each_channel_has_a_rule_of_its_own() -> None:
    assert [rule["send"]["to"] for rule in rules(2)] == ["#desk-1", "#desk-2"]
    with pytest.raises(ValueError, match="not for 11"):
        rules(11)
