"""What stands on a page around the words that were said: notes on delivery, dates of change, end marks, separators."""

from __future__ import annotations

import re

#: "Last updated: 04 Jun. 2025 13:34", "Last updated 21-Nov-2019 10:03"
UPDATED = re.compile(
    r"(?:this page was )?(?:last|page) (?:updated|modified|reviewed|changed)(?: on)?\b|^updated\b|"
    r"zuletzt (?:aktualisiert|geändert)|dernière (?:mise à jour|modification)|mis à jour",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"^(?:date )?(?:published|posted|released)\b|^publication date|^veröffentlicht|^publié", re.IGNORECASE
)
#: "(As delivered)", "Check against delivery!"
DELIVERY = re.compile(
    r"[(\[*]?\s*(?:as delivered|as prepared(?: for delivery)?|check against delivery|e ?& ?oe?|"
    r"(?:rush|unedited|edited|verbatim|uncorrected|lightly edited|preliminary|partial) transcript|"
    r"es gilt das gesprochene wort|seul le prononcé fait foi)\s*[.!]?\s*[)\]*]?",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[\W_]+")
#: a line after which nobody speaks
END = re.compile(
    r"[(\[*#\s-]{0,6}"
    r"(?:ends?|ende|fin|end of (?:the )?(?:transcript|briefing|conference|press (?:conference|briefing)))"
    r"[)\]*#\s.-]{0,6}",
    re.IGNORECASE,
)
#: invitations of the site rather than words of a speaker; they are lines of their own
_INVITATION = re.compile(
    r"(?:share(?: this)?(?: page| article| on .{1,20})?|print(?: this)?(?: page)?|e-?mail(?: this)?|"
    r"back to (?:the )?top|top of page|"
    r"read more|see also|related (?:news|content|links|articles|videos|information|topics)|follow us(?: on .{1,30})?|"
    r"subscribe(?: to .{1,40})?|download(?: .{1,30})?|watch(?: the)?(?: full)? (?:video|recording)|"
    r"(?:©|\(c\)|copyright) .{1,80}|all rights reserved|tags?:.{0,80}|skip to (?:main )?content|"
    r"to unsubscribe.{0,80}|facebook|twitter|x|linkedin|whatsapp|instagram|youtube)\s*[.:>»]?",
    re.IGNORECASE,
)
_LONGEST = 160


def is_separator(line: str) -> bool:
    """Whether a line has neither letter nor digit."""
    return bool(SEPARATOR.fullmatch(line))


def is_delivery(line: str) -> bool:
    """Whether a line is a note on how the words were taken down."""
    return len(line) <= _LONGEST and bool(DELIVERY.fullmatch(line.strip()))


def is_end(line: str) -> bool:
    """Whether nobody speaks after this line."""
    return len(line) <= _LONGEST and bool(END.fullmatch(line.strip()))


def is_closing(line: str) -> bool:
    """Whether a line on its own is an invitation of the site, as they stand below a text."""
    return len(line) <= _LONGEST and bool(_INVITATION.fullmatch(line.strip()))


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to a speaker."""
    line = line.strip()
    if is_separator(line):
        return True
    if len(line) > _LONGEST:
        return False
    return bool(UPDATED.match(line) or PUBLISHED.match(line) or DELIVERY.fullmatch(line) or is_closing(line))
