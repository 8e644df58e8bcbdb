"""Settings: config.yaml and the environment, read once, checked completely, before anything starts.

`read_settings` reports every mistake of the file at once, each with its line, its place and what to write instead.
Kinds of sources and channels own their settings; this module only collects them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.channels import CHANNEL_KINDS
from bot.channels.slack import TOKEN
from bot.errors import ConfigurationError, Mistake
from bot.http import Fetcher
from bot.model import Destination, Subscription
from bot.secret import Secret, secret
from bot.sources import SOURCE_KINDS
from bot.sources.base import Source, SourceKind, Surroundings
from bot.yaml_source import Located, read_yaml
from rules.codec import read_rules
from rules.errors import Path as Where
from rules.errors import RuleMistake
from rules.fields import Anything, Duration, Field, Group, Number, Text, Words, read_fields
from rules.rule import Rule

MOST_DESTINATIONS = 20

SEND = (
    Field("to", Words('a channel like "#desk", or a list of them', MOST_DESTINATIONS, 80),
          "Channels (or ids of channels and people) that get the rule's matches.", '"#desk"', required=True),
    Field("mention", Text("a user or group id", longest=80), "A user (U…) or user group (S…) to wake with each digest.",
          "S0DESK"),
)  # fmt: skip

LIMITS = (
    Field("document", Number(1_000, 200_000_000, whole=True), "Largest document, in bytes.", "20000000",
          default=20_000_000),
    Field("time", Duration(timedelta(seconds=1), timedelta(minutes=10)), "Longest time to read or match one document.",
          "30s", default=timedelta(seconds=30)),
    Field("processes", Number(1, 64, whole=True), "How many documents are read at the same time.", "2", default=2),
)  # fmt: skip

TOP = (
    Field("store", Text("a file, or a database address"), "Where everything is kept; a file is relative to this one.",
          "var/lectern.db", default="var/lectern.db"),
    Field("public_url", Text("an address that starts with https://"), "Where readers of digests can open our stored "
          "copies; without it digests link to the source alone.", "https://lectern.example.org"),
    Field("contact", Text("an address or page", longest=200), "Told to sites that are asked, to reach you by.",
          "newsroom@example.org"),
    Field("limits", Group(LIMITS), "Bounds for documents.", "{document: 20000000}"),
    *(Field(kind.name, Group(kind.fields), kind.summary, "{…}") for kind in CHANNEL_KINDS),
    Field("sources", Anything(), "Where transcripts come from.", "[{name: harbour, kind: folder, path: transcripts}]"),
    Field("send", Group(SEND, alone="to"), "Where the matches of rules without a `send` of their own go.",
          '{to: "#desk"}'),
    Field("rules", Anything(), "What editors want to know.", "[{name: Pilots, kind: keyword, any: [pilot]}]"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One configured source, not built yet."""

    kind: SourceKind  #: how it is watched
    values: Mapping[str, Any] = field(hash=False)  #: its settings as read


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, checked."""

    path: Path  #: the configuration file
    store: str  #: file or database address
    public_url: str | None  #: base address of our stored copies, without a slash at its end
    contact: str | None  #: told to sites
    largest_document: int  #: bytes
    time_limit: timedelta  #: for reading or matching one document
    processes: int  #: documents read at the same time
    channels: Mapping[str, Mapping[str, Any]]  #: settings of each channel kind by its name
    secrets: Mapping[str, Secret]  #: by the name of their variable
    sources: tuple[SourceSettings, ...]  #: in order of the file
    rules: tuple[Rule, ...]  #: in order of the file
    subscriptions: tuple[Subscription, ...]  #: one a rule

    @property
    def base(self) -> Path:
        """Relative paths start here."""
        return self.path.parent

    @property
    def posts(self) -> bool:
        """Whether digests go to Slack; else they stay in the local inbox."""
        return TOKEN in self.secrets

    def built(self, fetcher: Fetcher) -> tuple[Source, ...]:
        """The configured sources."""
        around = Surroundings(self.base, fetcher, self.largest_document)
        return tuple(source.kind.build(source.values, around) for source in self.sources)


def read_settings(path: Path, environment: Mapping[str, str]) -> Settings:
    """The settings; raises ConfigurationError with every mistake."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        mistake = Mistake(0, "", "There is no such file.", "Name another one with --config.")
        raise ConfigurationError(str(path), (mistake,)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(path), (Mistake(0, "", f"It cannot be read: {error}.", ""),)) from None
    located = read_yaml(text)
    if located.data is None and located.mistakes:
        raise ConfigurationError(str(path), located.mistakes)
    reader = _Reader(path.resolve(), located, environment)
    settings = reader.settings()
    if mistakes := (*located.mistakes, *reader.placed()):
        raise ConfigurationError(str(path), mistakes)
    return settings


class _Reader:
    """Reads one file, collecting mistakes."""

    def __init__(self, path: Path, located: Located, environment: Mapping[str, str]) -> None:
        self._path = path
        self._located = located
        self._environment = environment
        self.mistakes: list[RuleMistake] = []
        self.others: list[Mistake] = []

    def placed(self) -> tuple[Mistake, ...]:
        """All mistakes with their lines."""
        found = (Mistake(self._located.line(m.where), m.place, m.what, m.how_to_fix) for m in self.mistakes)
        return (*found, *self.others)

    def settings(self) -> Settings:
        values = self._fields(TOP, self._located.data, ())
        for each in TOP:
            values.setdefault(each.name, each.default)
        limits = self._group(LIMITS, values["limits"])
        channels = {kind.name: self._group(kind.fields, values[kind.name]) for kind in CHANNEL_KINDS}
        secrets = self._secrets()
        sources = self._sources(values["sources"])
        rules, mistakes = read_rules(
            values["rules"] or [], ("rules",), sources=[name for name in _names(values["sources"]) if name]
        )
        self.mistakes.extend(mistakes)
        public_url = values["public_url"]
        if public_url and not public_url.startswith(("http://", "https://")):
            self._mistake(("public_url",), "This is no web address.", "Write one that starts with https://.")
        return Settings(
            path=self._path, store=values["store"] or "var/lectern.db",
            public_url=public_url.rstrip("/") if public_url else None, contact=values["contact"],
            largest_document=limits["document"] or 0, time_limit=limits["time"] or timedelta(0),
            processes=limits["processes"] or 1, channels=channels, secrets=secrets, sources=sources, rules=rules,
            subscriptions=self._subscriptions(values, rules, posts=TOKEN in secrets),
        )  # fmt: skip

    def _mistake(self, where: Where, what: str, how: str) -> None:
        self.mistakes.append(RuleMistake(where, what, how))

    def _fields(self, fields: tuple[Field, ...], raw: object, where: Where) -> dict[str, Any]:
        values, mistakes = read_fields(fields, raw, where)
        self.mistakes.extend(mistakes)
        return values

    def _group(self, fields: tuple[Field, ...], values: Mapping[str, Any] | None) -> dict[str, Any]:
        return dict(values) if values else {each.name: each.default for each in fields}

    def _secrets(self) -> dict[str, Secret]:
        found: dict[str, Secret] = {}
        for name in (name for kind in CHANNEL_KINDS for name in kind.secrets):
            value, mistakes = secret(name, self._environment)
            self.others.extend(mistakes)
            if value is not None:
                found[name] = value
        return found

    def _sources(self, raw: object) -> tuple[SourceSettings, ...]:
        if raw is not None and not isinstance(raw, list):
            self._mistake(("sources",), "A list was expected here.", "Begin each source with a dash: `- name: …`.")
            return ()
        found = [source for i, entry in enumerate(raw or []) if (source := self._source(entry, ("sources", i)))]
        seen: set[str] = set()
        for i, name in enumerate(_names(raw)):
            if name and name in seen:
                self._mistake(("sources", i, "name"), f"Two sources are called “{name}”.", "Give each its own name.")
            seen.add(name)
        return tuple(found)

    def _source(self, entry: object, where: Where) -> SourceSettings | None:
        kinds = {kind.name: kind for kind in SOURCE_KINDS}
        if not isinstance(entry, Mapping):
            self._mistake(where, "A source was expected here.", "Write `name:`, `kind:` and its settings.")
            return None
        name = str(entry.get("kind") or "").strip()
        if name not in kinds:
            what = f"“{name}” is no kind of source." if name else "The kind of source is missing."
            place = (*where, "kind") if "kind" in entry else where
            self._mistake(place, what, _nearest(name, kinds))
            return None
        rest = {key: value for key, value in entry.items() if key != "kind"}
        before = len(self.mistakes)
        values = self._fields(kinds[name].fields, rest, where)
        return SourceSettings(kinds[name], values) if len(self.mistakes) == before else None

    def _subscriptions(
        self, values: Mapping[str, Any], rules: tuple[Rule, ...], *, posts: bool
    ) -> tuple[Subscription, ...]:
        """Who gets what; without a token everything goes to the local inbox under its own address."""
        entries = values["rules"] if isinstance(values["rules"], list) else []
        sent = {
            str(entry.get("name") or "").strip(): (i, self._send(entry["send"], ("rules", i, "send")))
            for i, entry in enumerate(entries)
            if isinstance(entry, Mapping) and entry.get("send") is not None
        }
        default = values["send"] or {"to": () if posts else ("#inbox",), "mention": None}
        channel = "slack" if posts else "inbox"
        found = []
        for rule in rules:
            _, send = sent.get(rule.name, (0, default))
            if not send.get("to") and rule.name not in sent:
                where = ("rules", _names(entries).index(rule.name))
                self._mistake(where, f"Nothing says where “{rule.name}” is sent.", SEND_REMEDY)
            to = tuple(Destination(channel, address) for address in send.get("to") or ())
            found.append(Subscription(rule.id, to, send.get("mention")))
        return tuple(found)

    def _send(self, raw: object, where: Where) -> dict[str, Any]:
        values, mistakes = Group(SEND, alone="to").read(raw, where)
        self.mistakes.extend(mistakes)
        return values or {}


def _names(entries: object) -> list[str]:
    """What the entries of a list are called, also those with mistakes; empty where a name is missing."""
    listed = entries if isinstance(entries, list) else []
    return [str(entry.get("name") or "").strip() if isinstance(entry, Mapping) else "" for entry in listed]


SEND_REMEDY = 'Write `send: {to: "#channel"}` in it, or once for all rules at the top of the file.'


def _nearest(name: str, kinds: Mapping[str, object]) -> str:
    close = get_close_matches(name, kinds, n=1, cutoff=0.5)
    known = ", ".join(kinds)
    return f"Did you mean “{close[0]}”? Known kinds: {known}." if close else f"Known kinds: {known}."
