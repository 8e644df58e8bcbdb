"""Ways to deliver. A new one is one file beside these and one line here."""

from __future__ import annotations

from bot.channels.base import ChannelKind
from bot.channels.inbox import INBOX
from bot.channels.slack import SLACK

CHANNEL_KINDS: tuple[ChannelKind, ...] = (SLACK, INBOX)
