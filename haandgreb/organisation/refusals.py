"""Refused requests leave a line in the trail: who, which page, which object, when (security and privacy, section 7)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse

from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock, throttle

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("haandgreb.trouble")

MOST_A_MINUTE = 10
"""So many lines for a person and minute; after that only the hundredth, the thousandth and so on, with their number."""


class Refusals:
    """Writes down that somebody signed in was refused; asks nothing of the database where a page is given.

    What may not be known to be there and what is not there look the same here too. Anonymous pages leave no line.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in {403, 404} and _is_behind_sign_in(request) and isinstance(request.user, Person):
            try:
                note(request.user, request, response.status_code)
            except OperationalError as error:
                # A full disk or a busy database: refused all the same, with the same page.
                log.error("a refusal was not written down: %s", type(error).__name__)
        return response


def _is_behind_sign_in(request: HttpRequest) -> bool:
    """A page of ours that asks for sign-in; an address that leads nowhere is none."""
    match = request.resolver_match
    if match is None or request.path.startswith(settings.WITHOUT_SESSION):
        return False
    return not getattr(match.func, "is_public", False)


@transaction.atomic
def note(person: Person, request: HttpRequest, status: int) -> None:
    """Count the refusal, and write the line while there are few in this minute."""
    now = clock.now()
    throttle.count("refused", str(person.pk), now)
    number = throttle.counted("refused", str(person.pk), now)
    if number > MOST_A_MINUTE and not _is_round(number):
        return
    match = request.resolver_match
    assert match is not None
    audit.record(
        "refused",
        by=person,
        page=match.view_name,
        # Ids only: a search word or a file's name in an address is content.
        objects=[str(value) for value in match.kwargs.values() if isinstance(value, UUID)],
        method=request.method,
        status=status,
        role=person.role_in_use,
        number_this_minute=number,
    )


def _is_round(number: int) -> bool:
    """100, 1,000, 10,000 …"""
    return number >= 100 and str(number).strip("0") == "1"
