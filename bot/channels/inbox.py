"""The local inbox: what is kept in the store is shown on the page, so delivering is done when it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.channels.base import ChannelKind
from bot.model import Delivery, Receipt
from bot.secret import Secret
from rules.fields import Field, Number, Text

DEFAULT_PORT = 8420


class Inbox:
    """Digests on a page of our own."""

    name = "inbox"
    pace = timedelta(0)

    async def send(self, delivery: Delivery, thread: Receipt | None) -> Receipt:
        """Nothing to do: the page reads the store."""
        del thread
        return Receipt(delivery.id, delivery.destination.address)

    async def find(self, delivery: Delivery, thread: Receipt | None) -> Receipt | None:
        """Sending it twice changes nothing, so there is nothing to find."""
        del delivery, thread
        return None

    async def examine(self) -> Mapping[str, str]:
        """All is well."""
        return {}

    async def close(self) -> None:
        """Nothing is held."""


def _build(values: Mapping[str, Any], secrets: Mapping[str, Secret]) -> Inbox:
    del values, secrets
    return Inbox()


INBOX = ChannelKind(
    name="inbox",
    summary="A page on this machine that shows every digest as Slack would draw it.",
    fields=(
        Field("host", Text("an address of this machine"), "Where the page listens.", "127.0.0.1", default="127.0.0.1"),
        Field("port", Number(0, 65535, whole=True), "Its port; 0 takes a free one.", "8420", default=DEFAULT_PORT),
    ),
    secrets=(),
    build=_build,
)
