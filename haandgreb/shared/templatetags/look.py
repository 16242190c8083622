"""
What every page needs from the look: icons, people, fields, and dates as people read them.

``{% load look %}``. Nothing here lets text through unescaped.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, Field
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from haandgreb.shared import charts, formats, icons, qr

register = template.Library()


def current_language() -> str:
    """Return "da" or "en"; every other language reads English."""
    return "da" if (get_language() or "da").startswith("da") else "en"


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """``{% icon "home" %}``: a stroke drawing, hidden from screen readers; the words beside it carry the meaning."""
    return icons.icon(name, size)


def initials(name: object) -> str:
    """First letters of the first and the last name: "Mads Rosenklint" → "MR"."""
    parts = str(name).split()
    ends = (parts[0], parts[-1]) if len(parts) > 1 else tuple(parts)
    return "".join(part[0] for part in ends).upper()


@register.simple_tag
def avatar(person: object, kind: str = "") -> SafeString:
    """``{% avatar person "s" %}``: a round mark with initials; ``kind`` holds s, leader, peer or other."""
    return format_html('<span class="avatar {}" aria-hidden="true">{}</span>', kind, initials(person))


@register.simple_tag
def person(somebody: object, kind: str = "") -> SafeString:
    """``{% person meeting.chair %}``: the small mark and the whole name."""
    return format_html('<span class="person">{}<span>{}</span></span>', avatar(somebody, f"s {kind}"), somebody)


@register.simple_tag
def tag(kind: str, text: object, icon: str = "") -> SafeString:
    """``{% tag "good" _("Keep") icon="done" %}``: a state in one or two words."""
    drawing = icons.icon(icon, 14) if icon else ""
    return format_html('<span class="tag {}">{}{}</span>', kind, drawing, text)


@register.simple_tag
def datebox(day: date) -> SafeString:
    """``{% datebox meeting.starts_at %}``: day and month as on a tear-off calendar; the words stand beside it."""
    month = formats.short_month(day, current_language())
    number = formats.day_number(day)
    return format_html('<span class="datebox" aria-hidden="true"><b>{}</b>{}</span>', number, month)


@register.simple_tag
def once_token() -> SafeString:
    """``{% once_token %}``: a hidden token that makes a second press of the same button harmless."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(18))


def _complaints(bound: BoundField) -> list[tuple[str, str]]:
    """What is wrong with a field, as (text beside the field, text in the summary); an empty field is told by name."""
    told = []
    for error in bound.errors.as_data():
        # A field that has its own words for being empty keeps them.
        if error.code == "required" and error.message == Field.default_error_messages["required"]:
            said = gettext("Fill in “%(field)s”.") % {"field": bound.label}
            told.append((said, said))
        else:
            told += [(message, f"{bound.label}: {message}") for message in error.messages]
    return told


@register.inclusion_tag("shared/_field.html")
def field(bound: BoundField, kind: str = "") -> dict[str, Any]:
    """
    ``{% field form.title %}``: label, hint above the field, the field, and the error beside it.

    ``kind``: "scale" (1–5 in a row), "pick" (one statement a row), "seg" (choice pair), or "" for what the widget says.
    A field whose name ends in _en holds English, and says so to who hears it.
    """
    widget = bound.field.widget
    if bound.name.endswith("_en"):  # what is written there is English, whatever the page speaks
        widget.attrs.setdefault("lang", "en")
    return {
        "bound": bound,
        "kind": kind,
        "wrong": [beside for beside, _ in _complaints(bound)],
        "tick": getattr(widget, "input_type", "") == "checkbox" and not bound.use_fieldset,
        "loose": bound.use_fieldset and not hasattr(widget, "choices"),
    }


@register.simple_tag
def distribution(counts: Sequence[int], words: Sequence[object] = (), small: bool = False) -> SafeString:
    """``{% distribution row.counts words=row.scale small=True %}``: a bar of five parts with their counts."""
    return charts.distribution(counts, [str(word) for word in words], small=small)


@register.simple_tag
def bar(value: float, longest: float, cut: float = 0, label: str = "") -> SafeString:
    """``{% bar row.hours longest row.freed %}``: a bar in a table; the figure stands in the cell beside it."""
    return charts.bar(value, longest, cut=cut, label=label)


@register.simple_tag
def votes(for_it: int, total: int, label: str) -> SafeString:
    """``{% votes row.for row.total label %}``: filled and open dots; ``label`` says the same in words."""
    return charts.votes(for_it, total, label)


@register.simple_tag
def qr_code(address: str, label: str) -> SafeString:
    """``{% qr_code score_url _("Code that opens the score page") %}``: black on white in every colour scheme."""
    return qr.qr_code(address, label)


def _first_input(bound: BoundField) -> str:
    """The id a link to this field must lead to: a group has none of its own, so its first input."""
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.inclusion_tag("shared/_errors.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """``{% error_summary form %}``: at the top of a form that came back, what is wrong, with links to the fields."""
    if not form.is_bound:
        return {}
    general = list(form.non_field_errors())
    wrong = [(_first_input(bound), told) for bound in form for _, told in _complaints(bound)]
    return {"general": general, "wrong": wrong, "total": len(general) + len(wrong)}


def _spoken(say: Callable[[Any, str], str]) -> Callable[[Any], str]:
    """Turn a format into a template filter: in the reader's language, and silent when there is nothing to say."""

    def spoken(value: Any) -> str:
        return "" if value is None or value == "" else say(value, current_language())

    spoken.__doc__ = say.__doc__
    return spoken


FORMATS: dict[str, Callable[[Any, str], str]] = {
    "long_date": formats.long_date,
    "day_and_month": formats.day_and_month,
    "short_date": formats.short_date,
    "weekday": formats.weekday,
    "week": formats.week,
    "clock_time": formats.clock_time,
    "moment": formats.moment,
    "number": formats.number,
}
for name, say in FORMATS.items():
    register.filter(name, _spoken(say))


@register.filter
def near_date(value: date | None, today: date) -> str:
    """``{{ step.due_on|near_date:today }}``: today, tomorrow, a weekday, or the date."""
    return "" if value is None else formats.near_date(value, today, current_language())


@register.filter
def in_group(menu: Iterable[Mapping[str, Any]], group: str) -> list[Mapping[str, Any]]:
    """``{% for item in menu|in_group:"direction" %}``: the lines of one group, in their order."""
    return [item for item in menu or () if item["group"] == group]


@register.filter
def decimals(value: int | float | Decimal | None, places: int) -> str:
    """``{{ hours|decimals:1 }}``: always so many decimals."""
    return "" if value is None else formats.number(value, current_language(), places)


@register.filter
def iso(value: date | datetime | time) -> str:
    """For ``<time datetime="…">``: the machine's way of writing it, never translated."""
    return value.isoformat()
