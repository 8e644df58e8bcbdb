"""YAML as data with the line of everything in it.

Scalars stay text (`by: [no]` is a word, `2026-11-17` too): what a value means is its field's business. Hostile input is
bounded: size, depth and number of values; aliases are refused since a few of them can stand for millions of values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.errors import Mistake
from rules.errors import Path, place

LARGEST = 4_000_000  #: characters
DEEPEST = 24  #: levels
MOST_VALUES = 200_000


@dataclass(frozen=True, slots=True)
class Located:
    """Data read from YAML, with where each part of it stands."""

    data: Any  #: mappings, lists and text; None for what is empty
    lines: dict[Path, int]  #: line, counted from 1, of each value by its path
    mistakes: tuple[Mistake, ...] = field(default=())  #: what could not be read

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part above it that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)


class _Loader(yaml.SafeLoader):
    """Composes nodes, refusing aliases, tags that make objects, and too deep nesting."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self._mark()
            raise yaml.composer.ComposerError(None, None, "Aliases (`*name`) are not allowed; write it out.", mark)
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.composer.ComposerError(
                None, None, f"This is nested more than {DEEPEST} levels deep.", self._mark()
            )
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _mark(self) -> Any:
        return self.peek_event().start_mark  # type: ignore[no-untyped-call]  # the stubs leave it open


def read_yaml(text: str) -> Located:
    """The data of a YAML text; a text that is no YAML gives one mistake and no data."""
    if len(text) > LARGEST:
        return Located(None, {}, (Mistake(0, "", f"The file is larger than {LARGEST:,} characters.", ""),))
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        return Located(None, {}, (_syntax(error),))
    except yaml.YAMLError as error:
        return Located(None, {}, (Mistake(0, "", f"This is not YAML: {_sentence(str(error))}", ""),))
    found = _Reader()
    data = None if root is None else found.value(root, ())
    return Located(data, found.lines, tuple(found.mistakes))


def _syntax(error: yaml.MarkedYAMLError) -> Mistake:
    mark = error.problem_mark or error.context_mark
    problem = _sentence(error.problem or "it cannot be read")
    how = "Check the indentation, and quote texts that begin with # @ * & or contain “: ”."
    return Mistake(mark.line + 1 if mark else 0, "", f"This is not YAML: {problem}", how)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith(".") else text + "."


class _Reader:
    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.mistakes: list[Mistake] = []

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if len(self.lines) > MOST_VALUES:
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._mapping(node, path)

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        empty = node.style is None and node.value in {"", "~", "null", "Null", "NULL"}
        return None if empty else str(node.value)

    def _mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, child in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.mistakes.append(Mistake(line, "", "A key must be one word.", "Write `name: value`."))
                continue
            name = str(key.value)
            if name in data:
                self.mistakes.append(
                    Mistake(line, place((*path, name)), f"“{name}” is written twice.", "Keep one of them.")
                )
                continue
            data[name] = self.value(child, (*path, name))
            self.lines[(*path, name)] = line
        return data
