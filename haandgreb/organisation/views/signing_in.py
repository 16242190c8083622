"""Sign in, links, personas, sign out, language."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.organisation import queries, rules
from haandgreb.organisation.actions import account, signing_in
from haandgreb.organisation.forms.signing_in import LanguageForm, LinkForm, PersonaForm, SignInForm
from haandgreb.organisation.http import PersonRequest, next_page, public, too_many
from haandgreb.shared import clock, throttle
from haandgreb.shared.address import base_url
from haandgreb.shared.installation import installation, is_demo_now

_LINK_COOKIE = "__Host-link" if settings.PRODUCTION else "link"


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Mail and password, or a link by mail; in a demo also the page of personas."""
    if request.user.is_authenticated:
        return redirect(next_page(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = signing_in.check_password(**form.cleaned_data, address=throttle.address_of(request))
        except signing_in.TooManyFailures:
            return too_many(request)
        if person is not None:
            signing_in.sign_in(request, person, how="password")
            return redirect(next_page(request))
        form.add_error("password", _("Mail and password do not match. Try again, or get a link by mail."))
    return _sign_in_page(request, form, status=422 if form.errors else 200)


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    context = {
        "form": form,
        "workplace_name": installation().name,
        "is_demo": installation().is_demo,
        "next": wanted if rules.is_own_path(wanted) else "",
        "is_kept": wanted == reverse("unsent"),
    }
    return render(request, "organisation/sign_in.html", context, status=status)


@public
@require_POST
def send_link(request: HttpRequest) -> HttpResponse:
    """Mail a one-time link; the answer is the same for every address."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        again = SignInForm(request.POST)
        again.errors.pop("password", None)
        return _sign_in_page(request, again, status=422)
    wanted = request.POST.get("next", "")
    signing_in.send_link(form.cleaned_data["email"], base_url=base_url(request), next_page=wanted)
    context = {"minutes": rules.LINK_MINUTES, "is_demo": installation().is_demo}
    return render(request, "organisation/link_sent.html", context)


@public
@require_GET
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail. It does nothing yet, as mail scanners follow links; the token leaves the address."""
    wanted = request.GET.get("next", "")
    page = reverse("use_sign_in_link")
    response = redirect(f"{page}?next={quote(wanted)}" if rules.is_own_path(wanted) else page)
    response.set_cookie(
        _LINK_COOKIE,
        token,
        max_age=rules.LINK_MINUTES * 60,
        httponly=True,
        secure=settings.PRODUCTION,
        samesite="Lax",
    )
    return response


@public
@require_http_methods(["GET", "POST"])
def use_link(request: HttpRequest) -> HttpResponse:
    """A button that signs in, once."""
    token = request.COOKIES.get(_LINK_COOKIE, "")
    if request.method == "GET":
        good = bool(token) and signing_in.link_is_good(token)
        context = {"is_good": good, "next": next_page(request)}
        return render(request, "organisation/use_link.html", context, status=200 if good else 410)
    try:
        person = signing_in.use_link(token, address=throttle.address_of(request))
    except signing_in.TooManyFailures:
        return too_many(request)
    if person is None:
        return render(request, "organisation/use_link.html", {"is_good": False}, status=410)
    signing_in.sign_in(request, person, how="link")
    response = redirect(next_page(request))
    response.delete_cookie(_LINK_COOKIE)
    return response


@public
@require_http_methods(["GET", "POST"])
def personas(request: HttpRequest) -> HttpResponse:
    """Who do you want to be? Demo installations only."""
    if not is_demo_now():
        raise Http404
    if request.method == "POST":
        form = PersonaForm(request.POST)
        if not form.is_valid():
            raise Http404
        signing_in.sign_in(request, form.cleaned_data["person"], how="persona")
        return redirect(next_page(request))
    words = request.GET.get("q", "")[:100]
    context = {"workplace_name": installation().name, "q": words, **queries.personas(words, clock.today())}
    return render(request, "organisation/personas.html", context)


@require_POST
def sign_out(request: PersonRequest) -> HttpResponse:
    """End this session, and what the browser kept of it."""
    signing_in.sign_out(request)
    messages.success(request, _("You are signed out."))
    response = redirect("sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Danish or English from now on: remembered for the person, else in this browser."""
    form = LanguageForm(request.POST)
    response = HttpResponseRedirect(next_page(request))
    if form.is_valid() and (language := form.cleaned_data["language"]):
        if request.user.is_authenticated:
            account.choose_language(request.user, language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response
