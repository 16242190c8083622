"""Who is who: people of the list next to the people there are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from haandgreb.organisation.importing.drafting import Drafts
from haandgreb.organisation.importing.finding import Finder
from haandgreb.organisation.importing.problems import Reason, shorten
from haandgreb.organisation.importing.records import MADE_UP, NEW, PersonRecord, other_lines
from haandgreb.organisation.importing.rejecting import Rejections
from haandgreb.organisation.importing.state import CurrentPerson, State
from haandgreb.organisation.importing.values import LONGEST, fold


def made_up(what: str, text: str) -> str:
    """An ext_id for something the list gives none for: the same for the same text."""
    ext_id = f"{MADE_UP}{what}:{fold(text)}"
    if len(ext_id) <= LONGEST["ext_id"]:
        return ext_id
    return f"{MADE_UP}{what}:{hashlib.sha256(fold(text).encode()).hexdigest()}"


class _Known:
    """The people there are, by what a list may call them."""

    def __init__(self, state: State) -> None:
        self.people = {person.id: person for person in state.people}
        self.by_ext = {person.ext_id: person for person in state.people if person.ext_id}
        self.by_email = {fold(person.email): person for person in state.people if person.email}
        self.by_login = {fold(person.login): person for person in state.people if person.login}
        self.by_name: dict[str, list[CurrentPerson]] = {}
        for person in state.people:
            self.by_name.setdefault(fold(person.name), []).append(person)

    def named(self, name: str) -> CurrentPerson | None:
        found = self.by_name.get(fold(name), [])
        return found[0] if len(found) == 1 else None

    def looked_up(self, person: PersonRecord) -> tuple[CurrentPerson | None, str]:
        """Somebody of a list without ids: by mail address, else by login, else by name; and the id we make up."""
        if person.email:
            return self.by_email.get(fold(person.email)), made_up("mail", person.email)
        if person.login:
            return self.by_login.get(fold(person.login)), made_up("login", person.login)
        return self.named(person.name), made_up("name", person.name)


def check_people(drafts: Drafts, state: State, rejections: Rejections) -> list[PersonRecord]:
    """The people of all tables, each once and with a reference; rows that contradict each other are rejected."""
    known = _Known(state)
    for row in drafts.staff:
        if not row.person.ext_id:
            found, invented = known.looked_up(row.person)
            row.person.ext_id = found.ext_id if found and found.ext_id else invented
    people = _one_each(drafts, rejections)
    _refer(people, known)
    return _with_an_email_of_their_own(people, known, rejections)


def _content(person: PersonRecord) -> tuple[str, ...]:
    return person.given, person.surname, fold(person.email), person.login


def _one_each(drafts: Drafts, rejections: Rejections) -> list[PersonRecord]:
    groups: dict[str, list[PersonRecord]] = {}
    for person in drafts.people:
        groups.setdefault(person.ext_id, []).append(person)
    listed = {ext_id: len(group) for ext_id, group in groups.items()}
    for row in drafts.staff:
        groups.setdefault(row.person.ext_id, []).append(row.person)
    people: list[PersonRecord] = []
    for ext_id, group in groups.items():
        if len({_content(person) for person in group}) == 1:
            people.append(group[0])
            rejections.repeated += max(0, listed.get(ext_id, 0) - 1)
        else:
            _reject_all(group, "duplicate_ext_id", ext_id, rejections)
    return people


def _reject_all(group: Sequence[PersonRecord], code: str, value: str, rejections: Rejections) -> None:
    for person, line in zip(group, other_lines([person.at for person in group]), strict=True):
        rejections.add(person.at, person.name, Reason(code, "", {"value": shorten(value), "line": line}))


def _refer(people: Iterable[PersonRecord], known: _Known) -> None:
    """Give everybody a reference: by ext_id, else by taking over somebody made by hand or under an id we made up."""
    waiting: list[PersonRecord] = []
    taken: set[str] = set()
    for person in people:
        found = known.by_ext.get(person.ext_id)
        if found:
            person.ref = found.id
            taken.add(found.id)
        else:
            waiting.append(person)
    for person in sorted(waiting, key=lambda one: one.ext_id):
        found = known.by_email.get(fold(person.email)) if person.email else None
        if found is None and person.ext_id.startswith(MADE_UP):
            found = known.looked_up(person)[0]
        free = found is not None and found.id not in taken and (not found.ext_id or found.ext_id.startswith(MADE_UP))
        person.ref = found.id if found is not None and free else NEW + person.ext_id
        taken.add(person.ref)


def _with_an_email_of_their_own(
    people: list[PersonRecord], known: _Known, rejections: Rejections
) -> list[PersonRecord]:
    """Two people cannot have the same address; who has it already keeps it. Each rejection may uncover another."""
    while clashes := _email_clashes(people, known):
        for person, reason in clashes:
            rejections.add(person.at, person.name, reason)
        gone = {id(person) for person, _ in clashes}
        people = [person for person in people if id(person) not in gone]
    return people


def _email_clashes(people: Sequence[PersonRecord], known: _Known) -> list[tuple[PersonRecord, Reason]]:
    listed: dict[str, list[PersonRecord]] = {}
    refs = {person.ref for person in people}
    for person in people:
        email = person.email if "email" in person.stated else _email_now(person, known)
        if email:
            listed.setdefault(fold(email), []).append(person)
    clashes: list[tuple[PersonRecord, Reason]] = []
    for email, group in listed.items():
        holder = known.by_email.get(email)
        if holder is not None and holder.id not in refs:
            reason = Reason("email_in_use", "", {"name": shorten(holder.name)})
            clashes += [(person, reason) for person in group]
        elif len(group) > 1:
            clashes += _shared(group, holder)
    return clashes


def _email_now(person: PersonRecord, known: _Known) -> str:
    current = known.people.get(person.ref)
    return current.email if current else ""


def _shared(group: Sequence[PersonRecord], holder: CurrentPerson | None) -> list[tuple[PersonRecord, Reason]]:
    keeper = next((person for person in group if holder is not None and person.ref == holder.id), None)
    lines = other_lines([person.at for person in group]) if keeper is None else [keeper.at.line] * len(group)
    clashes = [
        (person, Reason("duplicate_email", "", {"line": line})) for person, line in zip(group, lines, strict=True)
    ]
    return [clash for clash in clashes if clash[0] is not keeper]


def people_finder(people: Sequence[PersonRecord], state: State, listed: bool, rejections: Rejections) -> Finder:
    """
    Whom a cell may refer to: the people of the list; when there is no list of people, everybody there is; and else
    those whose own row was rejected, and those who were made by hand and are in no list.
    """
    finder = Finder()
    for person in people:
        ids = ("" if person.ext_id.startswith(MADE_UP) else person.ext_id, person.email, person.login)
        finder.add(person.ref, ids, (person.name,), person.name)
    refs = {person.ref for person in people}
    for current in state.people:
        if current.id in refs:
            continue
        called = (current.ext_id, current.email, current.login)
        if (
            not listed
            or not current.ext_id
            or any(rejections.speaks_of("people", word) for word in (*called, current.name))
        ):
            finder.add(current.id, called, (current.name,), current.name)
    return finder
