"""The shape of the house: import order, sizes, what ships."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

import bot
import parsers
import rules

PACKAGES = ("parsers", "rules", "bot")
LONGEST_FUNCTION = 60
LONGEST_MODULE = 500


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


@pytest.mark.skipif("LECTERN_INSTALLED" in os.environ, reason="the order is a matter of the sources")
def test_imports_go_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_tested_is_what_is_meant_to_be_tested() -> None:
    where = Path(os.environ.get("LECTERN_INSTALLED", ROOT))
    assert {Path(package.__file__ or "").parent.parent for package in (bot, parsers, rules)} == {where}


def test_modules_and_functions_stay_small() -> None:
    long = []
    for file in sources():
        text = file.read_text("utf-8")
        if len(text.splitlines()) > LONGEST_MODULE:
            long.append(f"{file}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{file}:{node.lineno}: {node.name} has {length} lines")
    assert long == []


def test_every_module_says_why_it_exists() -> None:
    silent = [str(file) for file in sources() if not ast.get_docstring(ast.parse(file.read_text("utf-8")))]
    assert silent == []


def test_no_module_is_a_drawer() -> None:
    assert not {file.stem for file in sources()} & {"utils", "util", "common", "misc", "helpers", "manager"}


def test_only_plug_in_folders_import_in_their_init() -> None:
    plug_ins = {"parsers/formats", "rules/kinds", "bot/sources", "bot/channels"}
    for file in sources():
        if file.name == "__init__.py" and file.parent.relative_to(ROOT).as_posix() not in plug_ins:
            body = ast.parse(file.read_text("utf-8")).body
            assert len(body) == 1, f"{file} holds more than its docstring"


def test_lock_files_name_no_host_and_pin_by_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert "index-url" not in text
        pinned = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
        assert all(line.endswith("\\") for line in pinned)


def test_starting_the_program_imports_nothing_heavy() -> None:
    code = "import sys; from bot.__main__ import main; main()"
    command = [sys.executable, "-X", "importtime", "-c", code, "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if "|" in line}
    assert not imported & {
        "aiohttp",
        "sqlalchemy",
        "slack_sdk",
        "pgqueuer",
        "rapidfuzz",
        "msgspec",
        "structlog",
        "yaml",
    }
