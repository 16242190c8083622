"""Icons as inline SVG: a few names of our own for the strokes of the lucide package, and our mark."""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

# What it means here → what lucide calls the drawing. Any other name is looked up in lucide as it stands.
OUR_NAMES = {
    "home": "house",
    "talk": "message-square",
    "learn": "book-open",
    "meeting": "calendar",
    "date": "calendar",
    "handle": "hand",
    "people": "users",
    "unit": "building-2",
    "idea": "lightbulb",
    "insight": "chart-column",
    "goal": "target",
    "more": "menu",
    "private": "lock",
    "seen": "eye",
    "done": "check",
    "close": "x",
    "time": "clock",
    "next": "arrow-right",
    "back": "arrow-left",
    "add": "plus",
    "warn": "triangle-alert",
    "help": "circle-question-mark",
    "print": "printer",
    "swap": "arrow-left-right",
    "out": "log-out",
    "edit": "pencil",
    "text": "file-text",
    "remove": "trash-2",
    "undo": "undo-2",
    "service": "wrench",
    "park": "square-parking",
    "vote": "vote",
    "sidebyside": "users-round",
    "new": "sparkles",
    "mentor": "compass",
    "coach": "messages-square",
    "place": "door-open",
    "campus": "monitor-play",
    "effect": "flag",
    "list": "list-checks",
    "person": "user",
    "language": "languages",
}

LOGO = mark_safe(
    '<svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">'
    '<rect class="logo-ground" width="32" height="32" rx="8.5" fill="#0b5d68"/>'
    '<path class="logo-hand" d="M10 10.5v13M22 10.5v13M10 17h12" stroke="#fff" stroke-width="3"'
    ' stroke-linecap="round" fill="none"/>'
    '<circle class="logo-dot" cx="16" cy="8.7" r="2.1" fill="#eed8b0"/></svg>'
)


@cache
def icon(name: str, size: int = 18) -> SafeString:
    """
    Return the drawing called ``name`` as SVG, ``size`` CSS pixels wide, hidden from screen readers.

    The words beside it carry the meaning. Raises ``lucide.IconDoesNotExist`` for an unknown name,
    so that a typing error is found by the first test that draws the page.
    """
    if name == "logo":
        return LOGO
    drawing = lucide(OUR_NAMES.get(name, name), size=size, stroke_width="1.75", aria_hidden="true", **{"class": "icon"})
    return mark_safe("".join(line.strip() for line in drawing.splitlines()))  # noqa: S308 - lucide's own drawing
