"""The first page of an installation without demo data."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.organisation import rules
from haandgreb.organisation.actions import setting_up, signing_in
from haandgreb.organisation.forms.signing_in import SetUpForm
from haandgreb.organisation.http import public, too_many
from haandgreb.shared import throttle
from haandgreb.shared.installation import installation


@public
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Name the workplace, the first administrator and the first HR person; then on to the staff list."""
    if installation().set_up_at is not None:
        raise Http404
    form = SetUpForm(request.POST or None)
    if request.method == "POST":
        address = throttle.address_of(request)
        if throttle.too_many("set-up", address, most=rules.BAD_LINKS_PER_ADDRESS):
            return too_many(request)
        if form.is_valid() and not setting_up.code_fits(form.cleaned_data["code"]):
            throttle.count("set-up", address)
            form.add_error(
                "code", _("This is not the code that was printed last. Starting the server prints a new one.")
            )
        if form.is_valid():
            return _found(request, form)
    return render(request, "organisation/set_up.html", {"form": form}, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: SetUpForm) -> HttpResponse:
    try:
        person = setting_up.set_up(
            name=form.cleaned_data["name"],
            administrator=form.administrator(),
            hr=form.hr(),
            language=get_language() or "da",
        )
    except setting_up.AlreadySetUp:
        return redirect("sign_in")
    signing_in.sign_in(request, person, how="set-up")
    messages.success(request, _("%(name)s is set up. Now get the people in.") % {"name": form.cleaned_data["name"]})
    return redirect("organisation:staff_list")
