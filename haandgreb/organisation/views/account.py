"""My account: language, password, sessions, role in use, a copy of my data."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.organisation import permissions, queries, rules
from haandgreb.organisation.actions import account as actions
from haandgreb.organisation.actions import my_data as copies
from haandgreb.organisation.actions import signing_in
from haandgreb.organisation.forms.signing_in import LanguageForm, PasswordForm
from haandgreb.organisation.http import PersonRequest, too_many
from haandgreb.shared import clock, throttle

EXPORTS_PER_HOUR = 5


@require_GET
def account(request: PersonRequest) -> HttpResponse:
    """What belongs to me: who I am here, my language, my sessions, my data."""
    person, today = request.user, clock.today()
    context = {
        "form": LanguageForm(initial={"language": person.language}),
        "sessions": queries.sessions_of(person, clock.now(), this=request.session.session_key),
        "about": queries.person_page(person, person, today),
        "roles": queries.roles_of(person, today),
    }
    return render(request, "organisation/account.html", context)


@require_http_methods(["GET", "POST"])
def password(request: PersonRequest) -> HttpResponse:
    """A new password; the other sessions end. Whoever has got hold of a session cannot try the old one for long."""
    subject = str(request.user.pk)
    if request.method == "POST" and throttle.too_many("old-password", subject, most=rules.FAILURES_PER_ACCOUNT):
        return too_many(request)
    form = PasswordForm(request.POST or None, person=request.user)
    if "old" in form.errors:
        throttle.count("old-password", subject)
    if request.method == "POST" and form.is_valid():
        actions.change_password(request, request.user, form.cleaned_data["password"])
        messages.success(request, _("Your password is changed. You are signed out everywhere else."))
        return redirect("account")
    return render(request, "organisation/password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def end_session(request: PersonRequest) -> HttpResponse:
    """End one of my sessions, or all the others."""
    which = request.POST.get("session", "")
    if which:
        if not signing_in.end_session(request.user, which, by=request.user):
            raise Http404
        messages.success(request, _("The session is ended."))
    else:
        signing_in.end_sessions(request.user, by=request.user, keep=request.session.session_key)
        messages.success(request, _("You are signed out everywhere else."))
    return redirect("account")


@require_POST
def choose_role(request: PersonRequest) -> HttpResponse:
    """HR who is also a manager says which one she is now."""
    role = request.POST.get("role", "")
    if role not in {"hr", "manager"} or not permissions.has_two_hats(request.user, clock.today()):
        raise Http404
    signing_in.choose_role(request, request.user, role)
    return redirect("home")


@require_POST
def my_data(request: PersonRequest) -> HttpResponse:
    """A copy of everything held about me, to read and to take along."""
    subject = str(request.user.pk)
    if throttle.too_many("export", subject, most=EXPORTS_PER_HOUR, minutes=60):
        return too_many(request, seconds=3600)
    throttle.count("export", subject)
    data = copies.copy_of_my_data(request.user)
    response = HttpResponse(data, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="my-data-{clock.today().isoformat()}.zip"'
    return response
