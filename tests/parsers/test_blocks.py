"""Pages become paragraphs; what was said stays, what belongs to the site goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import Block, Mark, blocks


def texts(content: str, media_type: str = "text/html") -> list[str]:
    return [block.text for block in blocks(content, media_type)]


def test_lines_of_a_paragraph_stay_apart_and_blanks_part_paragraphs() -> None:
    assert texts("Jane Roe, Example \n  One.\nTwo.\n \u00a0 \n\nThree.", "text/plain") == [
        "Jane Roe, Example\nOne.\nTwo.",
        "Three.",
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028", "\v"])
def test_every_kind_of_line_end_ends_a_line(ends: str) -> None:
    assert texts(f"One.{ends}Two.{ends}{ends}Three.", "text/plain") == ["One.\nTwo.", "Three."]


def test_plain_text_is_taken_at_its_word() -> None:
    said = "# *bold* **really** &lt;b&gt; <!channel> <p>no</p>"
    assert texts(said, "text/plain") == [said]


def test_bullets_are_items_without_their_bullet() -> None:
    assert blocks("  • One -\n  • |\n• Three", "text/plain") == (
        Block("One -", bullet=True),
        Block("|", bullet=True),
        Block("Three", bullet=True),
    )


def test_a_page_with_one_paragraph_a_line_needs_no_blank_lines() -> None:
    long = "a word " * 40
    assert len(texts(f"{long}\nLabel\n{long}\nLabel\n{long}", "text/plain")) == 5


def test_markdown_headings_and_bold_are_marks_not_words() -> None:
    assert blocks("## The head\n\n**Jane Roe, Example**\nIs it?\n\n- one", "text/markdown") == (
        Block("The head", heading=2),
        Block("Jane Roe, Example\nIs it?", (Mark(0, 17, "bold"),)),
        Block("one", bullet=True),
    )


def test_html_paragraphs_headings_lists_and_marks() -> None:
    source = "<h1>The <em>head</em></h1><ul><li>One<li>Two</ul><p><strong>Roe&nbsp;</strong><br/>Is <i>it</i>?</p>"
    assert blocks(source, "text/html") == (
        Block("The head", (Mark(4, 8, "italic"),), heading=1),
        Block("One", bullet=True),
        Block("Two", bullet=True),
        Block("Roe\nIs it?", (Mark(0, 3, "bold"), Mark(7, 9, "italic"))),
    )


def test_blank_lines_part_paragraphs_in_html_too() -> None:
    assert texts("<div>One.<br>Two.<br>\u00a0<br>Three.<br><br><br>Four.</div>") == ["One.\nTwo.", "Three.", "Four."]


def test_bold_goes_on_in_the_next_paragraph_until_it_is_closed() -> None:
    first, second = blocks("<b><p>One</p><p>Two</b> three</p>", "text/html")
    assert first.bold(0, 3)
    assert second.bold(0, 3)
    assert not second.bold(0, 9)


def test_the_sites_furniture_is_left_out() -> None:
    source = """<html><head><title>T</title><style>p{}</style></head><body><header><a>Site</a></header><nav>Menu</nav>
    <script>"<p>script</p>"</script><!-- <p>comment</p> --><p hidden>h</p><p style="DISPLAY : none">h</p>
    <p aria-hidden="true">h</p><div role="navigation">Menu</div><main><header><h1>Title</h1></header><p>Said.</p></main>
    <aside>Side</aside><form><input><button>Go</button><p>Sign up</p></form><noscript>n</noscript>
    <svg><text>s</text></svg><footer>Foot</footer>"""
    assert texts(source) == ["Title", "Said."]


def test_a_form_around_the_whole_page_is_no_form() -> None:
    assert texts("<form><h1>Title</h1><p>Said, and said again.</p></form>") == ["Title", "Said, and said again."]


def test_a_page_is_html_by_its_start_whatever_was_declared() -> None:
    assert texts("  <!DOCTYPE html><p>Said.", "application/octet-stream") == ["Said."]


def test_unclosed_tags_lose_no_words() -> None:
    source = "<table><tr><td>one <b>two <p>three</td><svg>four <div title='<p>'>five</span> six <a href=x>seven"
    assert sorted(" ".join(texts(source)).split()) == sorted(["one", "two", "three", "four", "five", "six", "seven"])


TAGS = "<div> </div> <p> </p> <b> </b> <i> <table> <tr> <td> </table> <ul> <li> </ul> <a> </a> <h1> </h1> <br>".split()


@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_every_word_is_always_kept_once_whatever_the_tags(tags: list[str]) -> None:
    words = [f"w{i}" for i in range(len(tags))]
    source = "".join(f"{tag} {word} " for tag, word in zip(tags, words, strict=True))
    assert sorted(" ".join(texts(source)).split()) == sorted(words)


@given(st.text(alphabet="<>/!-abp \n\"'=&;", max_size=80))
def test_marks_always_lie_within_their_block(source: str) -> None:
    for block in blocks("<body>" + source, "text/html"):
        assert block.text == block.text.strip()
        assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks)


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<ul><li>x",
        "<b a={}>x<p>",
        "<div><b></div>x",
        "<svg ",
        "<!-- ",
        "<p",
        "&nbsp;",
        "<a href=x>",
        "</b>",
        "<table><td><b>x</table>",
    ],
)
def test_a_hostile_page_is_only_as_much_work_as_it_is_long(piece: str) -> None:
    source = "".join(piece.replace("{}", str(i)) for i in range(300_000 // len(piece)))
    assert isinstance(blocks(source, "text/html"), tuple)
