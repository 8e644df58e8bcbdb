"""What the program found out about its surroundings, such as a scope that a token lacks; shown by `lectern status`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engine import reading, writing
from bot.store.tables import findings


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an engineer should know."""

    subject: str  #: what it is about, e.g. "slack: history"
    message: str  #: a sentence, with its remedy
    since: datetime  #: when it was first found


class Findings:
    """One finding a subject."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def note(self, subject: str, message: str, now: datetime) -> bool:
        """Write it down; whether it is news."""
        async with writing(self._engine) as connection:
            row = (await connection.execute(select(findings).where(findings.c.subject == subject))).one_or_none()
            if row is None:
                await connection.execute(insert(findings).values(subject=subject, message=message, since=now))
            elif row.message != message:
                await connection.execute(
                    update(findings).where(findings.c.subject == subject).values(message=message, since=now)
                )
            return row is None or row.message != message

    async def settle(self, prefix: str, found: Mapping[str, str], now: datetime) -> tuple[str, ...]:
        """What was found about a group of subjects just now is all there is to know about it; returns what is news."""
        async with writing(self._engine) as connection:
            await connection.execute(
                delete(findings).where(findings.c.subject.startswith(prefix), findings.c.subject.not_in(list(found)))
            )
        return tuple([subject for subject, message in found.items() if await self.note(subject, message, now)])

    async def all(self) -> tuple[Finding, ...]:
        """All of them."""
        async with reading(self._engine) as connection:
            rows = await connection.execute(select(findings).order_by(findings.c.subject))
            return tuple(Finding(*row) for row in rows)
