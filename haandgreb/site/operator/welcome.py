"""The last lines of a start: the address, who one can be, or how to set up."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connections
from django.utils import translation
from django.utils.translation import gettext as _

from haandgreb.organisation import actions, queries
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.installation import installation
from haandgreb.site.operator.words import say


def lines(url: str) -> Callable[[], None]:
    """Find out now what there is to say; the answer says it once the server listens."""
    language = translation.get_language()
    told = personas() if installation().is_demo else set_up(url)

    def tell() -> None:
        with translation.override(language):
            say("")
            say(_("Håndgreb is running: %(url)s") % {"url": url})
            for line in told:
                say(line)
            say(_("Ctrl-C stops it."))

    connections.close_all()
    return tell


def personas() -> list[str]:
    """Who one can be in the demo."""
    people = list(Person.objects.filter(persona__isnull=False).order_by("persona"))
    if not people:
        return []
    titles = queries.titles(people, clock.today())
    widest = max(len(person.name) for person in people)
    named = [f"  {person.name:<{widest}}  {titles.get(person.pk, '')}".rstrip() for person in people]
    return [_("Sign in as one of these invented people:"), *named]


def set_up(url: str) -> list[str]:
    """How to begin in a new installation; nothing where somebody has."""
    code = actions.set_up_code()
    if code is None:
        return []
    return [
        _("Nobody has set this installation up yet. Open %(url)s/set-up/ and use this code once: %(code)s")
        % {"url": url, "code": code}
    ]
