from __future__ import annotations

from bot.model import Message
from bot.terminal import message_lines, shorten, status_lines


def context(text: str) -> dict[str, object]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def quote(plain: str, bold: str) -> dict[str, object]:
    runs = [{"type": "text", "text": plain}, {"type": "text", "text": bold, "style": {"bold": True}}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": runs}]}


def test_a_message_reads_in_the_terminal_as_it_reads_in_slack() -> None:
    blocks = (
        {"type": "header", "text": {"type": "plain_text", "text": "Harbour briefing"}},
        context("<https://example.org/a|source> &lt;here&gt; &amp; now"),
        quote("The <pilots> ", "are back."),
        {"type": "table", "rows": [[{"type": "raw_text", "text": "Figure"}, {"type": "raw_text", "text": "new"}]]},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Open"}}]},
        {"type": "divider"},
    )  # fmt: skip
    assert message_lines(Message("One hit.", blocks)) == [
        "# Harbour briefing",
        "  source <here> & now",
        "> The <pilots> are back.",
        "| Figure | new |",
        "  [Open]",
        "-" * 40,
    ]


def test_a_long_line_is_cut_at_a_word() -> None:
    assert shorten("one two  three\nfour", 100) == "one two three four"
    assert shorten("one two three four", 12) == "one two …"


def test_what_was_given_up_is_told_apart_from_what_was_not_read() -> None:
    given_up = (("council", "https://example.org/1", "https://example.org/1 answered HTTP 500."),)
    shown = status_lines((), {"sent": 2}, (), (), given_up, ())
    assert "  0 pending, 0 sending, 0 in doubt, 2 sent, 0 failed" in shown
    assert shown[-2:] == [
        "Given up after many tries",
        "  council https://example.org/1: https://example.org/1 answered HTTP 500.",
    ]
