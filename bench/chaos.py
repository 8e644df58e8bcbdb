"""Kill the bot with `kill -9` at random instants while transcripts arrive, and count what Slack got.

    python bench/chaos.py --kills 20 --documents 100 --channels 5 --seed 1 --seconds 60

The fake Slack of the tests runs in a process of its own and keeps a journal of every message it took, so it remembers
what a killed bot cannot. Half of the kills come at an instant drawn beforehand, half just after a message has landed:
between the post and the note of it lies the only moment in which a message could be sent twice. Besides, Slack takes
some messages without saying so and fails at others without taking them, some files are written in two halves, and some
transcripts come a second time under another name.

Exit code 0: every transcript was told once in each channel it concerns, and nowhere else; no killed bot left processes
behind, and the last one ended when it was asked to. Exit code 1: it was not so.
Everything listens on loopback, and every process that was started is ended.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from fakes import TOKEN  # noqa: E402 - the tests' fakes are found by the line above
from transcript_maker import Sample, channel_names, number_of, rules, samples  # noqa: E402 - likewise

Json = dict[str, Any]
HOW_OFTEN_TO_LOOK = 0.005
#: a bot that dies by itself is started again, so often and no more
MOST_DEATHS = 20
#: nothing new for so long after the last expected message: nothing is sent twice late; longer than GRACE
QUIET = 6.0
LATENCY = 0.01
#: seconds in which the processes of a killed bot should notice that they are alone; one that is still importing needs
#: a while on a busy machine
GRACE = 5.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to the bot."""

    kills: int
    documents: int
    channels: int
    seed: int
    seconds: float  #: over which documents arrive and kills fall
    patience: float  #: seconds to wait for the rest after that
    faults: int  #: messages that Slack takes without saying so, or fails at


@dataclass(slots=True)
class Tally:
    """What came of it."""

    expected: int = 0  #: pairs of a transcript and a channel that must hear of it
    told: int = 0  #: of those, told at least once
    lost: int = 0  #: of those, never told
    doubled: int = 0  #: told again
    unasked: int = 0  #: told where no rule matches
    same_delivery: int = 0  #: messages that carry a delivery id seen before in that channel
    unseen: int = 0  #: replies to a message that is not there
    other: int = 0  #: messages about no transcript
    replies: int = 0  #: in threads

    @property
    def clean(self) -> bool:
        return self.told == self.expected and not self.wrong

    @property
    def wrong(self) -> int:
        return self.lost + self.doubled + self.unasked + self.same_delivery + self.unseen


@dataclass(slots=True)
class Course:
    """How it went."""

    kills: int = 0
    aimed: int = 0  #: kills just after a message landed
    deaths: int = 0  #: the bot ended by itself
    survivors: int = 0  #: kills after which a process of the killed bot stayed, see GRACE
    faults: int = 0
    drained: float | None = None  #: seconds from the last arrival or kill to the last expected message
    ended: int | None = None  #: exit code after SIGTERM
    groups: list[int] = field(default_factory=list)


def tally(posts: list[Json], made: tuple[Sample, ...]) -> Tally:
    """Count messages against what was to be told."""
    expected = {(sample.number, channel) for sample in made for channel in sample.channels}
    roots = [post for post in posts if post["kind"] == "post" and post.get("thread_ts", post["ts"]) == post["ts"]]
    told = Counter((number_of(json.dumps(post)), post["channel_name"]) for post in roots)
    others = sum(count for (number, _), count in told.items() if number is None)
    about = Counter({pair: count for pair, count in told.items() if pair[0] is not None})
    ids = Counter((post["channel"], json.dumps(post["metadata"])) for post in posts if _identified(post))
    return Tally(
        expected=len(expected),
        told=len(expected & about.keys()),
        lost=len(expected - about.keys()),
        doubled=sum(count - 1 for count in about.values()),
        unasked=len(about.keys() - expected),
        same_delivery=sum(count - 1 for count in ids.values()),
        unseen=sum(post["orphan"] for post in posts),
        other=others,
        replies=sum(post["kind"] == "post" for post in posts) - len(roots),
    )


def _identified(post: Json) -> bool:
    return post["kind"] == "post" and "metadata" in post


class FakeSlack:
    """The tests' Slack, in a process that nobody kills until the end."""

    def __init__(self, folder: Path, channels: tuple[str, ...]) -> None:
        self._journal = folder / "posts.jsonl"
        self._journal.touch()
        self.port = _free_port()
        command = [sys.executable, str(ROOT / "tests" / "fakes.py"), "--port", str(self.port), "--rate", "0"]
        command += ["--journal", str(self._journal), "--latency", str(LATENCY)]
        command += [word for channel in channels for word in ("--channel", channel)]
        self._process = subprocess.Popen(command)
        self._wait_until_up()

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(OSError):
                self._ask("/_posts")
                return
            time.sleep(0.05)
        self.end()
        raise SystemExit("The fake Slack did not start.")

    def _ask(self, path: str, body: Json | None = None) -> None:
        data = json.dumps(body).encode() if body else None
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", data, timeout=5) as answer:
            answer.read()

    def fail_once(self, *, landed: bool) -> None:
        """The next message goes wrong: taken without an answer, or not taken with an answer that does not say so."""
        self._ask("/_fault", {"method": "chat.postMessage"} | ({"lost": True} if landed else {"status": 503}))

    @property
    def size(self) -> int:
        """Grows with every message."""
        return self._journal.stat().st_size

    @property
    def posts(self) -> list[Json]:
        whole, _, _ = self._journal.read_text(encoding="utf-8").rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


class Bot:
    """The program under test, each life of it a process group."""

    def __init__(self, config: Path, course: Course) -> None:
        self._config = config
        self._course = course
        self.log = config.parent / "bot.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(self._config.parent), "SLACK_BOT_TOKEN": TOKEN}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", "--config", str(self._config)],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._course.groups.append(self._process.pid)

    def keep_up(self) -> None:
        """Start the bot again if it ended by itself."""
        if self._process is None or self._process.poll() is None:
            return
        self._course.deaths += 1
        if self._course.deaths > MOST_DEATHS:
            raise SystemExit(f"The bot ended by itself {self._course.deaths} times:\n{self.last_words()}")
        time.sleep(0.2)
        self.start()

    def kill(self) -> None:
        """`kill -9` of the program alone, as the kernel does it when memory runs out."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._course.kills += 1

    def stop(self) -> None:
        """Ask it to end, as a service manager does."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._course.ended = self._process.wait(timeout=20)

    def reap(self) -> None:
        """End whatever is left of every life."""
        for group in self._course.groups:
            _end_group(group)
        if self._process is not None:
            self._process.wait()

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:])


def _end_group(group: int) -> bool:
    """Whether there was anything to end."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_config(folder: Path, port: int, channels: int) -> Path:
    """A configuration for the bot under test; JSON is YAML too."""
    settings = {
        "store": "var/lectern.db",
        "slack": {"api_url": f"http://127.0.0.1:{port}/api/", "pace": "0.02s"},
        "inbox": {"port": 0},
        "sources": [{"name": "bulletins", "kind": "folder", "path": "watched", "backfill": "all"}],
        "rules": rules(channels),
    }
    (folder / "watched").mkdir()
    config = folder / "config.yaml"
    config.write_text(json.dumps(settings, indent=1), encoding="utf-8")
    return config


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that comes."""

    at: float  #: seconds from the start
    path: Path
    content: bytes
    pause: float | None  #: between its two halves, when it is not put in its place at once

    def come(self) -> None:
        if self.pause is not None:
            # a thread, so that neither a kill nor the other files wait for the second half
            threading.Thread(target=self._write_slowly, args=(self.pause,)).start()
            return
        unfinished = self.path.with_name(f".{self.path.name}.part")
        unfinished.write_bytes(self.content)
        unfinished.rename(self.path)

    def _write_slowly(self, pause: float) -> None:
        half = len(self.content) // 2
        with self.path.open("wb", buffering=0) as file:
            file.write(self.content[:half])
            time.sleep(pause)
            file.write(self.content[half:])


def arrivals(plan: Plan, random: Random, watched: Path, made: tuple[Sample, ...]) -> list[Arrival]:
    """Every file, in order of time; some in two halves, some again under another name."""
    coming: list[Arrival] = []
    for sample in made:
        at, content = random.uniform(0, plan.seconds * 0.9), sample.text.encode()
        pause = random.uniform(0.01, 0.2) if random.random() < 0.2 else None
        coming.append(Arrival(at, watched / sample.name, content, pause))
        if random.random() < 0.1:
            later = at + random.uniform(0.5, 5)
            coming.append(Arrival(later, watched / f"copy of {sample.name}", content, None))
    return sorted(coming, key=lambda arrival: arrival.at)


class Chaos:
    """One run."""

    def __init__(self, plan: Plan, folder: Path, slack: FakeSlack) -> None:
        self._plan = plan
        self._random = Random(plan.seed)
        self._made = samples(plan.seed, plan.documents, plan.channels)
        self._slack = slack
        self.course = Course()
        self.bot = Bot(write_config(folder, slack.port, plan.channels), self.course)
        self._arrivals = arrivals(plan, self._random, folder / "watched", self._made)
        self._kills = self._instants(plan.kills)
        self._faults = self._instants(plan.faults)
        self._graves: list[tuple[float, int]] = []

    def _instants(self, count: int) -> list[float]:
        return sorted(self._random.uniform(0.5, self._plan.seconds) for _ in range(count))

    def run(self) -> Tally:
        self.bot.start()
        began = time.monotonic()
        while self._arrivals or self._kills or self._faults:
            self._do_what_is_due(time.monotonic() - began)
            time.sleep(HOW_OFTEN_TO_LOOK)
        self._drain()
        self.bot.stop()
        return self._tally()

    def _tally(self) -> Tally:
        return tally(self._slack.posts, self._made)

    def _do_what_is_due(self, now: float) -> None:
        while self._arrivals and self._arrivals[0].at <= now:
            self._arrivals.pop(0).come()
        if self._faults and self._faults[0] <= now:
            self._faults.pop(0)
            self.course.faults += 1
            self._slack.fail_once(landed=self.course.faults % 2 == 1)
        if self._kills and self._kills[0] <= now:
            self._kills.pop(0)
            self._kill()
        self._visit_graves()
        self.bot.keep_up()

    def _kill(self) -> None:
        if self._random.random() < 0.5:
            self.course.aimed += self._wait_for_a_message(2.0)
            time.sleep(self._random.uniform(0, 3 * LATENCY))
        self.bot.kill()
        self._graves.append((time.monotonic() + GRACE, self.course.groups[-1]))
        self.bot.start()

    def _wait_for_a_message(self, most: float) -> bool:
        before, deadline = self._slack.size, time.monotonic() + most
        while time.monotonic() < deadline:
            if self._slack.size > before:
                return True
            time.sleep(0.001)
        return False

    def _visit_graves(self) -> None:
        """Count, and end, what is left of bots killed a while ago."""
        while self._graves and self._graves[0][0] <= time.monotonic():
            _, group = self._graves.pop(0)
            self.course.survivors += _end_group(group)

    def _drain(self) -> None:
        """Wait until everything was told, and then until nothing more comes."""
        began = changed = time.monotonic()
        size = self._slack.size
        while time.monotonic() < began + self._plan.patience:
            self._visit_graves()
            self.bot.keep_up()
            if self._slack.size != size:
                size, changed = self._slack.size, time.monotonic()
            if time.monotonic() > changed + QUIET and self._tally().lost == 0:
                self.course.drained = changed - began
                return
            time.sleep(0.05)


def table(tally: Tally, course: Course, seconds: float) -> Iterator[str]:
    drained = "never" if course.drained is None else f"{course.drained:.1f} s"
    rows: list[tuple[str, object]] = [
        ("kill -9", f"{course.kills} ({course.aimed} just after a message landed)"),
        ("answers of Slack lost or failed", course.faults),
        ("messages to tell", tally.expected),
        ("told", tally.told),
        ("LOST", tally.lost),
        ("DOUBLED", tally.doubled),
        ("told where nobody asked", tally.unasked),
        ("delivery ids seen twice", tally.same_delivery),
        ("replies nobody can see", tally.unseen),
        ("replies in threads", tally.replies),
        ("messages about no transcript", tally.other),
        ("bot ended by itself", course.deaths),
        ("kills that left processes behind", course.survivors),
        ("exit code after SIGTERM", course.ended),
        ("last message after the last event", drained),
        ("whole run", f"{seconds:.1f} s"),
    ]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        yield f"{name:<{width}}  {value}"


@contextmanager
def fake_slack(folder: Path, channels: int) -> Iterator[FakeSlack]:
    slack = FakeSlack(folder, channel_names(channels))
    try:
        yield slack
    finally:
        slack.end()


def run(plan: Plan, folder: Path) -> bool:
    """One run in an empty folder, told on stdout; whether all was well."""
    began = time.monotonic()
    with fake_slack(folder, plan.channels) as slack:
        chaos = Chaos(plan, folder, slack)
        try:
            found = chaos.run()
        finally:
            chaos.bot.reap()
    print(*table(found, chaos.course, time.monotonic() - began), sep="\n")
    well = found.clean and not chaos.course.survivors and chaos.course.ended == 0
    if not well:
        print(f"\nThe last lines of the bot:\n{chaos.bot.last_words()}", file=sys.stderr)
    return well


def read_plan(arguments: list[str] | None = None) -> tuple[Plan, Path | None]:
    parser = argparse.ArgumentParser(description="Kill the bot at random instants and count what Slack got.")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--channels", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0, help="over which documents arrive and kills fall")
    parser.add_argument("--patience", type=float, default=90.0, help="seconds to wait for the rest")
    parser.add_argument("--faults", type=int, default=6, help="answers of Slack that are lost, or failures")
    parser.add_argument("--keep", type=Path, help="work in this new folder and leave it")
    asked = parser.parse_args(arguments)
    if min(asked.kills, asked.documents, asked.faults) < 0 or max(asked.documents, asked.kills) > 5000:
        parser.error("--kills, --documents and --faults go from 0 to 5000")
    keep = asked.keep
    del asked.keep
    return Plan(**vars(asked)), keep


def main() -> int:
    plan, keep = read_plan()
    if keep is not None:
        keep.mkdir(parents=True)
        return 0 if run(plan, keep.resolve()) else 1
    with tempfile.TemporaryDirectory(prefix="lectern-chaos-") as folder:
        return 0 if run(plan, Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
