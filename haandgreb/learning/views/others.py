"""What my staff take part in; and people enrolled in what is mandatory."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from haandgreb.learning.actions.enrolments import Closed, Full
from haandgreb.learning.actions.mandatory import enrol_many
from haandgreb.learning.forms.mandatory import MandatoryForm
from haandgreb.learning.permissions import may_enrol_others
from haandgreb.learning.queries import enrolments as queries
from haandgreb.learning.queries.mandatory import mandatory_choices
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.permissions import hr_units, is_hr
from haandgreb.organisation.queries.managers import staff_of
from haandgreb.shared import clock


@require_GET
def staff(request: PersonRequest) -> HttpResponse:
    """Each of my staff with what she takes part in; a page of nothing for everybody else."""
    today = clock.today()
    lines = queries.staff_lines(request.user, today)
    return render(request, "learning/enrolments/staff.html", {"people": lines, "today": today})


@require_http_methods(["GET", "HEAD", "POST"])
def mandatory(request: PersonRequest) -> HttpResponse:
    """A manager enrols her staff, HR a unit of hers, in what the law or the workplace asks for."""
    me, today = request.user, clock.today()
    require(may_enrol_others(me, today))
    form = MandatoryForm(
        request.POST or None,
        choices=mandatory_choices(today),
        staff=staff_of(me, today),
        units=hr_units(me, today).on(today) if is_hr(me, today) else None,
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        try:
            address, _is_new = only_once(request, lambda: _enrol(request, form))
        except Full:
            form.add_error("what", _("There are fewer seats than people. Choose fewer, or another time."))
        except Closed:
            form.add_error("what", _("This time is offered no more. Choose another one."))
        else:
            return redirect(address)
    context = {
        "form": form,
        "title": _("Enrol people in what is mandatory"),
        "lede": _(
            "Nobody has to say yes to it, and it is counted apart from what people choose. Each is told by mail."
        ),
        "crumb": _("Learning in use"),
        "back": reverse("learning:home"),
        "button": _("Enrol them"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


def _enrol(request: PersonRequest, form: MandatoryForm) -> str:
    activity, facts = form.facts()
    made, there = enrol_many(form.chosen(), activity, by=request.user, **facts)
    text = ngettext("%(n)d person has a place.", "%(n)d people have a place.", made) % {"n": made}
    if there:
        more = ngettext("%(n)d had one already.", "%(n)d had one already.", there) % {"n": there}
        text = f"{text} {more}"
    messages.success(request, text)
    return reverse("learning:home")
