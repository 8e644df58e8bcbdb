"""Secrets: values that cannot be printed by accident."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.errors import Mistake


class Secret:
    """A value that shows itself only to who asks by name."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, for the library that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(•••)"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a secret is not passed to other processes")


def secret(name: str, environment: Mapping[str, str]) -> tuple[Secret | None, tuple[Mistake, ...]]:
    """The secret in environment variable `name`, or in the file that `name`_FILE points to."""
    if value := environment.get(name, "").strip():
        return Secret(value), ()
    where = environment.get(f"{name}_FILE", "").strip()
    if not where:
        return None, ()
    try:
        value = Path(where).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        how = "Let it point to a readable text file that holds nothing but the secret."
        return None, (Mistake(0, f"{name}_FILE", "The file it points to cannot be read.", how),)
    if not value:
        return None, (Mistake(0, f"{name}_FILE", "The file it points to is empty.", "Write the secret into it."),)
    return Secret(value), ()
