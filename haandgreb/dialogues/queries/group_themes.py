"""What groups talk about, over the whole organisation, for the works council: counts of five people or more only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from haandgreb.confidentiality.rules import enough_to_show
from haandgreb.dialogues.group_content import Theme, themes
from haandgreb.dialogues.models import GroupPoint, GroupTalk, Round

State = GroupTalk.State
HELD = (State.TALKING, State.WRITING, State.SHOWN, State.VOTING, State.PLANNING, State.FOLLOWING, State.CLOSED)


@dataclass(frozen=True)
class ThemeCount:
    """A theme and how many groups have picked it; None where the groups have fewer than five people together."""

    theme: Theme
    groups: int | None


@dataclass(frozen=True)
class NeedCount:
    """A kind of need and how many dots it has; None where fewer than five people in two groups gave dots to it."""

    need: Any
    dots: int | None


def theme_counts(round_: Round | None = None) -> list[ThemeCount]:
    """The six themes over all groups that have talked, of a round or at all."""
    rows = [(talk.themes, talk.members.count()) for talk in _held(round_).prefetch_related("members")]
    found = []
    for key, theme in themes().items():
        sizes = [size for chosen, size in rows if key in chosen]
        found.append(ThemeCount(theme, len(sizes) if enough_to_show(sum(sizes)) else None))
    return found


def need_counts(round_: Round | None = None) -> list[NeedCount]:
    """The four kinds of needs with the dots they were given, by at least two groups of at least five who voted."""
    talks = list(_held(round_).filter(voters__gte=5, open_vote=False).values_list("pk", flat=True))
    points = GroupPoint.objects.filter(talk__in=talks, what=GroupPoint.What.NEED, writer=None, dots__gt=0)
    rows = list(points.values_list("need", "talk", "dots"))
    return [NeedCount(label, _dots([row for row in rows if row[0] == key])) for key, label in GroupPoint.Need.choices]


def _dots(rows: Sequence[tuple[str, Any, int | None]]) -> int | None:
    total = sum(dots or 0 for _need, _talk, dots in rows)
    return total if enough_to_show(total) and len({talk for _need, talk, _dots in rows}) > 1 else None


def _held(round_: Round | None) -> Any:
    found = GroupTalk.objects.filter(state__in=HELD)
    return found if round_ is None else found.filter(round=round_)
