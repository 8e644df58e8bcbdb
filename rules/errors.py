"""What can be wrong with a rule.

RuleMistake       one mistake: where, what, how to put it right (a value)

Every text is fit to show to an editor under the field it concerns.
"""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


def place(path: Path) -> str:
    """A path as people write it: `rules[2].any[0]`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@dataclass(frozen=True, slots=True)
class RuleMistake:
    """One mistake in something an editor wrote."""

    where: Path  #: keys and positions from the root of what was read, e.g. ("rules", 2, "any", 0)
    what: str  #: a sentence: what is wrong
    how_to_fix: str  #: a sentence: what to write instead; may be empty

    @property
    def place(self) -> str:
        """The path as people write it."""
        return place(self.where)
