"""A plan in words, the same for the page, the PDF and the ODT."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from haandgreb.competences.handle_words import HANDLES
from haandgreb.dialogues.queries.plan import GoalLines
from haandgreb.shared.formats import long_date
from haandgreb.shared.formats import number as in_figures
from haandgreb.shared.templatetags.look import current_language


@dataclass(frozen=True)
class Row:
    """One row of a goal: what it is, and its lines."""

    label: str
    lines: list[str]


def title_of(lines: GoalLines, *, is_hers: bool) -> str:
    """The goal as a sentence."""
    title = lines.goal.title
    if title[1:2].islower():  # it goes on in the middle of the sentence; an abbreviation stays as it is
        title = title[:1].lower() + title[1:]
    if is_hers:
        return _("I will be able to %(title)s") % {"title": title}
    return _("%(name)s will be able to %(title)s") % {"name": lines.goal.person.given, "title": title}


def rows_of(one: GoalLines) -> list[Row]:
    """What the goal says, without rows that hold nothing."""
    goal = one.goal
    sign = goal.sign
    if sign and goal.sign_where:
        sign = f"{sign} ({goal.get_sign_where_display()})"
    rows = [
        Row(_("Goal in the strategy"), _hangs_on(one)),
        Row(_("Changed practice"), [goal.changed_practice]),
        Row(pgettext("of a goal", "Sign"), [sign]),
        Row(_("Why it matters"), [goal.why]),
        Row(
            _("How it is learned"),
            [_step(step.text, step.get_room_display(), step.handle, step.due_on) for step in one.path],
        ),
        Row(_("Support"), [_support(str(line.who or ""), line.text, line.due_on) for line in one.support]),
        Row(_("Time and money"), [_means(one)]),
        Row(_("First try"), [_first(one)]),
        Row(_("Follow-up"), [_looked_at(row.due_on, row.held_on, row.get_status_display()) for row in one.follow_ups]),
        Row(pgettext("of a goal", "How it goes"), [str(goal.get_status_display())]),
    ]
    return [Row(row.label, lines) for row in rows if (lines := [line for line in row.lines if line])]


def day(value: date) -> str:
    """A day in the language of the page."""
    return long_date(value, current_language())


def _hangs_on(one: GoalLines) -> list[str]:
    things = [one.chain.goal, one.chain.result, one.chain.practice, one.chain.learning_goal]
    found = " → ".join(str(thing) for thing in things if thing is not None)
    return [found or one.goal.local_task]


def _step(text: str, room: str, handle: str, due_on: date | None) -> str:
    return _joined(text, [room, str(HANDLES[handle]) if handle in HANDLES else "", day(due_on) if due_on else ""])


def _support(who: str, text: str, due_on: date | None) -> str:
    return _joined(f"{who}: {text}" if who else text, [day(due_on) if due_on else ""])


def _joined(text: str, more: Iterable[str]) -> str:
    found = ", ".join(one for one in more if one)
    return f"{text} ({found})" if found else text


def _means(one: GoalLines) -> str:
    goal, parts = one.goal, []
    if goal.hours:
        parts.append(ngettext("%(n)d hour", "%(n)d hours", goal.hours) % {"n": goal.hours})
    if goal.cost:
        parts.append(_("%(sum)s kroner") % {"sum": in_figures(goal.cost, current_language())})
    return ", ".join(parts)


def _first(one: GoalLines) -> str:
    parts = [day(one.goal.first_tried_on) if one.goal.first_tried_on else "", one.goal.first_tried]
    return ": ".join(part for part in parts if part)


def _looked_at(due_on: date, held_on: date | None, status: str) -> str:
    return day(due_on) if held_on is None else f"{day(held_on)}: {status}"
