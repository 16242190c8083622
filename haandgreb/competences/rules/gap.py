"""
One person's gap: what her roles ask for against what she can (dialogue.md 1; algorithms.md 5).

Levels are 0–5. The agreed level counts; where none is agreed the gap is unknown and never 0. Before a level is agreed
the person alone reads hers from her own estimate. Surplus is as visible as lack, and nothing is ever summed up: there
is no score of a person here, and no order of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

TOP_LEVEL = 5
"""Teaches others (concepts.md 2)."""

FAR_APART = 2
"""Two levels as far apart as this: ask for an example, not for a number (dialogue.md 5)."""

ALONE = 3
"""Can do it independently. From here on something the role does not ask for is a resource, not an acquaintance."""

FEWEST_SPOKES, MOST_SPOKES = 6, 10
"""How many spokes a wheel shows; the table shows all (dialogue.md 5)."""

K = TypeVar("K")


class Basis(StrEnum):
    """Where the level that counts comes from."""

    AGREED = "agreed"
    OWN = "own"
    UNKNOWN = "unknown"


class Field(StrEnum):
    """Where a competence stands in the picture of the two rationalities (dialogue.md 1)."""

    FOUNDATION = "foundation"  # asked for, and she has it: use and recognise
    RESOURCE = "resource"  # not asked for, and she has it: could it create value?
    COMMON_GOAL = "common goal"  # asked for, lacking, and she wants it: the best goals live here
    NEGOTIATION = "negotiation"  # asked for, lacking, and she would rather not: other task, person, form?
    DREAM = "dream"  # not asked for, lacking, and she wants it: support lightly
    NOT_SAID = "not said"  # asked for and lacking; nothing said yet about wanting it
    UNKNOWN = "unknown"  # asked for, and nobody has put a level on it yet


@dataclass(frozen=True)
class Spoke(Generic[K]):
    """
    One competence of one person.

    `required` 0: her roles do not ask for it, and `weight` is then 0; otherwise 1–5 and 3, 2 or 1 for high, normal or
    low importance in the next twelve months. `own` and `agreed` are None where nothing is said. `place` orders spokes
    of the same importance (Danish order of their names).
    """

    key: K
    required: int = 0
    weight: int = 0
    own: int | None = None
    agreed: int | None = None
    for_goal: bool = False
    place: str = ""

    @property
    def is_required(self) -> bool:
        return self.required > 0


@dataclass(frozen=True)
class Standing:
    """What can be said of one spoke: lack and surplus in whole levels, both None where no level counts."""

    basis: Basis
    level: int | None
    gap: int | None
    surplus: int | None


def gap_between(required: int, level: int | None) -> int | None:
    """max(0, required − level); None where no level counts."""
    return None if level is None else max(0, required - level)


def surplus_between(required: int, level: int | None) -> int | None:
    """max(0, level − required); None where no level counts."""
    return None if level is None else max(0, level - required)


def standing(spoke: Spoke[K], *, for_herself: bool) -> Standing:
    """The agreed level counts; her own estimate stands in for it only for herself, and only until one is agreed."""
    basis, level = Basis.UNKNOWN, None
    if spoke.agreed is not None:
        basis, level = Basis.AGREED, spoke.agreed
    elif for_herself and spoke.own is not None:
        basis, level = Basis.OWN, spoke.own
    return Standing(basis, level, gap_between(spoke.required, level), surplus_between(spoke.required, level))


def differs(spoke: Spoke[K]) -> bool:
    """Her own estimate and the agreed level are not the same: something to talk about, never averaged."""
    return spoke.own is not None and spoke.agreed is not None and spoke.own != spoke.agreed


def ask_for_example(one: int | None, other: int | None) -> bool:
    """Two estimates are so far apart that an example says more than a number."""
    return one is not None and other is not None and abs(one - other) >= FAR_APART


def in_order(spokes: Iterable[Spoke[K]]) -> list[Spoke[K]]:
    """
    The most important first, whatever the gap: high before normal before low before what nobody asks for. Of the same
    importance those a strategic goal asks for come first, then by `place`.
    """
    return sorted(spokes, key=lambda spoke: (-spoke.weight, not spoke.for_goal, spoke.place))


def strengths(spokes: Iterable[Spoke[K]], *, for_herself: bool) -> list[Spoke[K]]:
    """What she can beyond what her roles ask for: what they ask for less of first in order of importance, then what
    they do not ask for at all and she does alone. Read before any gap."""
    return [spoke for spoke in in_order(spokes) if _is_strength(spoke, standing(spoke, for_herself=for_herself))]


def _is_strength(spoke: Spoke[K], found: Standing) -> bool:
    if spoke.is_required:
        return bool(found.surplus)
    return found.level is not None and found.level >= ALONE


def lacking(spokes: Iterable[Spoke[K]], *, for_herself: bool) -> list[Spoke[K]]:
    """What is asked for beyond what she can, by importance; of the same importance the widest gap first."""
    found = [(standing(spoke, for_herself=for_herself).gap or 0, spoke) for spoke in spokes]
    wanting = [(gap, spoke) for gap, spoke in found if gap]
    wanting.sort(key=lambda pair: (-pair[1].weight, -pair[0], not pair[1].for_goal, pair[1].place))
    return [spoke for _, spoke in wanting]


def on_the_wheel(spokes: Iterable[Spoke[K]]) -> list[Spoke[K]]:
    """
    The spokes a wheel shows: the ten most important that are asked for; where fewer than six are, filled up to six
    with what she has put a level on herself or agreed.
    """
    ordered = in_order(spokes)
    asked = [spoke for spoke in ordered if spoke.is_required][:MOST_SPOKES]
    others = [spoke for spoke in ordered if not spoke.is_required and (spoke.own or spoke.agreed)]
    return asked + others[: max(0, FEWEST_SPOKES - len(asked))]


def field_of(spoke: Spoke[K], wants: bool | None, *, for_herself: bool) -> Field | None:
    """
    Where the competence stands among the four fields; None where there is nothing to say about it.

    She has what is asked for where the level that counts reaches it; she has what nobody asks for where she does it
    independently (level 3). `wants` is True for a wish to learn it, False for "rather not", None where nothing is said;
    a wish moves only what is lacking.
    """
    level = standing(spoke, for_herself=for_herself).level
    if spoke.is_required:
        return _required_field(spoke.required, level, wants)
    if level is not None and level >= ALONE:
        return Field.RESOURCE
    return Field.DREAM if wants else None


def _required_field(required: int, level: int | None, wants: bool | None) -> Field:
    if level is None:
        return Field.UNKNOWN
    if level >= required:
        return Field.FOUNDATION
    if wants is None:
        return Field.NOT_SAID
    return Field.COMMON_GOAL if wants else Field.NEGOTIATION


def in_fields(
    spokes: Iterable[Spoke[K]], wishes: Mapping[K, bool], *, for_herself: bool
) -> dict[Field, list[Spoke[K]]]:
    """All spokes sorted into their fields, the most important first in each; every field has its list."""
    found: dict[Field, list[Spoke[K]]] = {field: [] for field in Field}
    for spoke in in_order(spokes):
        field = field_of(spoke, wishes.get(spoke.key), for_herself=for_herself)
        if field is not None:
            found[field].append(spoke)
    return found
