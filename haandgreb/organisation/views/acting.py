"""What the pages of administrators share: who may, one form on a page, and why something is not possible."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from haandgreb.organisation import permissions
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, once

V = TypeVar("V", bound=Callable[..., HttpResponse])

WHY_NOT = {
    "past": gettext_lazy("Choose today or a later day. What has been stays as it was."),
    "outside": gettext_lazy("The unit does not exist on that day."),
    "cycle": gettext_lazy("The unit would stand below itself. Choose another unit above."),
    "too-deep": gettext_lazy("The tree can have at most twenty levels."),
    "people-left": gettext_lazy("People still work in the unit then. Move them first."),
    "units-left": gettext_lazy("There are still units below it then. Move them first."),
    "too-long": gettext_lazy("A deputy stands in for at least a day and at most a year."),
    "herself": gettext_lazy("You cannot do this for yourself; somebody else has to."),
    "before-it-began": gettext_lazy("Choose a day after the place began."),
    "has-it": gettext_lazy("That person has this role already."),
}


def administrators_only(page: V) -> V:
    """403 for everybody else: these pages are no secret, but they are not theirs to use."""

    @wraps(page)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.may_administer(request.user, clock.today()):
            raise PermissionDenied
        return page(request, *args, **kwargs)

    return cast(V, guarded)


def form_page(request: PersonRequest, form: forms.Form, *, status: int = 0, **words: Any) -> HttpResponse:
    """A page with one form. `words`: title, button, back (an address), lede, crumb, danger, conflict."""
    context = {"form": form, **words}
    return render(request, "organisation/form.html", context, status=status or (422 if form.errors else 200))


def act(request: PersonRequest, form: forms.Form, action: Callable[[], str]) -> HttpResponse | None:
    """Do it once, however often the form is sent, and go where the action says; None where the form says why not."""
    try:
        with transaction.atomic():
            first = once.claim(request)
            if first:
                return redirect(first)
            address = action()
            once.settle(request, address)
    except NotPossible as problem:
        form.add_error(None, str(WHY_NOT[problem.code]))
        return None
    return redirect(address)
