"""The directory: who works here, where, as what. Never everybody at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from haandgreb.organisation.models import Engagement, Person, PersonQuerySet, Unit

MOST_CHOICES = 20


@dataclass(frozen=True)
class PersonChoice:
    """A person as she is offered for choosing: name, and enough to tell two of the same name apart."""

    id: UUID
    name: str
    about: str
    email: str

    @property
    def words(self) -> str:
        """What is typed, or chosen from the list, to mean this person."""
        return f"{self.name} <{self.email}>" if self.email else f"{self.name} ({self.about})"


def people_choices(words: str, today: date, limit: int = MOST_CHOICES) -> list[PersonChoice]:
    """People at work today that match the words, in Danish order."""
    people = list(Person.objects.working_on(today).search(words, today)[:limit])
    about = titles(people, today)
    return [PersonChoice(one.pk, one.name, about.get(one.pk, ""), one.email) for one in people]


def person_by_words(words: str, today: date) -> list[Person]:
    """Who is meant by a name, a mail address, or both as "Name <mail>"; several where the words do not tell."""
    words = " ".join(words.split())
    mail = words[words.rfind("<") + 1 : -1] if words.endswith(">") and "<" in words else words
    here = Person.objects.working_on(today)
    if "@" in mail and (found := list(here.filter(email__iexact=mail)[:2])):
        return found
    name, _, rest = words.partition(" (")
    found = [one for one in here.search(name)[:MOST_CHOICES] if one.name.casefold() == name.casefold()]
    if len(found) > 1 and rest:
        about = titles(found, today)
        found = [one for one in found if about.get(one.pk, "").casefold() == rest.removesuffix(")").casefold()] or found
    return found or list(here.search(words)[:MOST_CHOICES])


def engagements_of(people: Iterable[Person], today: date) -> dict[UUID, list[Engagement]]:
    """Today's engagements of each person, the main one first; one query."""
    rows = Engagement.objects.on(today).filter(person__in=[one.pk for one in people])
    found: dict[UUID, list[Engagement]] = defaultdict(list)
    for row in rows.select_related("unit").order_by("-is_primary", "valid_from"):
        found[row.person_id].append(row)
    return found


def titles(people: Sequence[Person], today: date) -> dict[UUID, str]:
    """ "Sagsbehandler (AC), Tilskud" for each person who works here today, in the reader's language."""
    return {pk: place(rows[0]) for pk, rows in engagements_of(people, today).items()}


def place(engagement: Engagement) -> str:
    """Title and unit in one line."""
    return ", ".join(part for part in (engagement.title, engagement.unit.title) if part)


def main_unit(person: Person, today: date) -> Unit | None:
    """The unit of the person's main engagement today."""
    return main_units([person], today).get(person.pk)


def main_units(people: Iterable[Person], today: date) -> dict[UUID, Unit]:
    """The unit of each person's main engagement today; one query."""
    return {pk: rows[0].unit for pk, rows in engagements_of(people, today).items()}


def units_of(person: Person, today: date) -> list[Unit]:
    """The units the person works in today, the main one first."""
    return [row.unit for row in engagements_of([person], today).get(person.pk, [])]


def people_in(units: Iterable[Unit], today: date, *, below: bool = False) -> PersonQuerySet:
    """People at work in the units today, with `below` also in the units under them."""
    units = list(units)
    wanted = Unit.objects.below(units) if below else Unit.objects.filter(pk__in=[unit.pk for unit in units])
    return Person.objects.filter(pk__in=Engagement.objects.on(today).filter(unit__in=wanted).values("person"))
