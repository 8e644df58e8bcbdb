import csv
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.evidence import Grade
from rules.spelling import Level, Vocabulary, compare, nearest, same_person
from rules.words import shape


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("air defence", "Air-Defence"),
        ("air defence", "airdefence"),
        ("icebreaker", "ice breakers"),
        ("air defence", "air defenses"),
        ("Şahin", "Sahin"),
        ("Köhler", "Koehler"),
        ("ally", "allies"),
        ("NATO", "Nato"),
        ("NGO", "NGOs"),
        ("US", "U.S."),
        ("F-16", "F16"),
    ],
)
def test_the_same_word_is_exact_whatever_its_case_accents_breaks_and_number(rule: str, text: str) -> None:
    found = compare(rule, text, Level.EXACT)
    assert found is not None
    assert found.grade is Grade.EXACT


@pytest.mark.parametrize(
    ("rule", "text", "grade"),
    [
        ("Zelenskiy", "Zelenskyy", Grade.VARIANT),
        ("Patriott", "Patriot", Grade.VARIANT),
        ("Mikhailov", "Mihailow", Grade.FUZZY),
        ("Akhmedow", "Akhmedov", Grade.VARIANT),
        ("Reykjavik", "Reykyavik", Grade.FUZZY),
        ("Copenhagen", "Copenhagan", Grade.FUZZY),
        ("parliament", "parliment", Grade.FUZZY),
        ("Ludwig von Berg", "Ludwig van Berg", Grade.FUZZY),
    ],
)
def test_a_misspelt_or_transliterated_word_is_found_at_normal_but_not_at_exact(
    rule: str, text: str, grade: Grade
) -> None:
    found = compare(rule, text, Level.NORMAL)
    assert found is not None
    assert found.grade is grade
    assert compare(rule, text, Level.EXACT) is None


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("Australia", "Austria"),
        ("RND", "RNZ"),
        ("Poland", "Holland"),
        ("Slovakia", "Slovenia"),
        ("Mauritius", "Mauritania"),
        ("Scholz", "Schulz"),
        ("Johnson", "Johnston"),
        ("William", "Williams"),
        ("Paula", "Paulo"),
        ("WHO", "who"),
        ("WHO", "Who"),
        ("US", "us"),
        ("were", "we're"),
        ("F-22", "F-35"),
        ("3%", "8%"),
        ("mission", "fission"),
        ("economic", "economics"),
        ("Turin", "turn"),
        ("resolution", "revolution"),
        ("new", "news"),
        ("Olaf", "Ola"),
    ],
)
def test_another_word_is_never_taken_for_the_rules_word(rule: str, text: str) -> None:
    assert compare(rule, text, Level.NORMAL) is None


def test_a_likeness_says_what_is_alike() -> None:
    assert [getattr(compare(*pair), "how", None) for pair in (("Patriot", "patriots"), ("Zelenskiy", "Zelenskyy"))] == [
        "plural",
        "spelling",
    ]


@given(st.text(alphabet="abeinorstZ -'", max_size=14), st.text(alphabet="abeinorstZ -'", max_size=14))
def test_more_tolerance_always_finds_at_least_as_much(rule: str, text: str) -> None:
    exact, normal, wide = (compare(rule, text, level) for level in Level)
    assert exact is None or normal == exact
    assert normal is None or wide == normal


@given(st.lists(st.text(alphabet="abcikorsyABC", min_size=1, max_size=9), min_size=1, max_size=8), st.data())
def test_a_vocabulary_always_answers_as_word_by_word_comparison_does(known: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(known) | st.text(alphabet="abcikorsyABC", min_size=1, max_size=9))
    vocabulary = Vocabulary([shape(word) for word in known])
    alone = {n: found for n, word in enumerate(known) if (found := compare(word, text, Level.WIDE))}
    assert dict(vocabulary.alike(text)) == alone
    assert dict(pickle.loads(pickle.dumps(vocabulary)).alike(text)) == alone


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ("Mara Linde", "Mara Linde"),
        ("Linde", "Mara Linde"),
        ("Mara Linde", "Harbour Minister Mara J. Linde"),
        ("Mara Lindhe", "Mara Linde"),
        ("Jürgen von Osten", "Juergen von Osten"),
    ],
)
def test_a_person_is_the_same_under_titles_initials_and_slips(wanted: str, named: str) -> None:
    assert same_person(wanted, named)


@pytest.mark.parametrize(
    ("wanted", "named"), [("Mara Linde", "Otto Linde"), ("Mara Linde", "Mara"), ("Linde Mara", "Mara Linde"), ("", "A")]
)
def test_another_person_is_not(wanted: str, named: str) -> None:
    assert not same_person(wanted, named)


def test_the_nearest_known_word_is_offered_only_when_near() -> None:
    assert nearest("Reuter", ["AFP", "Reuters"]) == "Reuters"
    assert nearest("xyz", ["AFP", "Reuters"]) is None


def scores(pairs: list[list[str]], level: Level) -> tuple[float, float]:
    said = [(row[2], compare(row[0], row[1], level) is not None) for row in pairs]
    found = sum(yes for label, yes in said if label == "match")
    false = sum(yes for label, yes in said if label == "no-match")
    return found / (found + false), found / sum(label == "match" for label, _ in said)


def test_labelled_pairs_are_told_apart(corpus: Path) -> None:
    with (corpus / "matching" / "variants-dev.tsv").open(encoding="utf-8") as file:
        pairs = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]
    precision, recall = scores(pairs, Level.NORMAL)
    assert precision >= 0.97
    assert recall >= 0.96
    precision, recall = scores(pairs, Level.EXACT)
    assert precision >= 0.99
    assert recall >= 0.45
