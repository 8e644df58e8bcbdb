from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import FetchError, Gone
from bot.sources.folder import Folder

LONG = timedelta(seconds=20)


@pytest.fixture
async def folder(tmp_path: Path) -> AsyncIterator[Folder]:
    source = Folder("desk", tmp_path, LONG, 0, 1_000)
    yield source
    await source.close()


async def test_every_finished_file_is_shown_oldest_first(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("first")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.txt").write_text("second")
    for name in (".hidden", "c.part", "d~", "e.tmp"):
        (tmp_path / name).write_text("not yet")
    listing = await folder.look({})
    assert [item.url.rsplit("/", 1)[-1] for item in listing.items] == ["b.txt", "a.txt"]


async def test_a_file_is_fetched_with_its_media_type(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "häfen & more.html").write_bytes(b"<p>Hello</p>")
    (item,) = (await folder.look({})).items
    document = await folder.fetch(item)
    assert (document.content, document.media_type, document.source) == (b"<p>Hello</p>", "text/html", "desk")


async def test_a_file_that_is_taken_away_before_it_is_read_is_gone(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("soon gone")
    (item,) = (await folder.look({})).items
    file.unlink()
    with pytest.raises(Gone, match="taken away"):
        await folder.fetch(item)


async def test_a_file_over_the_limit_is_refused_unread(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 1_001)
    (item,) = (await folder.look({})).items
    with pytest.raises(FetchError, match="larger than"):
        await folder.fetch(item)


async def test_a_changed_file_is_another_item(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    (before,) = (await folder.look({})).items
    file.write_text("one and two")
    (after,) = (await folder.look({})).items
    assert before.url == after.url
    assert before.marker != after.marker


async def test_a_file_that_lands_after_the_look_is_told_at_once(folder: Folder, tmp_path: Path) -> None:
    await folder.look({})
    (tmp_path / "late.txt").write_text("hello")
    async with asyncio.timeout(5):
        await folder.changed(LONG)
    assert len((await folder.look({})).items) == 1


async def test_a_folder_that_is_not_there_is_an_error_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "later"
    source = Folder("desk", path, LONG, 0, 1_000)
    with pytest.raises(FetchError, match="not there"):
        await source.look({})
    path.mkdir()
    (path / "a.txt").write_text("hello")
    assert len((await source.look({})).items) == 1
    await source.close()
