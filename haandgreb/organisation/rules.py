"""What is true of units, managers and roles, in plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

DEEPEST = 20
"""The most levels a tree of units may have."""

LINK_MINUTES = 30
"""How long a sign-in link works."""

FAILURES_PER_ACCOUNT, FAILURES_PER_ADDRESS, BAD_LINKS_PER_ADDRESS = 5, 20, 30
"""Failed sign-ins a minute, per account and per address; unknown codes and links a minute per address."""

LINKS_PER_ACCOUNT = 5
"""Links mailed to one address in an hour: nobody can fill somebody else's mailbox."""

FORMS_PER_ADDRESS = 10
"""Forms a minute from one address that are kept although nobody is signed in and nobody knows whose they are."""

NEW_ADDRESS_WAITS = timedelta(hours=24)
"""How long no sign-in link goes to an address somebody else gave a person with a role: the others have time to ask."""

LONGEST_DEPUTY = timedelta(days=366)
"""A delegation ends; the longest one can be given for."""

MANY_ROWS = 5_000
"""A staff list with more rows than this is looked through and saved in the background."""

KEEP_FILES = timedelta(days=1)
"""How long a staff list that nobody confirmed is kept."""

P = TypeVar("P")


class CycleError(ValueError):
    """A unit would stand below itself, or the tree would be deeper than DEEPEST."""


@dataclass(frozen=True)
class Standing:
    """What somebody is on a day, beside employee."""

    day: date
    is_hr: bool = False
    is_works_council: bool = False
    is_administrator: bool = False
    is_manager: bool = False


def has_two_hats(standing: Standing) -> bool:
    """HR who is also a manager acts in one role at a time (security and privacy, section 1)."""
    return standing.is_hr and standing.is_manager


def hr_is_in_use(standing: Standing, role_in_use: str) -> bool:
    """Whether somebody acts as HR now: with two hats only after having chosen it."""
    return standing.is_hr and (not standing.is_manager or role_in_use == "hr")


def manager_is_in_use(standing: Standing, role_in_use: str) -> bool:
    """Whether somebody acts as a manager now: always, unless HR was chosen."""
    return standing.is_manager and not (standing.is_hr and role_in_use == "hr")


def link_waits_until(changed_at: datetime | None, *, has_role: bool, now: datetime) -> datetime | None:
    """
    When the first sign-in link may go to an address that somebody else changed at the moment; None where it may now.

    Only people with a role wait: whoever can change an address must not become HR, or another administrator, by it.
    """
    if changed_at is None or not has_role or now >= changed_at + NEW_ADDRESS_WAITS:
        return None
    return changed_at + NEW_ADDRESS_WAITS


def nearest_managers(chain: Iterable[Collection[P]], person: P | None = None) -> list[P]:
    """
    Who manages a person whose own unit is the first of the chain and the root its last.

    Each link holds the managers in office there. The nearest link with any counts; one that holds the person herself is
    passed by, as nobody is her own manager and her co-managers are her peers. Source: integrations, section 1.
    """
    for managers in chain:
        if managers and person not in managers:
            return list(managers)
    return []


def everyone_above(chain: Iterable[Collection[P]], person: P | None = None) -> list[P]:
    """All managers on the way to the root, nearest first, never the person herself, nobody from beside or below."""
    links = [list(managers) for managers in chain]
    own = max((at for at, managers in enumerate(links) if person in managers), default=-1)
    found: dict[P, None] = {}
    for managers in links[own + 1 :]:
        found.update(dict.fromkeys(managers))
    return list(found)


def units_managed(
    children: Mapping[UUID, Sequence[UUID]], in_office: Mapping[UUID, Collection[UUID]], own: Iterable[UUID]
) -> list[UUID]:
    """The units somebody is the nearest manager of: her own, and below them the ones whose post is vacant."""
    found: dict[UUID, None] = {}
    waiting = list(own)
    while waiting:
        unit = waiting.pop()
        if unit in found:
            continue
        found[unit] = None
        waiting += [child for child in children.get(unit, ()) if not in_office.get(child)]
    return list(found)


def paths(parents: Mapping[UUID, UUID | None]) -> dict[UUID, str]:
    """
    The way from the root to each unit, as hex ids each closed by "/".

    Raises CycleError where a unit stands below itself, or where there are more than DEEPEST levels.
    """
    known: dict[UUID, str] = {}
    for unit in parents:
        way: list[UUID] = []
        at: UUID | None = unit
        while at is not None and at not in known:
            way.append(at)
            if len(way) > DEEPEST:
                raise CycleError(str(unit))
            at = parents.get(at)
        above = known[at] if at is not None else ""
        for step in reversed(way):
            above = known[step] = f"{above}{step.hex}/"
        if len(known[unit]) > 33 * DEEPEST:
            raise CycleError(str(unit))
    return known


def is_own_path(next_page: str) -> bool:
    """Whether an address is a path of this site: no other host, no backslash, no control or space characters."""
    if not next_page.startswith("/") or next_page.startswith("//") or "\\" in next_page:
        return False
    return all(letter.isprintable() and not letter.isspace() for letter in next_page)


def may_be_granted_by(kind: str, *, to_herself: bool, by_administrator: bool) -> bool:
    """
    Whether a role may be given: an administrator gives roles, and none to herself.

    HR sees content, so nobody gives it to herself; neither works council nor a second administrator's key either.
    """
    return by_administrator and not to_herself and kind in {"hr", "works-council", "administrator"}
