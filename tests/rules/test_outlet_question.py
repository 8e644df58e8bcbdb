import pytest
from room import found, matches, rule, said

ROOM = said(
    "statement | Mara Linde | Welcome. Reuters is here.",
    "question | Tom Reed, Reuters | Minister, can you hear me? Tom Reed, Reuters. Will the ferries sail? And when?",
    "answer | Mara Linde | In May. Sundland will send two of them.",
    "question | Ana Cole, Agence France Presse | Good morning. I wish to ask about the Zelenskyy visit here.",
    "answer | Otto Brandt | No.",
    "question | , ABC | Who pays?",
    "question | Lev Oren, The Nordhaven Lantern | Is it safe?",
    "answer | Mara Linde | It is.",
    "question | | And the pilots?",
)


def reasons(*, country: str | None = None, **settings: object) -> list[str]:
    found = matches(ROOM, rule("outlet_question", **settings), country=country)
    return [each.because for match in found for each in sorted(match.evidence, key=lambda each: each.span)]


def test_evidence_is_the_sentence_that_asks_past_greetings_and_introductions() -> None:
    (match,) = matches(ROOM, rule("outlet_question", outlets=["Reuters"]))
    (evidence,) = match.evidence
    assert evidence.excerpt == "Will the ferries sail?"
    assert (evidence.exchange, evidence.outlet, evidence.because) == (
        0,
        "Reuters",
        "asked by Tom Reed, Reuters (label)",
    )


def test_without_a_question_mark_it_is_the_longest_sentence() -> None:
    assert found(ROOM, rule("outlet_question", outlets="AFP")) == ["I wish to ask about the Zelenskyy visit here."]


def test_an_outlet_is_found_under_each_of_its_names() -> None:
    (reason,) = reasons(outlets=["AFP"])
    assert reason == "asked by Ana Cole, Agence France Presse (label)"
    (match,) = matches(said("question | A, AFP | Why?"), rule("outlet_question", outlets=["Agence France-Presse"]))
    assert match.evidence[0].because == "asked by A, AFP = Agence France-Presse (label)"
    assert match.evidence[0].outlet == "Agence France-Presse"


def test_similar_abbreviations_are_other_outlets() -> None:
    room = said("question | A, RNZ | Why?", "question | B, AP | Why?")
    assert matches(room, rule("outlet_question", outlets=["RND", "AFP"])) == ()


def test_a_shared_name_matches_only_the_rule_that_names_it() -> None:
    assert reasons(outlets=["ABC (Australia)"]) == []
    (reason,) = reasons(outlets=["ABC"])
    assert reason == (
        "asked by a reporter not named, “ABC”, which may be ABC News (United States) or ABC (Australia) or ABC (Spain) "
        "(label)"
    )


def test_the_country_of_the_source_decides_who_a_shared_name_is() -> None:
    assert reasons(outlets=["ABC (Australia)"], country="AU") == [
        "asked by a reporter not named, ABC = ABC (Australia) (label)"
    ]
    assert reasons(outlets=["ABC News (United States)"], country="AU") == []


def test_an_outlet_that_is_not_listed_is_found_as_printed() -> None:
    assert reasons(outlets=["Nordhaven Lantern"]) == []
    assert reasons(outlets=["The Nordhaven Lantern"]) == ["asked by Lev Oren, The Nordhaven Lantern (label)"]


def test_reporters_are_found_by_name_with_slips() -> None:
    assert reasons(reporters=["Anna Cole", "Reed"]) == ["asked by Tom Reed, Reuters (label)"]
    assert reasons(reporters=["Lev Oren"], outlets=["Reuters"]) == []


@pytest.mark.parametrize(
    ("settings", "count"),
    [({}, 1), ({"in_": "answer"}, 1), ({"in_": "question"}, 0), ({"by": "Mara Linde"}, 1), ({"by": "Otto Brandt"}, 0)],
)
def test_what_it_is_about_is_looked_for_where_the_scope_says(settings: dict[str, str], count: int) -> None:
    assert len(reasons(about=["Sundland"], **settings)) == count


def test_what_it_is_about_is_told_with_its_spelling() -> None:
    (reason,) = reasons(outlets=["AFP"], about=["Zelenskiy"])
    assert reason == "asked by Ana Cole, Agence France Presse (label); about “Zelenskyy” ≈ Zelenskiy (spelling)"


def test_who_is_not_named_is_never_taken_for_somebody() -> None:
    assert reasons(about=["pilots"]) == ["asked by a reporter not named, outlet not named (none); about “pilots”"]
    assert reasons(about=["pilots"], outlets=["Reuters"]) == []
