"""The whole program against a Slack that was not written here, in a network namespace of its own.

    unshare -rn sh -c 'ip link set lo up; exec pytest tests/end_to_end'

The emulator (`npm ci` in this folder installs it) listens on all interfaces, so these tests run only where loopback is
the only interface there is; elsewhere they are skipped, or fail when LECTERN_REQUIRE names `slack`.
"""

from __future__ import annotations

import os
import platform
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from blockkit_check.blockkit_check import check
from stage import BOT_TOKEN, Bot, Json, StartBot, Workspace, end, free_port, interface_is_up, until

HERE = Path(__file__).resolve().parent
EMULATOR = HERE / "node_modules" / "local-slack-linux-x64" / "bin" / "local-slack"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.end_to_end)


@pytest.fixture(scope="session", autouse=True)
def isolated() -> None:
    """Refuse to start servers where somebody else could reach them."""
    open_to = [name for _, name in socket.if_nameindex() if name != "lo" and interface_is_up(name)]
    if open_to:
        _cannot(
            f"these tests want loopback alone, but {', '.join(open_to)} is up; run them by: "
            "unshare -rn sh -c 'ip link set lo up; exec pytest tests/end_to_end'"
        )
    if not interface_is_up("lo"):
        _cannot("the loopback interface is down: ip link set lo up")


def _cannot(reason: str) -> None:
    if "slack" in os.environ.get("LECTERN_REQUIRE", ""):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    if not EMULATOR.exists():
        _cannot(f"the Slack emulator is not installed ({platform.machine()}); run: npm ci --prefix tests/end_to_end")
    folder, port = tmp_path_factory.mktemp("slack"), free_port()
    command = [str(EMULATOR), "--config", str(HERE / "slack.yaml"), "--port", str(port), "--base-host", "127.0.0.1"]
    with (folder / "slack.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env=os.environ | {"TMPDIR": str(folder)}
        )
    workspace = Workspace(port)
    try:
        until(workspace.is_up, 30, "the Slack emulator")
        yield workspace
    finally:
        end(process)


@pytest.fixture
def workspace(emulator: Workspace) -> Iterator[Workspace]:
    """An empty workspace; whatever the test makes the bot post must be sound Block Kit."""
    emulator.reset()
    yield emulator
    problems = [
        f"{problem.pointer}: {problem.message}"
        for payload in emulator.posted()
        for problem in check(_as_message(payload))
        if problem.level == "error"
    ]
    assert problems == []


def _as_message(payload: Json) -> Json:
    return {key: payload[key] for key in ("text", "blocks", "metadata") if key in payload}


@pytest.fixture
def start_bot(workspace: Workspace, tmp_path: Path) -> Iterator[StartBot]:
    """Start the program with some rules, and with a token unless told otherwise; wait until it answers."""
    with ExitStack() as running:

        def start(rules: list[Json], token: str | None = BOT_TOKEN) -> Bot:
            bot = Bot(tmp_path, workspace, rules, token)
            running.callback(end, bot.process)
            until(bot.is_up, 30, "the bot")
            return bot

        yield start
