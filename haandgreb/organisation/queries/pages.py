"""What single pages show, each in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from haandgreb.organisation import demo_content, permissions, rules
from haandgreb.organisation.models import (
    Deputy,
    Engagement,
    Person,
    Role,
    Session,
    Unit,
    UnitManager,
    UnitPeriod,
    valid_on,
)
from haandgreb.organisation.queries.directory import engagements_of, people_in, titles
from haandgreb.organisation.queries.managers import managers_of, own_managers, unit_managers
from haandgreb.organisation.queries.tree import Branch, unit_choices
from haandgreb.organisation.sessions import stored
from haandgreb.shared import clock

PER_PAGE = 50
MOST_BRANCHES = 200


@dataclass(frozen=True)
class Listed:
    """A person in a list: what she does, and where."""

    person: Person
    engagements: list[Engagement]


@dataclass(frozen=True)
class Directory:
    """One page of the directory."""

    page: Page[Person]
    people: list[Listed]
    q: str
    unit: Unit | None
    with_left: bool = False


def directory(person: Person, *, words: str, unit: str, page: str, today: date, with_left: bool = False) -> Directory:
    """People at work today that match the words, in Danish order, fifty at a time; three queries, four with a unit.

    `with_left` also finds those who are not at work today: for administrators, who open and close accounts.
    """
    people = Person.objects.visible_to(person)
    if not with_left:
        people = people.working_on(today)
    chosen = Unit.objects.visible_to(person).filter(pk=unit).first() if _is_uuid(unit) else None
    if chosen is not None:
        people = people.filter(pk__in=people_in([chosen], today, below=True).values("pk"))
    if words.strip():
        people = people.search(words, today)
    shown = Paginator(people.defer("password", "search_key"), PER_PAGE).get_page(page)
    return Directory(shown, listed(list(shown.object_list), today), words, chosen, with_left)


def listed(people: list[Person], today: date) -> list[Listed]:
    """The people with what they do today; one query."""
    places = engagements_of(people, today)
    return [Listed(one, places.get(one.pk, [])) for one in people]


@dataclass(frozen=True)
class PersonPage:
    """What one may see of a person."""

    person: Person
    engagements: list[Engagement]
    managers: list[Person]
    deputies: list[Deputy]
    manages: list[Unit]
    roles: list[Role]
    may_see_employment: bool
    history: list[Engagement] = field(default_factory=list)


def person_page(reader: Person, person: Person, today: date) -> PersonPage:
    """The directory's facts, and employment where the reader may see it."""
    engagements = engagements_of([person], today).get(person.pk, [])
    ways = [pk for one in engagements for pk in one.unit.ancestor_ids()]
    deputies = Deputy.objects.filter(unit__in=ways, valid_to__gt=today).select_related("person", "unit")
    may_see = permissions.may_see_employment(reader, person, today)
    posts = UnitManager.objects.on(today).filter(person=person).select_related("unit")
    return PersonPage(
        person=person,
        engagements=engagements,
        managers=managers_of(person, today),
        deputies=list(deputies.order_by("valid_from")),
        manages=[post.unit for post in posts],
        roles=roles_of(person, today),
        may_see_employment=may_see,
        history=list(person.engagements.select_related("unit").order_by("-valid_from")) if may_see else [],
    )


def roles_of(person: Person, today: date) -> list[Role]:
    """The roles somebody holds today, with their units."""
    return list(Role.objects.filter(valid_on(today), person=person).prefetch_related("units"))


@dataclass(frozen=True)
class UnitLine:
    """A unit in the tree: its managers, whether they are its own, and how many work there and below."""

    unit: Unit
    depth: int
    managers: list[Person]
    is_vacant: bool

    @property
    def indent(self) -> str:
        """As many letters as levels, for a template to loop over."""
        return " " * self.depth


def tree(today: date) -> tuple[list[UnitLine], int]:
    """The tree with managers, as many levels as fit on a page, and how many units are left out; three queries."""
    branches = unit_choices(today)
    shown = _topmost(branches)
    return unit_lines(shown, today), len(branches) - len(shown)


def unit_lines(branches: list[Branch], today: date) -> list[UnitLine]:
    """Units with their managers; two queries."""
    units = [branch.unit for branch in branches]
    own = own_managers([unit.pk for unit in units], today)
    nearest = unit_managers(units, today)
    return [
        UnitLine(branch.unit, branch.depth, nearest[branch.unit.pk], branch.unit.pk not in own) for branch in branches
    ]


def _topmost(branches: list[Branch]) -> list[Branch]:
    """Whole levels from the top, at most MOST_BRANCHES units; the first level always."""
    deepest = max((branch.depth for branch in branches), default=0)
    while deepest > 0 and sum(1 for branch in branches if branch.depth <= deepest) > MOST_BRANCHES:
        deepest -= 1
    return [branch for branch in branches if branch.depth <= deepest][:MOST_BRANCHES]


@dataclass(frozen=True)
class UnitPage:
    """One unit: where it stands, who manages it, what is below it, who works in it."""

    unit: Unit
    above: list[Unit]
    managers: list[Person]
    is_vacant: bool
    deputies: list[Deputy]
    below: list[UnitLine]
    page: Page[Person]
    people: list[Listed]
    periods: list[UnitPeriod]


def unit_page(reader: Person, unit: Unit, *, page: str, today: date) -> UnitPage:
    """Everything on a unit's page."""
    known = {one.pk: one for one in Unit.objects.filter(pk__in=unit.ancestor_ids())}
    children = [Branch(one, 0) for one in Unit.objects.on(today).filter(parent=unit)[:MOST_BRANCHES]]
    shown = Paginator(people_in([unit], today), PER_PAGE).get_page(page)
    deputies = Deputy.objects.filter(unit__in=unit.ancestor_ids(), valid_to__gt=today).select_related("person", "unit")
    return UnitPage(
        unit=unit,
        above=[known[pk] for pk in unit.ancestor_ids()[:-1] if pk in known],
        managers=unit_managers([unit], today)[unit.pk],
        is_vacant=unit.pk not in own_managers([unit.pk], today),
        deputies=list(deputies.order_by("valid_from")),
        below=unit_lines(children, today),
        page=shown,
        people=listed(list(shown.object_list), today),
        periods=list(unit.periods.select_related("parent").order_by("-valid_from")),
    )


@dataclass(frozen=True)
class SessionLine:
    """A session as its owner sees it."""

    id: str
    device: str
    started_at: datetime | None
    seen_at: datetime | None
    is_this: bool


def sessions_of(person: Person, now: datetime, *, this: str | None = None) -> list[SessionLine]:
    """The person's living sessions, the latest seen first."""
    rows = Session.objects.filter(person_id=person.pk, expire_date__gt=now).order_by("-seen_at", "-started_at")
    mine = stored(this) if this else ""
    return [
        SessionLine(row.public_id, row.device, row.started_at, row.seen_at, row.session_key == mine) for row in rows
    ]


def personas(words: str, today: date) -> dict[str, Any]:
    """Who one can be in the demo: the twelve, and the others by search."""
    here = Person.objects.here_on(today).filter(is_demo=True)
    twelve = list(here.exclude(persona=None).order_by("persona"))
    others = list(here.search(words, today)[:PER_PAGE]) if words.strip() else []
    managers = set(UnitManager.objects.in_office(today).values_list("person", flat=True))
    return {
        "personas": [(one, demo_content.persona(one.persona or 0)) for one in twelve],
        "others": _with_titles(others, today),
        "managers": managers,
        "people_in_demo": Person.objects.filter(is_demo=True).count(),
    }


def _with_titles(people: list[Person], today: date) -> list[tuple[Person, str]]:
    about = titles(people, today)
    return [(one, about.get(one.pk, "")) for one in people]


def role_holders(today: date) -> list[Role]:
    """Everybody who holds a role today or will, in the order of the roles."""
    rows = Role.objects.exclude(valid_to__lte=today).select_related("person", "granted_by").prefetch_related("units")
    return list(rows.order_by("kind", "person__sort_key"))


def link_waits_until(person: Person, now: datetime) -> datetime | None:
    """When the first sign-in link may go to the person's new address, as she holds a role or will; None where now."""
    roles = Role.objects.exclude(valid_to__lte=clock.today()).filter(person=person)
    return rules.link_waits_until(person.email_changed_at, has_role=roles.exists(), now=now)


def deputies_named_by(units: list[Unit], today: date) -> list[Deputy]:
    """Who stands in, or will, for the units."""
    rows = Deputy.objects.filter(unit__in=[unit.pk for unit in units], valid_to__gt=today)
    return list(rows.select_related("person", "unit").order_by("valid_from"))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Hat:
    """The role somebody with two acts in now, and the other one."""

    says: str
    other: str
    switch: str


def hat(person: Person, today: date) -> Hat | None:
    """For the page head of HR who is also a manager; None for everybody else."""
    if not permissions.has_two_hats(person, today):
        return None
    if permissions.is_hr(person, today):
        return Hat(_("You act as HR now."), "manager", _("Act as manager"))
    return Hat(_("You act as manager now."), "hr", _("Act as HR"))
