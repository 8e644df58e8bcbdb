from __future__ import annotations

from bot.model import Message
from bot.terminal import message_lines, shorten


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
