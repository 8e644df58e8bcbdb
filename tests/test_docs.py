"""The documentation against the program: nothing that can be set, typed or read goes without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from bot.channels import CHANNEL_KINDS
from bot.cli import lectern
from bot.reference import reference
from bot.settings import TOP
from bot.sources import SOURCE_KINDS
from parsers.formats import FORMATS
from rules.codec import read_rules
from rules.fields import Field
from rules.kinds import KINDS

DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def test_the_reference_is_what_the_program_says() -> None:
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == reference(), "run `make docs`"


def test_everything_there_is_stands_in_the_reference() -> None:
    text = reference()
    names = [f"`{field.name}`" for field in TOP]
    names += [f"### kind: {kind.name}\n" for kind in SOURCE_KINDS] + [f"### kind: {kind.name}\n" for kind in KINDS]
    names += [f"### {kind.name}\n" for kind in CHANNEL_KINDS]
    names += [f"**{each.name}**" for each in FORMATS]
    names += [f"### lectern {name}\n" for name in lectern.commands]
    assert [name for name in names if name not in text] == []


def test_every_setting_says_what_it_does_and_gives_an_example() -> None:
    owned: list[tuple[Field, ...]] = [kind.fields for kind in SOURCE_KINDS]
    owned += [kind.fields for kind in CHANNEL_KINDS] + [kind.fields for kind in KINDS]
    fields = [*TOP, *(field for group in owned for field in group)]
    assert [field.name for field in fields if not (field.help.strip() and field.example.strip())] == []


def test_every_command_has_help_with_an_example() -> None:
    assert [name for name, command in lectern.commands.items() if "Example: lectern " not in (command.help or "")] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_rules_in_the_documentation_are_right(page: Path) -> None:
    for block in YAML.findall(page.read_text("utf-8")):
        data = yaml.load(block, yaml.BaseLoader)
        if isinstance(data, dict) and "rules" in data:
            _, mistakes = read_rules(data["rules"], ("rules",), sources=None)
            assert mistakes == ()
