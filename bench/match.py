"""What matching costs: a thousand rules against one, in one run, on a long invented talk.

    python bench/match.py

The cost of one pass must not grow with the number of rules as the rules do.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent.parent / "tests")]

from makers import transcript  # noqa: E402 - found by the line above

from rules.index import Index, Term  # noqa: E402 - likewise

SYLLABLES = ("ka", "lo", "min", "ter", "sa", "vor", "el", "dun", "pri", "gos")
ROUNDS = 5
BAR = 100.0


def scan_cost(index: Index, text: str) -> float:
    """CPU seconds of the quickest of some scans, with an index that has not seen the text before."""
    best = float("inf")
    for _ in range(ROUNDS):
        talk = transcript(text)
        began = time.process_time()
        index.scan(talk)
        best = min(best, time.process_time() - began)
    return best


def main() -> int:
    made = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
    text = " ".join(word[:-1] + "x" for word in made * 4)
    one, many = scan_cost(Index([Term(made[0])]), text), scan_cost(Index(Term(word) for word in made), text)
    print(f"1 rule {one * 1e3:.1f} ms, 1,000 rules {many * 1e3:.1f} ms: {many / one:.1f} times (bar {BAR:g})")
    return 0 if many / one <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
