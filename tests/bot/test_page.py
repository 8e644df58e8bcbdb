"""What the local inbox draws, and that nothing it draws is more than words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from briefing import DEFENCE, INBOX, KEY, briefing, figure, keyword, match, outlet_question, told
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import messages
from bot.drawing import draw, mrkdwn
from bot.model import DeliveryState, Destination, Json, Message, SourceHealth, SourceState
from bot.page import Card, apology, fragment, inbox, transcript_page
from parsers.transcript import GroundRules, Note, Span, Speaker, Transcript

NOW = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;javascript:alert(1)"
#: what we write ourselves; anything else came out of somebody's words
TAGS = frozenset(
    "html head meta title link noscript script body header a span p div main article section aside h1 h2 h3 h4 ul ol "
    "li strong em s u code pre blockquote br hr table thead tbody tr th td time i".split()
)
ATTRIBUTES = frozenset(
    "lang charset name content http-equiv rel href type src defer id class role aria-live aria-label dir scope "
    "tabindex datetime".split()
)
VOID = frozenset({"meta", "link", "br", "hr"})


class Reader(HTMLParser):
    """Reads a page as a browser would and keeps what matters."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.seen.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.hrefs.append(given["href"] or "")
        if given.get("id"):
            self.ids.append(given["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def read(html: str) -> Reader:
    """The page, after it was checked to hold nothing but what we write."""
    reader = Reader(html)
    assert reader.open == []
    for tag, attributes in reader.seen:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        if tag == "script":
            assert attributes["src"] == "/static/inbox.js"
        if tag == "a" and not (attributes["href"] or "").startswith(("#", "/")):
            assert re.match(r"https?://[^/]", attributes["href"] or "")
            assert attributes["rel"] == "noopener noreferrer"
    assert len(set(reader.ids)) == len(reader.ids)
    return reader


def card(
    *sent: Message, state: DeliveryState = DeliveryState.SENT, to: Destination = INBOX, error: str | None = None
) -> Card:
    return Card("a" * 32, KEY, to, "Harbour briefing", sent, state, NOW, error)


def source(state: SourceState = SourceState.WATCHING, error: str | None = None, name: str = "harbour") -> SourceHealth:
    return SourceHealth(name, "folder", "transcripts", state, NOW, None, error)


def hostile() -> Transcript:
    page = briefing(
        title=HOSTILE,
        answer=f"{HOSTILE} and more.",
        reporter=HOSTILE,
        outlet=HOSTILE,
        url=f"https://a.example/{HOSTILE}",
    )
    return replace(
        page,
        source=HOSTILE,
        venue=HOSTILE,
        delivery=HOSTILE,
        notes=(Note("x", HOSTILE, Span(0, 0, 1)), Note("y", HOSTILE)),
        ground_rules=GroundRules("on background", NOW, HOSTILE),
        turns=tuple(replace(t, speaker=Speaker(HOSTILE, HOSTILE, "principal", HOSTILE, HOSTILE)) for t in page.turns),
    )


# Blocks --------------------------------------------------------------------------------------------------------------


def test_a_digest_is_drawn_with_its_quotation_marks_and_links() -> None:
    page = briefing()
    digest = told(page, match(page, "Costs", keyword(page, "a quarter")), to=INBOX)
    drawn = draw(messages(digest)[0].blocks)
    reader = read(drawn)
    assert "<strong>a quarter</strong>" in drawn
    assert reader.hrefs[1:] == [f"/transcripts/{KEY}#turn-2", page.url]
    assert reader.hrefs[0].startswith(page.url)
    assert "in answer to Andrew Doyle, Reuters" in reader.text


def test_figures_are_drawn_as_a_table() -> None:
    page = briefing()
    found = match(page, "Money", figure(page, "20 billion crowns"), figure(page, "two per cent"))
    drawn = draw(messages(told(page, found))[0].blocks)
    assert drawn.count("<tr>") == 3
    assert '<th scope="col" dir="auto">' in drawn
    read(drawn)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"type": "divider"}, "<hr>"),
        (
            {"type": "image", "alt_text": "A <chart>", "image_url": "https://x.example/a.png"},
            '<p class="note">Image: A &lt;chart&gt;</p>',
        ),
        ({"type": "hologram<"}, '<p class="note">A block of type “hologram&lt;” is not drawn here.</p>'),
        (
            {
                "type": "section",
                "text": {"type": "plain_text", "text": "*a*"},
                "fields": [{"type": "mrkdwn", "text": "*b*"}],
            },
            (
                '<div class="section"><div><div class="text" dir="auto">*a*</div><div class="fields"><div dir="auto">'
                "<strong>b</strong></div></div></div></div>"
            ),
        ),
        (
            {"type": "rich_text", "elements": [
                {"type": "rich_text_list", "style": "ordered", "elements": [
                    {"type": "rich_text_section", "elements": [
                        {"type": "text", "text": "one", "style": {"italic": True}},
                    ]},
                ]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b"}]},
            ]},
            '<div class="rich"><ol><li dir="auto"><em>one</em></li></ol><pre dir="auto">a  b</pre></div>',
        ),
        (
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
                {"type": "user", "user_id": "U1"}, {"type": "emoji", "name": "wave", "unicode": "1f44b"},
                {"type": "link", "url": "javascript:alert(1)", "text": "no"},
                {"type": "link", "url": "//evil.example/", "text": "nor"},
            ]}]},
            '<div class="rich"><div dir="auto"><span class="mention">@U1</span>👋nonor</div></div>',
        ),
    ],
)  # fmt: skip
def test_each_kind_of_block_is_drawn(block: Json, expected: str) -> None:
    assert draw([block]) == expected
    read(draw([block]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*b* _i_ ~s~ `c`", "<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>"),
        ("snake_case_name 2*3", "snake_case_name 2*3"),
        ("&lt;b&gt; &amp;amp; &copy;", "&lt;b&gt; &amp;amp; &amp;copy;"),
        (
            "<https://a.example/?x=1&amp;y=2|go>",
            '<a href="https://a.example/?x=1&amp;y=2" rel="noopener noreferrer">go</a>',
        ),
        ("<javascript:alert(1)|go>", "go"),
        ("<!channel> <@U1|Ann>", '<span class="mention">!channel</span> <span class="mention">Ann</span>'),
        ("> a\nb", "<blockquote>a</blockquote>b"),
        ("*a _b_*", "<strong>a <em>b</em></strong>"),
    ],
)
def test_markup_is_drawn_as_slack_draws_it(text: str, expected: str) -> None:
    assert mrkdwn(text) == expected


@given(st.text(alphabet="<>*_~`&|\nab;:/!@#lt", max_size=300))
def test_no_markup_ever_becomes_more_than_words_and_links(text: str) -> None:
    read(mrkdwn(text))


def test_markup_that_never_ends_takes_no_longer_than_it_is_long() -> None:
    for mark in "<*_~`":
        read(mrkdwn(f"{mark}a " * 20_000))


# Pages ---------------------------------------------------------------------------------------------------------------


def test_the_inbox_shows_thread_replies_below_their_root() -> None:
    root, reply = (
        Message("x", ({"type": "header", "text": {"type": "plain_text", "text": word}},)) for word in ("Root", "Reply")
    )
    reader = read(inbox((card(root, reply),), (source(),)))
    assert reader.text.index("Root") < reader.text.index("1 reply in the thread") < reader.text.index("Reply")


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (card(), "kept here"),
        (card(to=DEFENCE), "sent to Slack"),
        (card(to=DEFENCE, state=DeliveryState.PENDING), "waiting"),
        (card(to=DEFENCE, state=DeliveryState.PENDING, error="Slack is slow."), "waiting: Slack is slow."),
        (card(to=DEFENCE, state=DeliveryState.SENDING), "being sent"),
        (card(to=DEFENCE, state=DeliveryState.IN_DOUBT), "finding out whether Slack has it"),
        (
            card(to=DEFENCE, state=DeliveryState.FAILED, error="The channel is archived."),
            "failed: The channel is archived.",
        ),
    ],
)
def test_every_digest_says_where_it_went_and_how_that_stands(shown: Card, words: str) -> None:
    text = read(fragment((shown,), ())).text
    assert words in text
    assert ("#defence" in text) == (shown.destination is DEFENCE)
    assert "17 November 2026, 14:03 UTC" in text


def test_an_empty_inbox_says_what_will_come() -> None:
    text = read(inbox((), ())).text
    assert "No digest yet." in text
    assert "No source is configured." in text


def test_a_source_that_fails_says_why() -> None:
    text = read(inbox((), (source(SourceState.FAILING, "The folder is gone."), source(name="other")))).text
    assert "cannot be readThe folder is gone." in text
    assert "watching" in text


def test_a_transcript_has_an_anchor_for_every_turn_and_says_who_asked() -> None:
    page = briefing()
    page = replace(
        page,
        turns=(
            page.turns[0],
            page.turns[1],
            replace(page.turns[2], asides=(Span(2, 0, 18),), at=timedelta(seconds=61)),
        ),
    )
    html = transcript_page(page)
    reader = read(html)
    assert [name for name in reader.ids if name.startswith("turn-")] == ["turn-0", "turn-1", "turn-2"]
    assert "Andrew Doyle, Reuters" in reader.text
    assert '<i class="aside">Thank you, Andrew.</i>' in html
    assert "0:01:01" in reader.text
    assert page.url in reader.hrefs


def test_what_was_said_is_on_the_page_word_for_word() -> None:
    page = hostile()
    assert page.turns[2].text in read(transcript_page(page)).text


def test_nothing_from_outside_becomes_markup() -> None:
    page = hostile()
    digest = told(page, match(page, HOSTILE, keyword(page, "and more", because=HOSTILE)), to=INBOX)
    asked = told(page, match(page, HOSTILE, outlet_question(page, "Will the icebreakers")), to=INBOX)
    shown = tuple(
        replace(card(*messages(each), state=DeliveryState.FAILED, to=Destination(HOSTILE, HOSTILE), error=HOSTILE),
                heading=HOSTILE, digest=name)
        for name, each in (("a", digest), ("b", asked))
    )  # fmt: skip
    for html in (
        inbox(shown, (SourceHealth(HOSTILE, HOSTILE, HOSTILE, SourceState.FAILING, NOW, NOW, HOSTILE),)),
        transcript_page(page),
        apology(HOSTILE, HOSTILE),
    ):
        read(html)
        assert "<script>" not in html
        assert html.count("<script") <= 1
        assert "<img" not in html


@given(st.text(max_size=300), st.text(max_size=50))
def test_a_transcript_page_always_holds_only_our_markup(said: str, name: str) -> None:
    page = briefing(opening=said, title=name, reporter=name)
    read(
        transcript_page(replace(page, turns=(replace(page.turns[0], asides=(Span(0, 0, len(said)),)), *page.turns[1:])))
    )


def test_the_way_to_our_copy_stands_on_a_card_once() -> None:
    page = briefing(url="file:///transcripts/a.txt")
    named, *_ = messages(told(page, match(page, "Costs", keyword(page, "a quarter")), to=INBOX))
    unnamed = Message("One hit.", ())
    assert f"/transcripts/{KEY}|" in str(named.blocks)
    for message in (named, unnamed):
        assert fragment((card(message),), ()).count(f'href="/transcripts/{KEY}"') == 1
