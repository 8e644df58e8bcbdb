"""What a message may hold, what it must say, and what no transcript can make of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest
from blockkit_check.blockkit_check import check
from briefing import (
    DEFENCE,
    INBOX,
    at,
    briefing,
    figure,
    figure_at,
    keyword,
    match,
    outlet_question,
    quotes_of,
    span_of,
    told,
    turn,
    words_of,
)
from hypothesis import given
from hypothesis import strategies as st

from bot.blockkit import characters
from bot.blocks import BEST, MOST_BLOCKS, MOST_CHARACTERS, MOST_TEXT, amount, messages
from bot.model import Digest, Json, Message
from bot.quoting import MORE, size
from parsers.transcript import GroundRules, Note, Span, Speaker, Transcript
from rules.evidence import Grade
from rules.figures.figure import Figure, FigureStatus

NASTY = "<!channel> *bold* &lt;b&gt; _it_ ~no~ `code` <https://evil.example|click> @here :skull: https://bare.example"


def problems(message: Message) -> list[str]:
    found = check({"text": message.text, "blocks": list(message.blocks)})
    return [f"{p.pointer} {p.code}: {p.message}" for p in found if p.level == "error"]


def assert_fit(digest: Digest) -> tuple[Message, ...]:
    """All messages of a digest, after every promise was checked on each."""
    sent = messages(digest)
    for message in sent:
        assert problems(message) == []
        assert len(message.blocks) <= MOST_BLOCKS
        assert characters(message.blocks) <= MOST_CHARACTERS
        assert 0 < size(message.text) <= MOST_TEXT
        assert message.text.rstrip("\u2069").endswith((".", "”"))
        json.dumps([message.text, *message.blocks], ensure_ascii=False).encode("utf-8")
        for words in words_of(message.blocks, "mrkdwn"):
            assert all(part.startswith("<") and part.endswith(">") for part in words.split(" · "))
    return sent


def kinds(message: Message) -> list[str]:
    return [str(block["type"]) for block in message.blocks]


def everything(sent: tuple[Message, ...]) -> str:
    return "\n".join(word for message in sent for kind in ("text", "plain_text", "link")
                     for word in words_of(message.blocks, kind))  # fmt: skip


def test_a_digest_of_one_hit_is_one_message_with_its_words_marked() -> None:
    page = briefing()
    (root,) = assert_fit(told(page, match(page, "Costs", keyword(page, "a quarter", because="“quarter”"))))
    assert kinds(root) == ["header", "context", "rich_text", "context", "actions"]
    assert root.blocks[0]["text"] == {
        "type": "plain_text", "text": "Harbour briefing by Minister Ilsa Voss", "emoji": False,
    }  # fmt: skip
    runs = root.blocks[2]["elements"][0]["elements"]
    assert [run["text"] for run in runs if run.get("style") == {"bold": True}] == ["a quarter"]
    (about,) = words_of(root.blocks[3], "plain_text")
    assert about == (
        "Ilsa Voss, Harbour Minister of Norrland · in answer to Andrew Doyle, Reuters: “Will the icebreakers be ready "
        "before next winter?” · Costs: “quarter”"
    )
    assert root.blocks[4]["elements"][0]["url"] == page.url


def test_the_text_says_how_many_for_what_and_the_best() -> None:
    page = briefing()
    (root,) = messages(told(page, match(page, "Costs & more", keyword(page, "a quarter"))))
    assert root.text.startswith(
        "Harbour briefing by Minister Ilsa Voss: 1 passage for Costs &amp; more. Ilsa Voss said: “"
    )
    assert "The ports pay a quarter of it" in root.text


def test_an_outlets_question_is_followed_by_its_answer() -> None:
    page = briefing()
    (root,) = assert_fit(told(page, match(page, "Agencies", outlet_question(page, "Will the icebreakers"))))
    drawn = root.blocks[2]["elements"]
    assert [element["type"] for element in drawn] == ["rich_text_section", "rich_text_quote"] * 2
    assert words_of(drawn[0], "text") == ["Andrew Doyle, Reuters", " asked"]
    assert words_of(drawn[2], "text") == ["Ilsa Voss", ", Harbour Minister of Norrland, answered"]
    assert "Andrew Doyle, Reuters asked: “" in root.text


def test_an_unanswered_question_says_so() -> None:
    page = briefing(answer=None)
    (root,) = assert_fit(told(page, match(page, "Agencies", outlet_question(page, "Will the icebreakers"))))
    assert "Not answered" in words_of(root.blocks, "text")


def test_one_figure_is_a_line_below_its_words() -> None:
    page = briefing()
    found = figure(page, "20 billion crowns", newness="changed", earlier="50 billion crowns", status="pledge")
    (root,) = assert_fit(told(page, match(page, "Money", found)))
    assert "table" not in kinds(root)
    surface, rest = words_of(root.blocks[2]["elements"][1], "text")
    assert surface == "20 billion crowns"
    assert rest == (
        " · harbour spending · Norrland, said Ilsa Voss · the next four years · changed from 50 billion crowns "
        "(4 Jun 2026), pledge"
    )


def test_several_figures_are_one_table() -> None:
    page = briefing()
    digest = told(
        page,
        match(page, "Money", figure(page, "20 billion crowns"), figure(page, "two per cent", newness="repeated")),
    )
    (root,) = assert_fit(digest)
    (table,) = [block for block in root.blocks if block["type"] == "table"]
    assert words_of(table["rows"][0], "text") == [
        "Figure", "What it measures", "Who", "Period", "Newness",
    ]  # fmt: skip
    assert len(table["rows"]) == 3
    assert "new" in words_of(table["rows"][1], "raw_text")
    assert "said before" in words_of(table["rows"][2], "raw_text")


@pytest.mark.parametrize("status", get_args(FigureStatus))
def test_what_kind_of_claim_a_figure_is_stands_beside_it(status: FigureStatus) -> None:
    page = briefing()
    (root,) = assert_fit(told(page, match(page, "Money", figure(page, "20 billion crowns", status=status))))
    line = words_of(root.blocks[2]["elements"][1], "text")[1]
    assert ("journalist" in line) == (status == "question")
    assert (status in line) == (status != "actual")


def test_ground_rules_corrections_and_doubts_are_shown() -> None:
    page = replace(
        briefing(),
        ground_rules=GroundRules("on background", datetime(2026, 11, 18, tzinfo=UTC)),
        notes=(Note("charset", "The encoding was guessed."),),
    )
    (root,) = assert_fit(told(page, match(page, "Costs", keyword(page, "a quarter")), correction=True))
    said = words_of(root.blocks, "text")
    assert any(words.startswith("ADDED LATER") for words in said)
    assert any("ON BACKGROUND: not for attribution by name · EMBARGOED until" in words for words in said)
    assert "Not sure: The encoding was guessed." in words_of(root.blocks, "plain_text")
    assert "ON BACKGROUND" in root.text


def test_a_user_or_group_is_woken_once_and_a_plain_name_is_only_shown() -> None:
    page = briefing()
    digest = told(page, match(page, "Costs", keyword(page, "a quarter")))
    for mention, element in {
        "U0123ABCD": {"type": "user", "user_id": "U0123ABCD"},
        "<@U0123ABCD>": {"type": "user", "user_id": "U0123ABCD"},
        "S0123ABCD": {"type": "usergroup", "usergroup_id": "S0123ABCD"},
        "@channel": {"type": "text", "text": "@channel", "style": {"bold": True}},
    }.items():
        (root,) = assert_fit(replace(digest, mention=mention))
        assert root.blocks[1] == {
            "type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}],
        }  # fmt: skip
        assert json.dumps(root.blocks).count(mention.strip("<@>")) == 1


def test_within_the_inbox_links_lead_to_our_copy_and_elsewhere_none_is_dead() -> None:
    page = replace(briefing(), url="file:///srv/incoming/briefing.txt")
    found = match(page, "Costs", keyword(page, "a quarter"))
    (here,) = assert_fit(told(page, found, to=INBOX))
    assert words_of(here.blocks, "mrkdwn") == [
        f"</transcripts/{page.key}#turn-2|our copy>", f"</transcripts/{page.key}|Whole transcript>",
    ]  # fmt: skip
    (there,) = assert_fit(told(page, found))
    assert words_of(there.blocks, "mrkdwn") == []
    assert "actions" not in kinds(there)


# Worst cases ---------------------------------------------------------------------------------------------------------


def many(number: int) -> tuple[Transcript, list[Span]]:
    said = [
        f"Sentence number {n} is about the word harbour and a good deal of other things as well." for n in range(number)
    ]
    filler = (
        "This goes between, is not about that, and is long enough that nobody would quote it along with what is. " * 3
    )
    page = briefing(opening=filler.join(f"{sentence} " for sentence in said), url="file:///srv/incoming/briefing.txt")
    text = page.turns[0].text
    return page, [Span(0, at_, at_ + 20) for n in range(number) if (at_ := text.find(f"Sentence number {n} ")) >= 0]


def test_two_hundred_hits_are_all_told_in_the_thread() -> None:
    page, spans = many(200)
    sent = assert_fit(told(page, match(page, "Harbour", *(at(page, span) for span in spans))))
    assert len(sent) > 1
    assert len(quotes_of(sent[0].blocks)) == BEST
    assert "195 more passages in the thread" in words_of(sent[0].blocks, "plain_text")
    quoted = [quote for message in sent for quote in quotes_of(message.blocks)]
    assert len(quoted) == len(set(quoted)) == 200
    assert words_of(sent[1].blocks, "plain_text")[0].startswith("More from Harbour briefing")


def test_a_rule_that_finds_thousands_is_told_so_and_no_flood_follows() -> None:
    page, spans = many(2_000)
    sent = assert_fit(told(page, match(page, "Harbour", *(at(page, span) for span in spans))))
    assert len(sent) == 31
    assert "the transcript has it all" in words_of(sent[-1].blocks, "plain_text")[-1]


def test_a_hundred_figures_are_all_in_tables_of_which_no_message_has_two() -> None:
    said = " ".join(f"For item {n} we spend {n + 1} million crowns, and that is that." for n in range(100))
    page = briefing(opening=said)
    found = [figure_at(page, span_of(page, f"{n + 1} million crowns"), measure="m" * 90) for n in range(100)]
    sent = assert_fit(told(page, match(page, "Money", *found)))
    rows = [
        row for message in sent for block in message.blocks if block["type"] == "table" for row in block["rows"][1:]
    ]
    assert len(rows) == 100
    assert all(kinds(message).count("table") <= 1 for message in sent)
    shown = sum(len(block["rows"]) - 1 for block in sent[0].blocks if block["type"] == "table")
    assert f"{100 - shown} more figures in the thread" in " ".join(words_of(sent[0].blocks, "plain_text"))


def test_an_answer_of_one_endless_sentence_is_shown_around_the_word_and_told_whole() -> None:
    words = [f"word{n}" for n in range(3_000)]
    page = briefing(answer=" ".join(words))
    assert len(page.turns[2].text) > 20_000
    sent = assert_fit(told(page, match(page, "Far", keyword(page, "word2500"))))
    (short,) = quotes_of(sent[0].blocks)
    assert short.startswith("… ")
    assert short.endswith(MORE)
    assert "word2500" in short.split()
    assert set(short.split()) - {"…"} <= set(words)
    assert "1 passage shortened above, in full in the thread" in words_of(sent[0].blocks, "plain_text")
    whole = [word for message in sent[1:] for quote in quotes_of(message.blocks) for word in quote.split()]
    assert whole == words


def test_hits_too_large_to_stand_together_leave_the_root_for_the_thread() -> None:
    said = [" ".join([f"W{n}"] + ["words"] * 200) + "." for n in range(5)]
    page = briefing(opening=" ".join(said), url="https://harbour.example/" + "p" * 400)
    office = replace(page.turns[0].speaker, office="Minister of " + "harbours " * 20)
    page = replace(page, turns=(replace(page.turns[0], speaker=office), *page.turns[1:]))
    rules = ("One " * 30, "Two " * 30, "Three " * 30, "Four " * 30)
    found = [match(page, name, *(keyword(page, f"W{n}", because="since " * 60) for n in range(5))) for name in rules]
    sent = assert_fit(told(page, *found))
    shown = len(quotes_of(sent[0].blocks))
    assert 1 <= shown < 5
    more = f"{5 - shown} more passage{'s' if shown < 4 else ''} in the thread"
    assert any(words.startswith(more) for words in words_of(sent[0].blocks, "plain_text"))


def test_a_word_without_end_is_cut_but_loses_nothing_in_the_thread() -> None:
    page = briefing(answer="é" * 20_000)
    sent = assert_fit(told(page, match(page, "Long", at(page, Span(2, 0, 20_000)))))
    assert "".join(quote for message in sent[1:] for quote in quotes_of(message.blocks)) == "é" * 20_000


def test_a_title_of_three_hundred_characters_is_cut_at_a_word() -> None:
    page = briefing(title="Statement " * 30)
    (root,) = assert_fit(told(page, match(page, "Costs", keyword(page, "a quarter"))))
    title = root.blocks[0]["text"]["text"]
    assert size(title) <= 150
    assert title.endswith("Statement …")


def test_emoji_are_counted_as_the_larger_and_never_torn_apart() -> None:
    family = "👩‍👩‍👧‍👦"
    page = briefing(title=family * 60, answer=family * 3_000)
    sent = assert_fit(told(page, match(page, "Family", at(page, Span(2, 0, 7)))))
    title = sent[0].blocks[0]["text"]["text"]
    assert size(title) <= 150
    assert title.removesuffix(MORE).replace(family, "") == ""
    assert "".join(quote for message in sent[1:] for quote in quotes_of(message.blocks)) == family * 3_000


def test_right_to_left_words_stay_within_their_own_bounds() -> None:
    page = briefing(
        title="\u202eمؤتمر صحفي\u2066", reporter="דנה לוי", outlet="Kan \u202e", answer="שלום לכולם. \u2067תודה."
    )
    (root,) = assert_fit(told(page, match(page, "Shalom", keyword(page, "שלום"))))
    drawn = json.dumps(root.blocks, ensure_ascii=False) + root.text
    assert not set(drawn) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
    assert drawn.count("\u2068") == drawn.count("\u2069") > 0
    for words in words_of(root.blocks, "plain_text"):
        assert words.count("\u2068") == words.count("\u2069")


def test_nothing_a_transcript_says_becomes_a_mention_a_link_or_a_format() -> None:
    page = briefing(
        title=NASTY,
        answer=f"{NASTY} and so on. {NASTY}",
        reporter=NASTY,
        outlet=NASTY,
        url=f"https://a.example/{NASTY}",
    )
    page = replace(
        page,
        source=NASTY,
        notes=(Note("x", NASTY),),
        ground_rules=GroundRules("off the record", None, NASTY),
        turns=tuple(replace(t, speaker=Speaker(NASTY, NASTY, "principal", NASTY, NASTY)) for t in page.turns),
    )
    found = replace(at(page, Span(2, 0, 10), because=NASTY), words="x")
    money = figure_at(page, Span(2, 11, 17), measure=NASTY, newness="changed", earlier=NASTY)
    digest = told(page, match(page, NASTY, found, money, outlet_question(page, "Will the icebreakers")))
    sent = assert_fit(digest)
    for message in sent:
        assert "<" not in message.text
        assert ">" not in message.text
        for words in words_of(message.blocks, "mrkdwn"):
            assert all(label in {"question", "answer", "exact sentence", "our copy", "Whole transcript"}
                       for label in (part.rpartition("|")[2].rstrip(">") for part in words.split(" · ")))  # fmt: skip
        assert not any(element in json.dumps(message.blocks) for element in ('"user"', '"usergroup"', '"broadcast"'))
    assert "&amp;lt;b&amp;gt;" in sent[0].text
    assert NASTY in everything(sent)


def test_text_that_is_only_controls_leaves_a_message_that_can_be_sent() -> None:
    page = briefing(title="\x00\u202e", reporter="\x1b", outlet="\ufeff", url="file:///srv/incoming/briefing.txt")
    page = replace(
        page, turns=(*page.turns[:2], turn(2, Speaker("\x00", None, "principal", "\x01"), "answer", "\x07\u200b\ud800"))
    )
    assert_fit(told(page, match(page, "\x00", at(page, Span(2, 0, 2)))))


WORDS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(" .?!\n<>&*_|`@\u202e\u2066\u200d\u0301😀é漢ש"),
    ),
    max_size=400,
)


@given(
    data=st.data(), title=WORDS, answer=WORDS, question=WORDS, reporter=WORDS, outlet=WORDS, times=st.integers(1, 60)
)
def test_whatever_is_said_the_messages_always_keep_every_promise(
    data: st.DataObject, title: str, answer: str, question: str, reporter: str, outlet: str, times: int
) -> None:
    page = briefing(
        title=title, answer=(answer or "x") * times, question=question or "?", reporter=reporter, outlet=outlet
    )
    evidence = []
    for _ in range(data.draw(st.integers(1, 8))):
        index = data.draw(st.sampled_from([0, 1, 2]))
        start = data.draw(st.integers(0, len(page.turns[index].text) - 1))
        span = Span(index, start, data.draw(st.integers(start + 1, len(page.turns[index].text))))
        kind = data.draw(st.sampled_from(["keyword", "figure", "outlet"]))
        if kind == "figure":
            evidence.append(figure_at(page, span, measure=answer, earlier=question, newness="changed"))
        elif kind == "outlet" and index == 1:
            evidence.append(replace(at(page, span), outlet="Reuters"))
        else:
            evidence.append(at(page, span, grade=data.draw(st.sampled_from(Grade)), because=reporter))
    digest = told(page, match(page, outlet, *evidence), to=data.draw(st.sampled_from([INBOX, DEFENCE])))
    sent = assert_fit(digest)
    assert messages(digest) == sent


def test_blocks_keep_the_order_in_which_hits_came() -> None:
    page, spans = many(8)
    sent = assert_fit(told(page, match(page, "Harbour", *(at(page, span) for span in spans))))
    quoted = [quote for message in sent for quote in quotes_of(message.blocks)]
    assert [quote.index("Sentence number") >= 0 for quote in quoted] == [True] * 8
    assert quoted == sorted(quoted, key=lambda quote: int(quote.split("Sentence number ")[1].split()[0]))


def _types(blocks: tuple[Json, ...]) -> set[str]:
    return {str(block["type"]) for block in blocks}


def test_only_kinds_of_blocks_that_every_client_knows_are_used() -> None:
    page, spans = many(8)
    digest = told(page, match(page, "Harbour", *(at(page, span) for span in spans)))
    assert set().union(*(_types(message.blocks) for message in messages(digest))) <= {
        "header", "context", "divider", "rich_text", "table", "actions",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("surface", "qualifier", "shown"),
    [
        ("500 million euros", "up to", "up to 500 million euros"),
        ("three years", "or so", "three years or so"),
        ("about 40%", "about", "about 40%"),
        ("11 cables", None, "11 cables"),
    ],
)
def test_an_amount_is_shown_with_what_was_said_of_its_exactness(
    surface: str, qualifier: str | None, shown: str
) -> None:
    told = Figure(Span(0, 0, 1), surface, 1, 1, (1,), None, "other", qualifier=qualifier)
    assert amount(told) == shown
