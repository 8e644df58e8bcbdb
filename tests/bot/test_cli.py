from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from bot.cli import BUSY, NONE_READ, OK, SOME_FAILED, WRONG, lectern, main
from bot.store import engine

SAMPLE = ROOT / "transcripts" / "2026-11-17-harbour-briefing.txt"
CONFIG = ["--config", str(ROOT / "config.yaml")]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of two readable documents, one unreadable one, and files that are no documents."""
    folder = tmp_path / "documents"
    (folder / "below").mkdir(parents=True)
    shutil.copy(SAMPLE, folder / "a.txt")
    shutil.copy(SAMPLE, folder / "below" / "b.txt")
    (folder / "empty.txt").write_text("")
    (folder / "list.tsv").write_text("a\tb\n")
    (folder / "gold.json").write_text("{}")
    return folder


def test_a_folder_is_parsed_file_by_file_and_the_walk_goes_on(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["parse", "--json", "--out", str(out), str(documents)]) == SOME_FAILED
    written = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.json"))
    assert written == ["a.txt.json", "below/b.txt.json"]
    (line,) = capsys.readouterr().err.splitlines()
    assert "empty.txt" in line


def test_a_file_is_written_below_the_name_of_its_folder(documents: Path, tmp_path: Path) -> None:
    assert main(["parse", "--out", str(tmp_path / "out"), str(documents / "a.txt")]) == OK
    reading = json.loads((tmp_path / "out" / "documents" / "a.txt.json").read_text("utf-8"))
    assert set(reading) >= {"title", "date", "turns", "exchanges", "figures"}
    assert set(reading["turns"][0]) >= {"speaker", "role", "outlet", "kind", "text"}
    assert set(reading["exchanges"][0]) >= {"reporter", "outlet", "question_turns", "answer_turns"}
    for figure in reading["figures"]:
        assert figure["surface"] in reading["turns"][figure["turn"]]["text"]


def test_when_nothing_can_be_read_the_exit_code_says_so(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(documents / "empty.txt"), str(documents / "missing.txt")]) == NONE_READ
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_an_empty_folder_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(tmp_path)]) == NONE_READ
    assert "no document" in capsys.readouterr().err


def test_try_shows_turns_figures_reasons_and_the_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", str(SAMPLE), *CONFIG]) == OK
    shown = capsys.readouterr().out
    for part in ("question", "Figures", "Matches", "message to #agencies", "Reuters", "≈"):
        assert part in shown


def test_try_can_be_asked_for_one_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", str(SAMPLE), "--rule", "What the agencies ask", *CONFIG]) == OK
    shown = capsys.readouterr().out
    assert "message to #agencies" in shown
    assert "message to #data" not in shown


def test_a_mistyped_rule_is_met_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", str(SAMPLE), "--rule", "What agencies ask", *CONFIG]) == WRONG
    assert "Did you mean “What the agencies ask”?" in capsys.readouterr().err


def test_try_for_machines_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", str(SAMPLE), "--json", *CONFIG]) == OK
    shown = json.loads(capsys.readouterr().out)
    assert shown["messages"]
    assert {"reading", "newness", "matches"} <= set(shown)


def test_check_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *CONFIG]) == OK
    assert "is fine" in capsys.readouterr().out


def test_check_reports_every_mistake_for_people_and_for_machines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("stoer: a\nsources: [{name: a, kind: foldr}]\nrules: [{name: b, kind: keywrd}]\n")
    assert main(["check", "--config", str(config)]) == WRONG
    assert len([line for line in capsys.readouterr().err.splitlines() if "line " in line]) == 3
    assert main(["check", "--json", "--config", str(config)]) == WRONG
    assert [mistake["line"] for mistake in json.loads(capsys.readouterr().out)["mistakes"]] == [1, 2, 3]


def test_status_before_the_first_start_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.yaml").write_text("store: none.db\n")
    assert main(["status", "--config", str(tmp_path / "config.yaml")]) == OK
    assert "lectern run" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]


def test_a_second_bot_on_the_same_store_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.yaml").write_text("store: kept.db\ninbox: {port: 0}\n")
    taken = engine.lock(engine.address("kept.db", tmp_path))
    assert taken is not None
    with taken:
        assert main(["run", "--config", str(tmp_path / "config.yaml")]) == BUSY
    assert "Another Lectern is running" in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "meant"), [("pase", "parse"), ("stats", "status"), ("chekc", "check")])
def test_a_mistyped_command_is_met_with_the_nearest(typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([typed]) == WRONG
    assert f"Did you mean “{meant}”?" in capsys.readouterr().err


def test_a_configuration_that_is_not_there_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--config", str(tmp_path / "none.yaml")]) == WRONG
    assert "no such file" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(lectern.commands))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == OK
    assert f"Usage: lectern {name}" in capsys.readouterr().out


def test_the_version_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == OK
    assert capsys.readouterr().out.startswith("lectern ")


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) in {OK, WRONG}
    shown = capsys.readouterr()
    assert "Usage: lectern" in shown.out + shown.err
