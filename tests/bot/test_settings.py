from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.model import Destination
from bot.settings import Settings, read_settings

GOOD = """
store: kept.db
public_url: https://lectern.example.org/
send: "#desk"
slack: {pace: 20ms}
sources:
  - {name: harbour, kind: folder, path: transcripts, backfill: all}
  - {name: council, kind: feed, url: "https://example.org/feed.xml", every: 10m}
rules:
  - {name: Pilots, kind: keyword, any: [pilot, tug]}
  - name: Agencies
    kind: outlet_question
    outlets: [Reuters, AFP]
    sources: [harbour]
    send: {to: ["#agencies", "U0EDITOR"], mention: S0DESK}
"""


def read(tmp_path: Path, text: str, **environment: str) -> Settings:
    file = tmp_path / "config.yaml"
    file.write_text(text, "utf-8")
    return read_settings(file, environment)


def mistakes(tmp_path: Path, text: str, **environment: str) -> list[tuple[int, str]]:
    with pytest.raises(ConfigurationError) as wrong:
        read(tmp_path, text, **environment)
    for mistake in wrong.value.mistakes:
        assert mistake.what
    return [(mistake.line, mistake.place) for mistake in wrong.value.mistakes]


def test_a_configuration_is_read_whole(tmp_path: Path) -> None:
    settings = read(tmp_path, GOOD.replace("20ms", "2s"), SLACK_BOT_TOKEN="xoxb-planted")
    assert (settings.store, settings.public_url) == ("kept.db", "https://lectern.example.org")
    assert [(source.kind.name, source.values["name"]) for source in settings.sources] == [
        ("folder", "harbour"),
        ("feed", "council"),
    ]
    assert settings.sources[1].values["every"] == timedelta(minutes=10)
    assert [rule.name for rule in settings.rules] == ["Pilots", "Agencies"]
    assert settings.channels["slack"]["pace"] == timedelta(seconds=2)
    assert [subscription.destinations for subscription in settings.subscriptions] == [
        (Destination("slack", "#desk"),),
        (Destination("slack", "#agencies"), Destination("slack", "U0EDITOR")),
    ]
    assert settings.subscriptions[1].mention == "S0DESK"
    assert "planted" not in repr(settings)


def test_a_time_shorter_than_a_second_can_be_said(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).channels["slack"]["pace"] == timedelta(milliseconds=20)


def test_without_a_token_everything_goes_to_the_inbox(tmp_path: Path) -> None:
    settings = read(tmp_path, GOOD)
    assert settings.subscriptions[0].destinations == (Destination("inbox", "#desk"),)


def test_an_empty_file_is_a_bot_that_watches_nothing(tmp_path: Path) -> None:
    settings = read(tmp_path, "")
    assert (settings.sources, settings.rules, settings.store) == ((), (), "var/lectern.db")


FIVE = """\
stoer: kept.db
sources:
  - name: harbour
    kind: foldr
    path: transcripts
rules:
  - name: Pilots
    kind: keyword
    any: [pilot]
    speling: wide
    send: "#desk"
  - name: Agencies
    kind: outlet_question
    outlets: [Reuterz]
    send: "#desk"
  - kind: keyword
    any: [tug]
    send: {too: "#desk"}
"""


def test_every_mistake_is_reported_at_once_with_its_line(tmp_path: Path) -> None:
    found = mistakes(tmp_path, FIVE)
    lines = {line for line, _ in found}
    assert {1, 4, 10, 14} <= lines
    assert lines & {16, 17, 18}
    assert len(found) >= 5


def test_every_mistake_has_a_remedy_and_names_the_nearest_word(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as wrong:
        read(tmp_path, FIVE)
    text = str(wrong.value)
    for remedy in ("store", "folder", "spelling", "Reuters"):
        assert f"“{remedy}”" in text
    assert "config.yaml: " in text
    assert "line 1: stoer:" in text


def test_text_that_is_no_yaml_is_said_so(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "rules:\n  - a: b\n c: d\n") == [(3, "")]


def test_two_sources_of_one_name_are_a_mistake(tmp_path: Path) -> None:
    text = "sources:\n- {name: a, kind: folder, path: x}\n- {name: a, kind: folder, path: y}\n"
    assert mistakes(tmp_path, text) == [(3, "sources[1].name")]


def test_a_rule_that_goes_nowhere_is_a_mistake_when_slack_is_on(tmp_path: Path) -> None:
    text = "rules:\n- {name: a, kind: keyword, any: [pilot]}\n"
    assert mistakes(tmp_path, text, SLACK_BOT_TOKEN="xoxb-x") == [(2, "rules[0]")]
    assert read(tmp_path, text).subscriptions[0].destinations == (Destination("inbox", "#inbox"),)


def test_a_wrong_address_of_our_own_is_a_mistake(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "public_url: lectern.example.org\n") == [(1, "public_url")]


def test_a_secret_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "", SLACK_BOT_TOKEN_FILE=str(tmp_path / "none"))
    assert found == [(0, "SLACK_BOT_TOKEN_FILE")]


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file"):
        read_settings(tmp_path / "none.yaml", {})


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words", "sources: nothing\n", "sources:\n  - just words\n",
                                  "rules: {a: b}\n", "slack: yes\n"])  # fmt: skip
def test_a_wrong_shape_is_a_mistake_and_never_a_crash(tmp_path: Path, text: str) -> None:
    assert mistakes(tmp_path, text)


def test_the_shipped_configuration_is_right() -> None:
    shipped = read_settings(Path(__file__).parents[2] / "config.yaml", {})
    assert {source.kind.name for source in shipped.sources} == {"folder", "feed"}
    assert {rule.condition.kind for rule in shipped.rules} == {"keyword", "outlet_question", "new_figure"}
