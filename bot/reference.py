"""The reference of everything that can be set or typed, written from the same descriptions that the program reads.

`make docs` writes docs/reference.md from it; a test fails when the file says anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

import click

from bot.channels import CHANNEL_KINDS
from bot.cli import EPILOG, lectern
from bot.settings import LIMITS, SEND, TOP
from bot.sources import SOURCE_KINDS
from parsers.formats import FORMATS
from rules.codec import KIND, NAME, SCOPE
from rules.fields import Field, in_words
from rules.kinds import KINDS


def reference() -> str:
    """The whole page, in Markdown."""
    return "\n".join([*_settings(), *_sources(), *_channels(), *_rules(), *_formats(), *_commands()]) + "\n"


def _settings() -> Iterator[str]:
    yield "# Reference"
    yield ""
    yield "Made from the program itself by `make docs`; do not edit."
    yield ""
    yield "## Settings of config.yaml"
    yield ""
    yield "Unknown settings are mistakes. Relative paths start at the folder of the file. Secrets come from the"
    yield "environment."
    yield ""
    yield from _table(TOP)
    yield ""
    yield "### limits"
    yield ""
    yield from _table(LIMITS)
    yield ""
    yield "### send (also in each rule)"
    yield ""
    yield from _table(SEND)


def _sources() -> Iterator[str]:
    yield from _heading("Sources (`sources:`, a list)")
    for kind in SOURCE_KINDS:
        yield from ("", f"### kind: {kind.name}", "", kind.summary, "")
        yield from _table(kind.fields)


def _channels() -> Iterator[str]:
    yield from _heading("Channels")
    for kind in CHANNEL_KINDS:
        yield from ("", f"### {kind.name}", "", kind.summary, "")
        if kind.secrets:
            names = ", ".join(f"`{name}` or `{name}_FILE`" for name in kind.secrets)
            yield from (f"Secrets, from the environment: {names}.", "")
        yield from _table(kind.fields)


def _rules() -> Iterator[str]:
    yield from _heading("Rules (`rules:`, a list)")
    yield from ("", "Every rule has these settings, and those of its kind:", "")
    yield from _table((NAME, KIND, *SCOPE))
    for kind in KINDS:
        yield from ("", f"### kind: {kind.name}", "", kind.summary, "")
        yield from _table(kind.fields)


def _formats() -> Iterator[str]:
    yield from _heading("Published shapes that are read")
    yield ""
    yield from (f"- **{each.name}**: {each.summary}" for each in FORMATS)


def _commands() -> Iterator[str]:
    yield from _heading("Commands")
    yield from ("", f"{EPILOG} Every command takes `--help`.")
    context = lectern.make_context("lectern", [], resilient_parsing=True)
    for name in lectern.list_commands(context):
        command = lectern.get_command(context, name)
        assert command is not None
        help_text = command.get_help(click.Context(command, parent=context, info_name=name))
        yield from ("", f"### lectern {name}", "", "```text", *(line.rstrip() for line in help_text.split("\n")), "```")


def _heading(text: str) -> Iterator[str]:
    yield from ("", f"## {text}")


def _table(fields: Iterable[Field]) -> Iterator[str]:
    yield "| setting | what it does | write | default |"
    yield "| --- | --- | --- | --- |"
    for each in fields:
        cells = (f"`{each.name}`", each.help, f"{each.type.says}, e.g. `{each.example}`", _default(each))
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _default(each: Field) -> str:
    if each.required:
        return "required"
    if each.default is None or each.default == ():
        return "–"
    if isinstance(each.default, bool):
        return "yes" if each.default else "no"
    if isinstance(each.default, timedelta):
        return in_words(each.default)
    if isinstance(each.default, tuple):
        return ", ".join(map(str, each.default))
    return str(each.default)
