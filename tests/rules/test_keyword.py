from room import found, matches, rule, said

from rules.evidence import Grade

ROOM = said(
    "statement | Mara Linde | Norrland sends an air-defence battery. The exercise begins in May.",
    "moderator | Spokesperson | Patriot questions, please.",
    "question | Tom Reed, Reuters | Will the Patriots stay? And what of Sundland?",
    "answer | Mara Linde | Yes, the Patriot stays. Sundland agrees, and Sundland pays.",
    "question | Ana Cole, AFP | Is the Patriot in the exercise?",
    "answer | Otto Brandt | No.",
)


def test_any_of_the_words_is_a_finding_in_each_passage() -> None:
    assert found(ROOM, rule(any=["air defence", "Patriot"])) == [
        "air-defence", "Patriot", "Patriots", "Patriot", "Patriot",
    ]  # fmt: skip


def test_a_passage_is_one_hit_however_many_words_stand_in_it() -> None:
    (match,) = matches(ROOM, rule(any=["Sundland", "agrees", "pays"], in_="answer"))
    (evidence,) = match.evidence
    assert evidence.excerpt == "Sundland"
    assert evidence.because == "“Sundland”; “agrees”; “pays”"
    assert evidence.exchange == 0


def test_all_words_must_be_said_in_the_same_exchange() -> None:
    (match,) = matches(ROOM, rule(any=["Patriot"], all=["Sundland"]))
    assert [each.span.turn for each in match.evidence] == [3, 2]
    assert match.evidence[0].because == "“Patriot”; with “Sundland”"
    assert found(ROOM, rule(all=["Patriot", "Sundland"])) == ["Patriots", "Sundland", "Patriot", "Sundland"]


def test_none_of_the_words_may_be_said_in_the_same_exchange() -> None:
    assert found(ROOM, rule(any=["Patriot", "air defence"], none=["exercise"])) == ["Patriot", "Patriots", "Patriot"]


def test_near_counts_the_words_between() -> None:
    near = {"words": ["Sundland"], "within": 4}
    assert found(ROOM, rule(any=["Patriot"], near=near)) == ["Patriots", "Patriot"]
    assert found(ROOM, rule(any=["Patriot"], near=near | {"within": 1})) == ["Patriot"]
    (match,) = matches(ROOM, rule(any=["Patriot"], near=near | {"within": 1}))
    assert match.evidence[0].because == "“Patriot”; near “Sundland”"


def test_a_word_is_not_near_itself() -> None:
    assert found(said("statement | A | The Patriot alone."), rule(any=["Patriot"], near={"words": ["Patriot"]})) == []


def test_a_misspelt_rule_finds_the_right_word_and_says_so() -> None:
    (match,) = matches(ROOM, rule(any=["Patriott"], in_="answer"))
    assert match.evidence[0].because == "“Patriot” ≈ Patriott (spelling)"
    assert match.evidence[0].grade is Grade.VARIANT
    assert matches(ROOM, rule(any=["Patriott"], spelling="exact")) == ()


def test_near_misses_are_not_found() -> None:
    room = said("answer | Mara Linde | Iraq, Australia, RNZ and Holland agree. Oh, who? It is for us.")
    assert matches(room, rule(any=["Iran", "Austria", "RND", "Poland", "WHO", "US"])) == ()


def test_words_of_an_aside_are_not_said() -> None:
    assert matches(said("answer | Mara Linde | Yes. (Laughter from the Patriot.)"), rule(any=["Patriot"])) == ()


def test_a_word_said_ten_thousand_times_is_looked_for_near_another_in_one_pass() -> None:
    # were it looked for pair by pair, this would take minutes
    room = said("answer | Mara Linde | " + "Patriot of Sundland. " * 10_000)
    assert len(found(room, rule(any=["Patriot"], near=["Sundland"]))) == 10_000
