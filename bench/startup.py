"""What it costs to say hello: `lectern --help` against importing what the bot is made of, by turns, in CPU time.

    python bench/startup.py

Exit code 1 when the ratio is above its bar.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

ROUNDS = 9
BAR = 0.7
HELP = (sys.executable, "-m", "bot", "--help")
IMPORTS = (sys.executable, "-c", "import aiohttp, slack_bolt, sqlalchemy")


def cpu(command: tuple[str, ...]) -> float:
    """User and system seconds of one run."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return (after.children_user + after.children_system) - (before.children_user + before.children_system)


def main() -> int:
    cpu(HELP), cpu(IMPORTS)  # the first run compiles
    ratios = []
    for _ in range(ROUNDS):
        hello, imports = cpu(HELP), cpu(IMPORTS)
        ratios.append(hello / imports)
    median = statistics.median(ratios)
    print(f"lectern --help / imports: {median:.2f} (bar {BAR}), {min(ratios):.2f}–{max(ratios):.2f} in {ROUNDS} rounds")
    return 0 if median <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
