"""Who is who: labels that mean the same person are joined, and each person gets a role.

Words and use decide together. "Acting Spokesperson" leads through the conference if somebody else answers, and answers
if nobody else does; an "Outlet" whose bearer is the one that everybody asks is no outlet. A name is kept in the fullest
form that is printed anywhere; nothing is added to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from parsers import offices
from parsers.labels import Label, spelling
from parsers.transcript import Role, Speaker


class Said(NamedTuple):
    """A label and what was said under it; no label for an opening without one."""

    label: Label | None  #: as read
    text: str  #: the words


@dataclass(slots=True)
class _Person:
    """One person while the page is read, and how they use the floor."""

    name: str | None
    labels: list[Label] = field(default_factory=list)
    turns: int = 0
    words: int = 0
    asking: int = 0  # turns with a question mark
    answering: int = 0  # turns right after a turn with a question mark of somebody else
    answered: int = 0  # turns right before a turn of a principal
    role: Role = "unknown"

    @property
    def office(self) -> str | None:
        return next((label.office for label in self.labels if label.office), None)

    @property
    def outlet(self) -> str | None:
        return next((label.outlet for label in self.labels if label.outlet), None)

    def shows(self, *evidence: str) -> bool:
        return any(label.evidence in evidence for label in self.labels)


def speakers_of(said: tuple[Said, ...], principals: tuple[Label, ...]) -> tuple[Speaker, ...]:
    """The speaker of each turn. `principals` are those whom the heading names."""
    people = _People(said, principals)
    return tuple(people.speaker(item.label) for item in said)


class _People:
    def __init__(self, said: tuple[Said, ...], principals: tuple[Label, ...]) -> None:
        labels = [item.label for item in said if item.label]
        self._outlets = {spelling(label.outlet) for label in labels if label.outlet}
        self._people: list[_Person] = []
        self._by_label: dict[str, _Person] = {}
        for label in sorted(principals, key=_fullness, reverse=True):
            self._enrol(label)
        for label in sorted(labels, key=_fullness, reverse=True):
            self._enrol(label)
        self._principals = {id(self._by_label[spelling(p.printed)]) for p in principals}
        self._opening = self._by_label[spelling(principals[0].printed)] if len(principals) == 1 else None
        self._observe(said)
        self._assign_roles(said)
        if self._opening is None and not principals:
            self._opening = self._only_principal(said)

    def _enrol(self, label: Label) -> None:
        key = spelling(label.printed)
        if key in self._by_label:
            return
        person = self._same_person(label)
        if person is None:
            person = _Person(None if self._is_outlet(label) else label.name)
            self._people.append(person)
        person.labels.append(label)
        self._by_label[key] = person

    def _is_outlet(self, label: Label) -> bool:
        """Whether a label of one name is that of an outlet which the page also names after a reporter."""
        return bool(label.name) and not label.sure and spelling(label.name) in self._outlets

    def _same_person(self, label: Label) -> _Person | None:
        if label.part or self._is_outlet(label):
            return None
        if label.name:
            found = [person for person in self._people if person.name and _same_name(person.name, label.name)]
        elif label.office:
            office = f" {spelling(label.office)} "
            found = [
                person
                for person in self._people
                if person.name and any(office in f" {spelling(known.office)} " for known in person.labels)
            ]
        else:
            found = []
        return found[0] if len(found) == 1 else None

    def _observe(self, said: tuple[Said, ...]) -> None:
        before: Said | None = None
        for item in said:
            person = self._by_label[spelling(item.label.printed)] if item.label else None
            if person:
                person.turns += 1
                person.words += len(item.text.split())
                person.asking += "?" in item.text
                other = before is not None and before.label is not None and self._person(before.label) is not person
                person.answering += bool(other and before and "?" in before.text)
            before = item

    def _observe_answers(self, said: tuple[Said, ...]) -> None:
        for item, following in pairwise(said):
            if item.label and following.label and self._person(following.label).role == "principal":
                self._person(item.label).answered += 1

    def _person(self, label: Label) -> _Person:
        return self._by_label[spelling(label.printed)]

    def _assign_roles(self, said: tuple[Said, ...]) -> None:
        for person in self._people:
            person.role = self._role_by_words(person)
        if not any(person.role == "principal" for person in self._people):
            self._promote()
        self._observe_answers(said)
        for person in self._people:
            if person.role == "unknown":
                person.role = _role_by_use(person)

    def _role_by_words(self, person: _Person) -> Role:
        part = next((label.part for label in person.labels if label.part), None)
        role: Role = "unknown"
        if part:
            role = part
        elif id(person) in self._principals:
            role = "principal"
        elif person.shows("moderator"):
            role = "moderator"
        elif person.shows("journalist") or (person.shows("office") and _asks_only(person)):
            role = "journalist"
        elif person.shows("office"):
            role = "principal"
        elif person.outlet or any(self._is_outlet(label) for label in person.labels):
            role = "principal" if _answers_mostly(person) and not person.shows("outlet") else "journalist"
        return role

    def _promote(self) -> None:
        """Somebody is asked: the one who answers most, be it a spokesperson."""
        candidates = [p for p in self._people if p.role in {"moderator", "unknown"} and p.answering and p.name]
        if candidates:
            best = max(candidates, key=lambda person: (person.answering, person.words))
            if best.answering * 2 >= best.turns - 1:
                best.role = "principal"

    def _only_principal(self, said: tuple[Said, ...]) -> _Person | None:
        """Who speaks an unlabelled opening that nobody is named for, if it says that it takes the questions."""
        principals = [person for person in self._people if person.role == "principal"]
        opening = said[0].text[-400:].casefold() if said and said[0].label is None else ""
        takes = any(phrase in opening for phrase in ("your questions", "any questions", "ihre fragen", "vos questions"))
        return principals[0] if len(principals) == 1 and takes else None

    def speaker(self, label: Label | None) -> Speaker:
        """The speaker of a turn under `label`."""
        if label is None:
            person = self._opening
            if person is None:
                return Speaker(None, None, "unknown")
            return Speaker(None, person.name, "principal", person.office)
        person = self._person(label)
        outlet = label.outlet or person.outlet or (label.printed if self._is_outlet(label) else None)
        office = label.office or person.office
        if person.role != "journalist":
            office, outlet = office or outlet, None
        elif office and outlet is None and label.evidence == "office":
            outlet = _organisation(office)
        return Speaker(label.printed, person.name, person.role, office, outlet)


def _fullness(label: Label) -> tuple[int, bool]:
    return len((label.name or "").split()), bool(label.office or label.outlet)


def _same_name(full: str, other: str) -> bool:
    """Whether `other` is a shorter or equal form of `full`: the same last word, its other words in the same order."""
    long, short = spelling(full).split(), spelling(other).split()
    if not long or not short or long[-1] != short[-1] or len(short) > len(long):
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _asks_only(person: _Person) -> bool:
    """An official from the room, such as the president of a press club, who puts a question."""
    return person.turns <= 3 and person.asking == person.turns and not person.answering


def _answers_mostly(person: _Person) -> bool:
    return person.turns > 2 and person.answering * 2 > person.turns and person.asking * 2 < person.turns


def _role_by_use(person: _Person) -> Role:
    if _answers_mostly(person):
        return "principal"
    if person.answering * 2 <= person.turns and max(person.asking, person.answered) * 2 >= person.turns > 0:
        return "journalist"
    return "unknown"


def _organisation(office: str) -> str | None:
    """The organisation in "President, Foreign Press Association"."""
    parts = [part.strip() for part in office.split(",")]
    others = [part for part in parts if not set(spelling(part).split()) & (offices.OFFICE | offices.MODERATOR)]
    return others[-1] if len(parts) > 1 and others else None
