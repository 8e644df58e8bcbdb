from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from bot.secret import Secret, secret


def test_a_secret_never_shows_itself() -> None:
    value = Secret("xoxb-planted")
    assert "planted" not in f"{value} {value!r} {[value]} {value:}"
    assert value.reveal() == "xoxb-planted"


def test_a_secret_is_not_passed_to_other_processes() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret("xoxb-planted"))


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("xoxb-file\n")
    value, mistakes = secret("SLACK_BOT_TOKEN", {"SLACK_BOT_TOKEN_FILE": str(file)})
    assert value is not None
    assert (value.reveal(), mistakes) == ("xoxb-file", ())


def test_a_file_that_is_not_there_is_a_mistake_with_a_remedy(tmp_path: Path) -> None:
    value, (mistake,) = secret("SLACK_BOT_TOKEN", {"SLACK_BOT_TOKEN_FILE": str(tmp_path / "none")})
    assert value is None
    assert (mistake.place, bool(mistake.how_to_fix)) == ("SLACK_BOT_TOKEN_FILE", True)


def test_no_secret_is_no_mistake() -> None:
    assert secret("SLACK_BOT_TOKEN", {"SLACK_BOT_TOKEN": "  "}) == (None, ())
