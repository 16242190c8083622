"""What every page of the desk needs: the menu, whether this is a demo, who is here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from haandgreb.organisation import queries
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.installation import installation
from haandgreb.shared.passport import MenuItem, capabilities

# Everyday first: a phone shows the first four lines at the bottom of the page, the rest behind "More".
GROUPS = ("everyday", "direction", "coordination")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template; nothing is asked of the database before a template uses it."""
    return {
        "menu": SimpleLazyObject(lambda: menu_of(request)),
        "hat": SimpleLazyObject(lambda: hat_of(request)),
        "demo": SimpleLazyObject(lambda: installation().is_demo),
        "workplace": SimpleLazyObject(lambda: installation().name),
        "person": getattr(request, "user", None),
        "accessibility_statement": settings.ACCESSIBILITY_STATEMENT_URL,
    }


def menu_of(request: HttpRequest) -> list[dict[str, Any]]:
    """The person's menu in groups' order, with the present place marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    items: list[MenuItem] = [item for capability in capabilities() for item in capability.menu(user)]
    items.sort(key=lambda item: (GROUPS.index(item.group), item.order))
    # The home page is the beginning of every address; it is the present place only when it is the page itself.
    here = max(
        (item.url for item in items if item.url != "/" and request.path.startswith(item.url)), key=len, default=""
    )
    return [
        {
            "label": item.label,
            "url": item.url,
            "icon": item.icon,
            "group": item.group,
            "current": item.url == here or item.url == request.path,
            "within": item.url != request.path,
        }
        for item in items
    ]


def hat_of(request: HttpRequest) -> queries.Hat | None:
    """The role somebody with two acts in: HR who is also a manager has one at a time."""
    user = getattr(request, "user", None)
    return queries.hat(user, clock.today()) if isinstance(user, Person) else None
