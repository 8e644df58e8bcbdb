"""A file lands in the watched folder, and a message stands in the channel."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from stage import SAMPLE, StartBot, Workspace, until
from transcript_maker import rules as made_rules
from transcript_maker import samples

Json = dict[str, Any]

STRAITS = {"name": "The strait", "kind": "keyword", "any": ["Kessarin Strait"], "send": {"to": "#straits"}}
AGENCIES = {
    "name": "Agencies",
    "kind": "outlet_question",
    "outlets": ["Reuters", "AFP"],
    "about": ["Kessarin Strait"],
    "send": {"to": "#agencies"},
}
HOSTILE = """\
Briefing on <!channel> and *bold* paint

by Harbour Board President Aud Rasmussen ahead of the weekly board meeting in Nordhaven

  • 03 Feb. 2026 -
  • |
  • Last updated: 03 Feb. 2026 11:02

(As delivered)

Good morning.
The Kessarin Strait gets a sign that says <!channel> in *bold* letters, &lt; and <https://example.org|a link>.
I am now ready for your questions.

Harbour Board Spokesperson Joren Vale
Thank you all.
"""


def walk(node: object) -> Iterator[Json]:
    """Every object inside some blocks."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from walk(inner)


def quoted(message: Json) -> str:
    """The transcript's words in a message: the texts inside its rich_text blocks."""
    quotes = [block for block in message["blocks"] if block["type"] == "rich_text"]
    return "".join(part["text"] for part in walk(quotes) if part.get("type") == "text")


def bold(message: Json) -> str:
    """Those of them that stand out."""
    return " ".join(part["text"] for part in walk(message["blocks"]) if (part.get("style") or {}).get("bold"))


def marked_up(message: Json) -> list[str]:
    """Everything in which Slack would read markup."""
    return [message["text"], *(part["text"] for part in walk(message["blocks"]) if part.get("type") == "mrkdwn")]


def test_a_transcript_that_lands_in_the_folder_becomes_a_message(workspace: Workspace, start_bot: StartBot) -> None:
    bot = start_bot([STRAITS, AGENCIES])
    bot.drop("briefing.txt", SAMPLE)
    [message] = until(lambda: workspace.messages("straits"), 8, "a message in #straits")
    assert "Kessarin Strait" in bold(message)
    assert "lost her steering in the Kessarin Strait" in quoted(message)
    assert "Safe Passage Plan" in message["text"]
    [question] = until(lambda: workspace.messages("agencies"), 8, "a message in #agencies")
    assert "Clara Hennig" in str(question["blocks"])
    assert "Mathieu Barral" in str(question["blocks"])
    assert workspace.messages("general") == []


def test_every_message_carries_its_delivery_id_and_unfurls_nothing(workspace: Workspace, start_bot: StartBot) -> None:
    bot = start_bot([STRAITS])
    bot.drop("briefing.txt", SAMPLE)
    until(lambda: workspace.messages("straits"), 8, "a message in #straits")
    sent = workspace.posted()
    ids = [payload["metadata"]["event_payload"]["id"] for payload in sent]
    assert len(set(ids)) == len(ids)
    assert all(payload["unfurl_links"] is False and payload["unfurl_media"] is False for payload in sent)


def test_the_same_transcript_under_another_name_posts_nothing(workspace: Workspace, start_bot: StartBot) -> None:
    [later] = [sample for sample in samples(3, 8, 1) if sample.channels][:1]
    [lighthouse] = made_rules(1)
    bot = start_bot([STRAITS, lighthouse | {"send": {"to": "#straits"}}])
    bot.drop("briefing.txt", SAMPLE)
    until(lambda: workspace.messages("straits"), 8, "the first message")
    bot.drop("the same again.txt", SAMPLE)
    bot.drop(later.name, later.text)
    # documents are read one after the other: what comes of the last file comes after what came of the copy
    messages = until(lambda: found if len(found := workspace.messages("straits")) > 1 else None, 8, "the last")
    assert [later.text.splitlines()[0] in str(message["blocks"]) for message in messages] == [False, True]


def test_words_that_look_like_markup_are_posted_as_words(workspace: Workspace, start_bot: StartBot) -> None:
    bot = start_bot([STRAITS])
    bot.drop("hostile.txt", HOSTILE)
    [message] = until(lambda: workspace.messages("straits"), 8, "a message in #straits")
    assert "a sign that says <!channel> in *bold* letters, &lt; and <https://example.org|a link>." in quoted(message)
    assert "bold" not in bold(message)
    for text in marked_up(message):
        assert "<!" not in text
        assert "<https://example.org|a link>" not in text


def test_without_a_token_the_digest_stands_in_the_inbox_and_nowhere_else(
    workspace: Workspace, start_bot: StartBot
) -> None:
    bot = start_bot([STRAITS], token=None)
    bot.drop("hostile.txt", HOSTILE)
    page = until(lambda: found if "Kessarin Strait" in (found := bot.page()) else None, 8, "a digest on the page")
    assert "<!channel>" not in page
    assert html.escape("<!channel>") in page
    assert "&amp;lt;" in page
    assert workspace.posted() == []
