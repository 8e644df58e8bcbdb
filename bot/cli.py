"""The command line: what to do is read here, done elsewhere. Nothing heavy is imported before it is needed.

Exit codes: 0 done · 1 it broke down · 2 the command or the configuration is wrong · 3 some documents could not be
read · 4 none could · 5 the store is busy.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.model import Outcome
    from bot.settings import Settings

OK, BROKEN, WRONG, SOME_FAILED, NONE_READ, BUSY = range(6)
EPILOG = (
    "Exit codes: 0 done, 1 it broke down, 2 the command or configuration is wrong, 3 some documents could not be read, "
    "4 none could, 5 the store is busy."
)


class Commands(click.Group):
    """Suggests the nearest command for a mistyped one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click's, with a suggestion."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0], self.list_commands(ctx), n=1, cutoff=0.5)
            hint = f" Did you mean “{near[0]}”?" if near else f" Commands: {', '.join(self.list_commands(ctx))}."
            raise click.UsageError(f"There is no command “{args[0]}”.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lectern", message="%(package)s %(version)s")
def lectern() -> None:
    """Watch for newly published press-conference transcripts and tell the newsroom what matters in them."""


CONFIG = click.option(
    "--config", "-c", type=click.Path(path_type=Path, dir_okay=False), default=Path("config.yaml"), show_default=True,
    help="The configuration file.",
)  # fmt: skip
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


def main(arguments: Sequence[str]) -> int:
    """Run a command; errors for people go to standard error, the exit code is returned."""
    from bot.errors import ConfigurationError, LecternError, StoreBusy

    try:
        result = lectern.main(args=list(arguments), prog_name="lectern", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return WRONG
    except click.Abort:
        return BROKEN
    except ConfigurationError as error:
        click.echo(str(error), err=True)
        return WRONG
    except StoreBusy as error:
        click.echo(str(error), err=True)
        return BUSY
    except LecternError as error:
        click.echo(str(error), err=True)
        return BROKEN
    return result if isinstance(result, int) else OK


def _settings(config: Path) -> Settings:
    from bot.settings import read_settings

    return read_settings(config, os.environ)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


@lectern.command()
@CONFIG
@click.option("--log", "style", type=click.Choice(["plain", "json"]), default="plain", show_default=True,
              help="How the log looks.")  # fmt: skip
def run(config: Path, style: str) -> int:
    """Start the bot: watch, read, match, tell.

    Example: lectern run --config config.yaml
    """
    import asyncio

    from bot import app, log

    settings = _settings(config)
    log.set_up("json" if style == "json" else "plain")
    asyncio.run(app.run(settings))
    return OK


@lectern.command()
@CONFIG
@JSON
def check(config: Path, as_json: bool) -> int:
    """Check the configuration; every mistake is reported with its line and what to write instead.

    Example: lectern check
    """
    from bot.errors import ConfigurationError

    try:
        settings = _settings(config)
    except ConfigurationError as error:
        if not as_json:
            raise
        mistakes = [
            {"line": m.line, "place": m.place, "what": m.what, "how_to_fix": m.how_to_fix} for m in error.mistakes
        ]
        _print_json({"ok": False, "mistakes": mistakes})
        return WRONG
    facts = {
        "sources": len(settings.sources),
        "rules": len(settings.rules),
        "slack": settings.posts,
    }
    if as_json:
        _print_json({"ok": True, **facts})
    else:
        where = "Slack" if facts["slack"] else "the local inbox (no SLACK_BOT_TOKEN is set)"
        click.echo(f"{config} is fine: {facts['sources']} sources, {facts['rules']} rules; digests go to {where}.")
    return OK


@lectern.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Write one JSON file a document below this folder."
)
@JSON
def parse(paths: tuple[Path, ...], out: Path | None, as_json: bool) -> int:
    """Read documents as transcripts, without any rule.

    Of a folder every document below it is read. With --out each is written to a JSON file of its own: DIR/<path below
    PATH>.json for a folder, DIR/<parent folder>/<file>.json for a file. What cannot be read is one line on standard
    error.

    Example: lectern parse --json --out readings transcripts/
    """
    from bot.walk import readings

    read = failed = 0
    for found in readings(paths):
        if found.reading is None:
            failed += 1
            click.echo(f"{found.path}: {found.error}", err=True)
            continue
        read += 1
        _show_reading(found.reading, out / found.target if out else None, as_json)
    if not read and not failed:
        click.echo("There is no document to read there (text, Markdown, HTML, PDF, …).", err=True)
    return NONE_READ if not read else SOME_FAILED if failed else OK


def _show_reading(reading: Any, target: Path | None, as_json: bool) -> None:
    from bot.export import plain
    from bot.terminal import transcript_lines

    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(plain(reading), ensure_ascii=False, indent=1) + "\n", "utf-8")
    elif as_json:
        _print_json(plain(reading))
    else:
        _print([*transcript_lines(reading.transcript), ""])


@lectern.command(name="try")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--rule", "rule_name", help="Only this rule.")
@CONFIG
@JSON
def try_(file: Path, rule_name: str | None, config: Path, as_json: bool) -> int:
    """Show what the rules would find in FILE, why, and the message that would be sent. Nothing is sent or stored.

    Example: lectern try transcripts/briefing.txt --rule "Air defence pledges"
    """
    settings = _settings(config)
    outcome = _outcome(file, settings, rule_name)
    if outcome is None:
        return NONE_READ
    if as_json:
        _print_json(_outcome_json(outcome))
    else:
        from bot.terminal import outcome_lines

        _print(outcome_lines(outcome))
    return OK


def _outcome(file: Path, settings: Settings, rule_name: str | None) -> Outcome | None:
    from bot.app import copies, now
    from bot.pipeline import process
    from bot.walk import document
    from parsers.errors import ParseError
    from rules.matcher import compile_rules

    rules = [rule for rule in settings.rules if rule_name in {None, rule.name, rule.id}]
    if not rules and rule_name is not None:
        near = get_close_matches(rule_name, [rule.name for rule in settings.rules], n=1, cutoff=0.3)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        raise click.UsageError(f"There is no rule “{rule_name}”.{hint}")
    try:
        found = document(file, settings.largest_document)
        return process(found, compile_rules(tuple(rules)), settings.subscriptions, now(), copies=copies(settings))
    except (ParseError, OSError) as error:
        click.echo(f"{file}: {error}", err=True)
        return None


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    import msgspec

    from bot.export import plain

    return {
        "reading": plain(outcome.reading),
        "newness": msgspec.to_builtins(outcome.newness),
        "matches": msgspec.to_builtins(outcome.matches),
        "messages": [
            {"to": str(d.destination), "part": d.part, "text": d.message.text, "blocks": list(d.message.blocks)}
            for d in outcome.deliveries
        ],
    }


@lectern.command()
@CONFIG
@JSON
def status(config: Path, as_json: bool) -> int:
    """Show how sources and deliveries are, and what needs attention.

    Example: lectern status
    """
    import asyncio

    from bot.state import state

    found = asyncio.run(state(_settings(config)))
    if found is None:
        click.echo("Nothing has been stored yet. Start the bot with `lectern run`.", err=True)
        return OK
    if as_json:
        import msgspec

        _print_json(msgspec.to_builtins(found))
    else:
        from bot.terminal import status_lines

        _print(
            status_lines(found.sources, found.deliveries, found.troubled, found.parked, found.given_up, found.findings)
        )
    return OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
