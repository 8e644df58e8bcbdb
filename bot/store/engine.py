"""Opening a store: the engine, its transactions, the lock on an embedded file, and the schema.

SQLite runs in WAL mode with full synchronisation: what was committed survives a crash. Writing transactions begin
IMMEDIATE, so that two of them never deadlock on upgrading a read lock; reading ones begin plainly and see one state.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, CursorResult, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StoreBusy

#: the newest migration; a test compares it with the migrations themselves
HEAD = "0001"
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON")
READ_ONLY = "lectern_read_only"


def address(where: str, base: Path) -> str:
    """A store setting as a database address: a file path becomes an embedded SQLite file, relative to `base`."""
    if "://" not in where:
        return f"sqlite+aiosqlite:///{(base / where).resolve()}"
    return where.replace("sqlite://", "sqlite+aiosqlite://", 1)


def file_of(url: str) -> Path | None:
    """The file of an embedded store, None for a server or a store in memory."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database or parts.database == ":memory:":
        return None
    return Path(parts.database)


def engine(url: str) -> AsyncEngine:
    """An engine whose SQLite connections keep the promises above."""
    made = create_async_engine(url)
    if made.dialect.name == "sqlite":
        event.listen(made.sync_engine, "connect", _prepare)
        event.listen(made.sync_engine, "begin", _begin)
    return made


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for IMMEDIATE
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    plain = connection.get_execution_options().get(READ_ONLY)
    connection.exec_driver_sql("BEGIN" if plain else "BEGIN IMMEDIATE")


@asynccontextmanager
async def reading(of: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One consistent view; nothing written in it is kept."""
    async with of.connect() as connection:
        await connection.execution_options(**{READ_ONLY: True})
        yield connection


@asynccontextmanager
async def writing(of: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction: all of it is kept, or nothing."""
    async with of.begin() as connection:
        yield connection


def inserted(result: CursorResult[Any]) -> int:
    """The number that the database gave to the row just inserted."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def lock(url: str) -> FileLock | None:
    """Take the embedded store for this process alone; None where a server sees to that itself.

    Two processes on one file would each dispatch its rows. The lock belongs to the process: it is gone when the
    process is, however it ended.
    """
    file = file_of(url)
    if file is None:
        return None
    file.parent.mkdir(parents=True, exist_ok=True)
    taken = FileLock(f"{file}.lock")
    try:
        taken.acquire(timeout=0)
    except Timeout:
        raise StoreBusy(
            f"Another Lectern is running on {file}. Stop it first, or give this one a store of its own (`store:` in "
            "config.yaml)."
        ) from None
    return taken


async def version(of: AsyncEngine) -> str | None:
    """The newest migration that this store has seen, None for an empty store."""
    try:
        async with reading(of) as connection:
            return (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
    except (OperationalError, ProgrammingError):
        return None


async def migrate(of: AsyncEngine) -> None:
    """Bring the schema up to date; costs one query when it is."""
    if await version(of) == HEAD:
        return
    async with writing(of) as connection:
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
