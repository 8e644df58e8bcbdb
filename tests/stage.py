"""The stage of the end-to-end tests: the program and an emulated Slack, each in a process of its own.

Nothing here sleeps for a fixed time: what is awaited is looked for until a deadline.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from slack_sdk import WebClient

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "transcripts" / "2026-11-17-harbour-briefing.txt"
BOT_TOKEN = "xoxb-local-test"
SIOCGIFFLAGS, IFF_UP = 0x8913, 0x1

Json = dict[str, Any]
T = TypeVar("T")


def until(look: Callable[[], T | None], within: float, what: str) -> T:
    """What `look` returns once it is truthy; fails when that does not happen in time."""
    deadline = time.monotonic() + within
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            pytest.fail(f"waited {within:g} s in vain for {what}")
        time.sleep(0.05)


def interface_is_up(interface: str) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        answer = fcntl.ioctl(probe, SIOCGIFFLAGS, struct.pack("16sH14s", interface.encode()[:15], 0, b""))
    flags: int = struct.unpack("16sH14s", answer)[1]
    return bool(flags & IFF_UP)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=15)
        return
    process.kill()
    process.wait()


class Workspace:
    """The emulator, seen as a member of the newsroom sees it, and from behind."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._web = WebClient(token=BOT_TOKEN, base_url=f"{self.address}/api/")

    def is_up(self) -> bool:
        try:
            return bool(self._web.auth_test()["ok"])
        except OSError:
            return False

    def messages(self, channel: str) -> list[Json]:
        """The roots in a channel, oldest first, by conversations.history."""
        listed = self._web.conversations_list()["channels"]
        conversation = next(c["id"] for c in listed if c["name"] == channel)
        found: list[Json] = self._web.conversations_history(channel=conversation, limit=100)["messages"]
        return [m for m in reversed(found) if m.get("thread_ts", m["ts"]) == m["ts"]]

    def posted(self) -> list[Json]:
        """Every message as the bot sent it."""
        return [entry["detail"] for entry in self._log() if entry["summary"] in {"chat.postMessage", "chat.update"}]

    def _log(self) -> list[Json]:
        with urllib.request.urlopen(f"{self.address}/_control/log", timeout=5) as answer:
            entries: list[Json] = json.load(answer)["log"]
        return [entry for entry in entries if entry.get("direction") == "from_bot"]

    def reset(self) -> None:
        request = urllib.request.Request(f"{self.address}/_control/reset", data=b"{}", method="POST")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=5) as answer:
            answer.read()


class Bot:
    """The program, started on a configuration and a folder of its own."""

    def __init__(self, folder: Path, workspace: Workspace, rules: list[Json], token: str | None) -> None:
        self.watched = folder / "watched"
        self.watched.mkdir()
        self.port = free_port()
        self._log = folder / "bot.log"
        config = folder / "config.yaml"
        settings = {
            "store": "var/lectern.db",
            "slack": {"api_url": f"{workspace.address}/api/", "pace": "0.1s"},
            "inbox": {"port": self.port},
            "limits": {"processes": 1},  # documents are read in the order in which they come
            "sources": [{"name": "harbour", "kind": "folder", "path": "watched", "backfill": "all"}],
            "rules": rules,
        }
        config.write_text(json.dumps(settings), encoding="utf-8")
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder)}
        if token is not None:
            environment["SLACK_BOT_TOKEN"] = token
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", "--config", str(config)],
                cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def is_up(self) -> bool:
        if self.process.poll() is not None:
            pytest.fail(f"the bot ended with {self.process.returncode}:\n{self.log}")
        with suppress(OSError):
            return bool(self.page())
        return False

    def page(self) -> str:
        """The local inbox, as a browser gets it."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
            return str(answer.read().decode())

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def drop(self, name: str, content: str | Path) -> None:
        """Let a whole file land in the watched folder at once."""
        unfinished = self.watched / f".{name}.part"
        if isinstance(content, Path):
            shutil.copyfile(content, unfinished)
        else:
            unfinished.write_text(content, encoding="utf-8")
        unfinished.rename(self.watched / name)


StartBot = Callable[..., Bot]
