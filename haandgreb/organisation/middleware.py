"""Who is here: sessions that end by themselves, the person's language, and sign-in by default."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import http_date

from haandgreb.organisation.actions import due
from haandgreb.organisation.models import Session
from haandgreb.organisation.one_page import one_page
from haandgreb.organisation.rules import FORMS_PER_ADDRESS, is_own_path
from haandgreb.organisation.sessions import PERSON, ROLE, SEEN, STARTED, stored
from haandgreb.shared import clock, throttle, unsent

Answer = Callable[[HttpRequest], HttpResponse]
_SEEN_EVERY = timedelta(minutes=1)


class Sessions(SessionMiddleware):
    """Ends a session after 30 idle minutes and after 10 hours; last sight is written once a minute at most.

    Pages under WITHOUT_SESSION neither read, write, make nor end one: an anonymous answer must leave no trace in it.
    What a page asks by itself (header `Polling`) keeps nobody signed in. The cookie stays ten hours although it opens
    nothing after 30 idle minutes: it says whose a late form is.
    """

    def process_request(self, request: HttpRequest) -> None:
        if _without_session(request):
            request.session = self.SessionStore()  # empty, and never saved
            return
        super().process_request(request)
        session = request.session
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        if not session.get(STARTED):
            request.has_run_out = True  # type: ignore[attr-defined]  # read by process_response
            return
        now = clock.now()
        if now - datetime.fromisoformat(session[STARTED]) > timedelta(seconds=settings.SESSION_ABSOLUTE_AGE):
            request.ended_for = session.get(PERSON)  # type: ignore[attr-defined]  # read by _was_signed_in
            session.flush()
        elif (
            not _is_polling(request) and now - datetime.fromisoformat(session.get(SEEN, session[STARTED])) > _SEEN_EVERY
        ):
            session[SEEN] = now.replace(second=0, microsecond=0).isoformat()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if _without_session(request):
            return response
        response = super().process_response(request, response)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and cookie.value:
            cookie["max-age"] = settings.SESSION_ABSOLUTE_AGE
            cookie["expires"] = http_date(clock.now().timestamp() + settings.SESSION_ABSOLUTE_AGE)
        elif cookie is not None and getattr(request, "has_run_out", False):
            del response.cookies[settings.SESSION_COOKIE_NAME]
        return response


class PersonLanguage:
    """A signed-in person's language, on whatever device, and the role somebody with two has chosen.

    The first request of a day brings the organisation up to date, also where `daily` has not run yet. While a page is
    made, who manages whom is asked once.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES and not _without_session(request)
        if has_session and request.user.is_authenticated:
            due.apply_once_a_day(clock.today())
            request.user.role_in_use = request.session.get(ROLE, "")
            language = request.user.language
            translation.activate(language)
            request.LANGUAGE_CODE = language
        if request.method == "GET":
            with one_page():
                return self.get_response(request)
        return self.get_response(request)


class SignInRequired:
    """Every page asks for sign-in unless its view is marked public (`@public`)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send who is not signed in to the sign-in page, and back afterwards."""
        if getattr(view, "is_public", False) or request.user.is_authenticated:
            return None
        if _is_polling(request):
            return HttpResponse(status=204)  # the page stays as it is; the next press leads to the sign-in page
        if request.method == "GET":
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        page = _page_of_the_form(request)
        return _kept(request, page) or redirect_to_login(page or "/", settings.LOGIN_URL)


def _is_polling(request: HttpRequest) -> bool:
    """Whether a page asks by itself, with nobody's hand on it."""
    return "Polling" in request.headers


def _kept(request: HttpRequest, page: str) -> HttpResponse | None:
    """Where a form came too late: its text is kept for the one who wrote it, and shown after signing in."""
    view = request.resolver_match.func if request.resolver_match is not None else None
    is_kept = not (getattr(view, "is_autosave", False) or getattr(view, "is_without_name", False))
    if not is_kept or request.method != "POST":
        return None
    person = _was_signed_in(request)
    browser = uuid4()
    if person is None:
        throttle.count("unsent", throttle.address_of(request))
        if throttle.too_many("unsent", throttle.address_of(request), most=FORMS_PER_ADDRESS + 1):
            return None
    if not unsent.keep(person or browser, request, page=page, is_person=person is not None):
        return None
    response = redirect_to_login(reverse("unsent"), settings.LOGIN_URL)
    if person is None:
        age = int(unsent.KEEP_FOR_A_BROWSER.total_seconds())
        response.set_cookie(
            _browser_cookie(), browser.hex, max_age=age, httponly=True, secure=settings.PRODUCTION, samesite="Lax"
        )
    return response


def _was_signed_in(request: HttpRequest) -> UUID | None:
    """Whose session it was that ran out in the last ten hours, where that is known."""
    ended = getattr(request, "ended_for", None)
    if ended:
        return UUID(ended)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    since = clock.now() - timedelta(seconds=settings.SESSION_ABSOLUTE_AGE)
    rows = Session.objects.filter(session_key=stored(key), expire_date__gt=since) if key else Session.objects.none()
    return rows.values_list("person_id", flat=True).first()


def _browser_cookie() -> str:
    return "__Host-unsent" if settings.PRODUCTION else "unsent"


def browser_of(request: HttpRequest) -> UUID | None:
    """The browser a form was kept for, where it was not known whose it is."""
    try:
        return UUID(request.COOKIES.get(_browser_cookie(), ""))
    except ValueError:
        return None


def _page_of_the_form(request: HttpRequest) -> str:
    """The page a form was sent from, when it is one of ours: a session that ran out leads back to it."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    is_ours = came_from.netloc == request.get_host() and is_own_path(came_from.path)
    return came_from.path if is_ours else ""


def _without_session(request: HttpRequest) -> bool:
    return request.path.startswith(settings.WITHOUT_SESSION)
