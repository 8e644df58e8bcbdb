"""What a channel is: it takes a message and says what became of it. It retries nothing and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from bot.model import Delivery, Receipt
from bot.secret import Secret
from rules.fields import Field


class Channel(Protocol):
    """A way to deliver."""

    name: str  #: as in `Destination.channel`
    pace: timedelta  #: least time between two messages to one address

    async def send(self, delivery: Delivery, thread: Receipt | None) -> Receipt:
        """Post the message, in the thread of an earlier one if given.

        Raises Transient, InDoubt, Unreachable or Refused (see bot.errors).
        """

    async def find(self, delivery: Delivery, thread: Receipt | None) -> Receipt | None:
        """The receipt of this delivery if it stands in the channel already; raises CannotLook or Transient."""

    async def examine(self) -> Mapping[str, str]:
        """What an engineer should know about this channel, by subject; nothing when all is well."""

    async def close(self) -> None:
        """Let go of connections."""


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A way to deliver, and its settings."""

    name: str  #: the key of its settings in config.yaml
    summary: str  #: a sentence for the engineer who configures it
    fields: tuple[Field, ...]  #: its settings
    secrets: tuple[str, ...]  #: environment variables it reads; without them the channel is off
    build: Callable[[Mapping[str, Any], Mapping[str, Secret]], Channel | None]  #: None when it is off
