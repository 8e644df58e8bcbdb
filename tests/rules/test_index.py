import pickle

from hypothesis import given
from hypothesis import strategies as st
from room import said

from parsers.transcript import Transcript
from rules.evidence import Grade
from rules.index import Hit, Index, Term
from rules.spelling import Level, compare


def scan(transcript: Transcript, *phrases: str, level: Level = Level.NORMAL) -> dict[str, list[str]]:
    hits = Index(Term(phrase, level) for phrase in phrases).scan(transcript)
    return {term.phrase: [transcript.excerpt(hit.span) for hit in each] for term, each in hits.items()}


def one_turn(text: str) -> Transcript:
    return said(f"statement | Mara Linde | {text}")


def test_words_and_phrases_of_all_terms_are_found_in_one_pass() -> None:
    text = "The air-defence of Norrland’s ports: Patriots, an airdefence net, and ice breakers."
    assert scan(one_turn(text), "air defence", "Patriot", "icebreaker", "Norrland", "submarine") == {
        "air defence": ["air-defence", "airdefence"],
        "Patriot": ["Patriots"],
        "icebreaker": ["ice breakers"],
        "Norrland": ["Norrland"],
    }


def test_misspelt_terms_find_the_right_words_and_not_their_neighbours() -> None:
    text = "Zelenskyy saw the Patriot battery. Austria was there, Australia was not; nor was Iraq, nor Holland."
    assert scan(one_turn(text), "Zelenskiy", "Patriott", "Austria", "Iran", "Poland") == {
        "Zelenskiy": ["Zelenskyy"],
        "Patriott": ["Patriot"],
        "Austria": ["Austria"],
    }


def test_a_phrase_never_reaches_across_sentences_paragraphs_or_asides() -> None:
    for text in (
        "Up in the air. Defence matters.",
        "in the air\nDefence",
        "the air (Laughter.) defence",
        "air, defence",
    ):
        assert scan(one_turn(text), "air defence") == {}


def test_asides_are_not_said() -> None:
    transcript = said(
        "statement | Mara Linde | We go. (Applause for the Patriot.) Then we rest.", "aside | | (Patriot)"
    )
    assert scan(transcript, "Patriot", "Then we rest") == {"Then we rest": ["Then we rest"]}


def test_the_reason_names_both_spellings() -> None:
    hits = Index([Term("Zelenskiy"), Term("defence")]).scan(one_turn("Zelenskyy on Defence."))
    assert [hit.because for each in hits.values() for hit in each] == [
        "“Zelenskyy” ≈ Zelenskiy (spelling)",
        "“Defence”",
    ]


def test_each_level_gets_its_own_grades() -> None:
    transcript = one_turn("The Patriot went to Reykyavik, then to Rubinow.")
    terms = [Term("Reykjavik", level) for level in Level] + [Term("Patriot", Level.EXACT), Term("Rubikow", Level.WIDE)]
    hits = Index(terms).scan(transcript)
    assert {term: each[0].grade for term, each in hits.items()} == {
        Term("Reykjavik", Level.NORMAL): Grade.FUZZY,
        Term("Reykjavik", Level.WIDE): Grade.FUZZY,
        Term("Patriot", Level.EXACT): Grade.EXACT,
        Term("Rubikow", Level.WIDE): Grade.POSSIBLE,
    }


def test_what_is_spelt_so_again_and_again_beside_the_right_word_is_no_slip() -> None:
    once = "Andersen spoke. Anderson listened."
    often = "Andersen spoke. Anderson listened. Anderson left. Anderson slept."
    assert scan(one_turn(once), "Andersen") == {"Andersen": ["Andersen", "Anderson"]}
    assert scan(one_turn(often), "Andersen") == {"Andersen": ["Andersen"]}
    assert scan(one_turn(often.replace("Andersen", "He")), "Andersen") == {"Andersen": ["Anderson"] * 3}


def test_two_plain_words_are_not_joined_into_another() -> None:
    assert scan(one_turn("They named the rapist. Ask the council or wait."), "therapist", "councilor") == {}


def test_an_index_survives_pickling() -> None:
    index = Index([Term("air defence"), Term("Zelenskiy")])
    transcript = one_turn("Zelenskyy wants air defences.")
    assert pickle.loads(pickle.dumps(index)).scan(transcript) == index.scan(transcript)


WORDS = st.sampled_from(
    "Patriot patriots air defence air-defence Zelenskyy Zelensky ice breaker, icebreaker. Köln's".split()
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def positions(hits: tuple[Hit, ...]) -> list[tuple[int, int]]:
    return [(hit.span.start, hit.span.end) for hit in hits]


@given(TEXTS, PHRASES)
def test_hits_always_lie_in_their_turn_and_are_spellings_of_the_term(text: str, phrase: str) -> None:
    transcript = one_turn(text)
    for hit in Index([Term(phrase, Level.WIDE)]).scan(transcript).get(Term(phrase, Level.WIDE), ()):
        assert hit.span.end <= len(transcript.turns[0].text)
        assert compare(phrase, transcript.excerpt(hit.span), Level.WIDE) is not None


@given(TEXTS, PHRASES, st.lists(PHRASES, max_size=4))
def test_other_terms_never_change_what_one_finds(text: str, phrase: str, others: list[str]) -> None:
    transcript, term = one_turn(text), Term(phrase)
    alone = Index([term]).scan(transcript).get(term, ())
    assert Index([*map(Term, others), term]).scan(transcript).get(term, ()) == alone


@given(TEXTS, PHRASES)
def test_more_tolerance_never_finds_less(text: str, phrase: str) -> None:
    terms = [Term(phrase, level) for level in Level]
    hits = Index(terms).scan(one_turn(text))
    exact, normal, wide = (set(positions(hits.get(term, ()))) for term in terms)
    assert exact <= normal <= wide
