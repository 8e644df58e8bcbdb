"""News organisations: who is meant by a printed name.

`AFP`, `Agence France Presse` and `Agence France-Presse` are one organisation; `RND` is not `RNZ`; `ABC` is three of
them until the source's country says which. A name that is not listed stays unknown: nobody is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from parsers.text import fold
from rules.spelling import Level, compare, nearest


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news organisation."""

    name: str  #: as shown
    country: str | None  #: where it is at home (ISO 3166)
    aliases: tuple[str, ...]  #: every other way to print it


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A printed name that several organisations share."""

    printed: str  #: as printed
    outlets: tuple[Outlet, ...]  #: who may be meant


#: shorter names are not guessed: "Zeit" and "Welt" have too many neighbours
_SHORTEST_GUESSED = 6
_LONGEST_NAME = 120
_PARTS = re.compile(r"[^\W_]+|\+")


def _key(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: "The Associated Press" is "Associated Press"."""
    parts = _PARTS.findall(fold(name.replace("&", " and ")).text.replace("'", "").replace(".", ""))
    return tuple(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


class Outlets:
    """All the organisations known here, and what they are called."""

    def __init__(self, outlets: Iterable[Outlet], services: Iterable[str] = ()) -> None:
        self.all = tuple(outlets)
        self._services = frozenset(services)
        self._named: dict[str, list[Outlet]] = {}
        for outlet in self.all:
            for key in {"".join(_key(name)) for name in (outlet.name, *outlet.aliases)}:
                self._named.setdefault(key, []).append(outlet)
        self._resolved: dict[tuple[str, str | None], Outlet | Ambiguous | None] = {}

    def shared(self) -> tuple[str, ...]:
        """Names, squeezed for comparison, that more than one organisation has."""
        return tuple(sorted(key for key, outlets in self._named.items() if len(outlets) > 1))

    def resolve(self, printed: str, country: str | None = None) -> Outlet | Ambiguous | None:
        """The organisation a printed name means; all of them when they share it and the country does not tell."""
        asked = (printed, country)
        if asked not in self._resolved:
            if len(self._resolved) > 10_000:
                self._resolved.clear()
            self._resolved[asked] = self._resolve(printed[:_LONGEST_NAME], country)
        return self._resolved[asked]

    def is_listed(self, name: str) -> bool:
        """Whether a name is known as it is written, services aside, without guessing."""
        return bool(self._listed(_key(name)))

    def nearest(self, name: str) -> Outlet | None:
        """The organisation whose name is most like this one, if any is near."""
        names = {called: outlet for outlet in self.all for called in (outlet.name, *outlet.aliases)}
        near = nearest(name, names, least=0.75)
        return names[near] if near else None

    def _resolve(self, printed: str, country: str | None) -> Outlet | Ambiguous | None:
        for name in dict.fromkeys((printed, re.split(r"\s*[,(;]", printed, maxsplit=1)[0])):
            named = self._listed(_key(name)) or self._guessed(name)
            if named:
                return self._chosen(printed, named, country)
        return None

    def _listed(self, parts: tuple[str, ...]) -> list[Outlet]:
        """Who has this name, or its longest beginning that is followed by nothing but services."""
        for end in range(len(parts), 0, -1):
            named = self._named.get("".join(parts[:end]))
            if named:
                return named
            if parts[end - 1] not in self._services:
                break
        return []

    def _guessed(self, name: str) -> list[Outlet]:
        if len("".join(_key(name))) < _SHORTEST_GUESSED:
            return []
        return [
            outlet
            for outlet in self.all
            if any(
                len(called) >= _SHORTEST_GUESSED and compare(called, name, Level.NORMAL)
                for called in (outlet.name, *outlet.aliases)
            )
        ]

    @staticmethod
    def _chosen(printed: str, named: list[Outlet], country: str | None) -> Outlet | Ambiguous:
        at_home = [outlet for outlet in named if country is not None and outlet.country == country]
        if len(named) == 1 or len(at_home) == 1:
            return (at_home or named)[0]
        return Ambiguous(printed, tuple(at_home or named))


@cache
def known_outlets() -> Outlets:
    """The organisations of `outlets.yaml`, read once."""
    listed = listing()
    return Outlets(
        (Outlet(each["name"], each.get("country"), tuple(each.get("aliases", ()))) for each in listed["outlets"]),
        listed["services"].split(),
    )


def listing() -> Mapping[str, Any]:
    """`outlets.yaml` as it is."""
    read: Mapping[str, Any] = yaml.safe_load(files("rules").joinpath("outlets.yaml").read_text(encoding="utf-8"))
    return read
