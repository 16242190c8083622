"""Who is here: sessions that end by themselves, the person's language, and sign-in by default."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from haandgreb.organisation.actions import due
from haandgreb.organisation.rules import is_own_path
from haandgreb.organisation.sessions import ROLE, SEEN, STARTED
from haandgreb.shared import clock

Answer = Callable[[HttpRequest], HttpResponse]
_SEEN_EVERY = timedelta(minutes=1)


class Sessions(SessionMiddleware):
    """Ends a session after 30 idle minutes and after 10 hours; last sight is written once a minute at most.

    Pages under WITHOUT_SESSION neither read, write, make nor end one: an anonymous answer must leave no trace in it.
    """

    def process_request(self, request: HttpRequest) -> None:
        if _without_session(request):
            request.session = self.SessionStore()  # empty, and never saved
            return
        super().process_request(request)
        session = request.session
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not session.get(STARTED):
            return
        now = clock.now()
        if now - datetime.fromisoformat(session[STARTED]) > timedelta(seconds=settings.SESSION_ABSOLUTE_AGE):
            session.flush()
        elif now - datetime.fromisoformat(session.get(SEEN, session[STARTED])) > _SEEN_EVERY:
            session[SEEN] = now.replace(second=0, microsecond=0).isoformat()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return response if _without_session(request) else super().process_response(request, response)


class PersonLanguage:
    """A signed-in person's language, on whatever device, and the role somebody with two has chosen.

    The first request of a day brings the organisation up to date, also where `daily` has not run yet.
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
        next_page = request.get_full_path() if request.method == "GET" else _page_of_the_form(request)
        return redirect_to_login(next_page or "/", settings.LOGIN_URL)


def _page_of_the_form(request: HttpRequest) -> str:
    """The page a form was sent from, when it is one of ours: a session that ran out leads back to it."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    is_ours = came_from.netloc == request.get_host() and is_own_path(came_from.path)
    return came_from.path if is_ours else ""


def _without_session(request: HttpRequest) -> bool:
    return request.path.startswith(settings.WITHOUT_SESSION)
