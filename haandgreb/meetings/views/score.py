"""The public score page /s/<code>: no sign-in, no session, no script needed, nothing logged."""

from __future__ import annotations

import secrets
import time
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import REASON_BAD_ORIGIN, CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.meetings import limits
from haandgreb.meetings.actions.score import NotOpen, TooManySheets, score_meeting
from haandgreb.meetings.forms.score import plain_sheet, rows_of, score_form, sheet_of
from haandgreb.meetings.models import Meeting
from haandgreb.meetings.queries.score import facts_by_code, focus_of, meeting_by_code, questions_of, state_of
from haandgreb.meetings.rules.codes import ballot, is_code, read_code
from haandgreb.meetings.rules.window import ScoreState, closes_at, opens_at
from haandgreb.organisation.http import public
from haandgreb.questions.forms import AnswerForm
from haandgreb.questions.models import QuestionSet
from haandgreb.questions.reading import read_published, read_row
from haandgreb.shared import clock

BALLOT = "ballot"
_FOREIGN = REASON_BAD_ORIGIN.partition("%")[0]  # sent by another site: its answers are not given back
_STATUS = {ScoreState.NOT_YET: 409, ScoreState.CLOSED: 410, ScoreState.NEVER: 404}


@public
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Where the code is typed that stands on the wall."""
    typed = request.GET.get("code", "")
    if not typed:
        return render(request, "meetings/score/find.html")
    code = read_code(typed)
    if code is None:
        return render(request, "meetings/score/find.html", {"typed": typed[:40], "wrong": True}, status=404)
    return HttpResponseRedirect(reverse("score", args=[code]))


@public
@csrf_exempt  # checked below: an expired page gets its answers back instead of an error page
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, code: str) -> HttpResponse:
    """The nine questions; a POST casts or replaces this device's vote."""
    if not is_code(code):
        canonical = read_code(code)
        return HttpResponseRedirect(reverse("score", args=[canonical])) if canonical else _unknown(request)
    expired = _check_form(request) if request.method == "POST" else ""
    if request.method == "POST" and not expired:
        plain = _plain_vote(request, code)
        if plain is not None:
            return plain
    meeting = meeting_by_code(code)
    if meeting is None:
        return _unknown(request)
    state = state_of(meeting, clock.now())
    if state is not ScoreState.OPEN:
        return _not_open(request, meeting, state)
    questions = questions_of(meeting)
    if request.method == "POST":
        return _receive(request, meeting, questions, expired)
    return _page(request, meeting, questions, _form(meeting, questions))


def _plain_vote(request: HttpRequest, code: str) -> HttpResponse | None:
    """A sheet of numbers at a score that has opened: kept without asking for more. None where it takes a closer look.

    A whole room sends within the same minute; this is the way nearly all of its sheets take.
    """
    facts = facts_by_code(code)
    if facts is None or facts.is_open_score or request.POST.get("language"):
        return None
    values = plain_sheet(read_published(facts.questions), request.POST)
    if values is None:
        return None
    try:
        return _vote(request, facts.meeting, code, values, None)
    except TooManySheets:
        return _full(request)
    except (NotOpen, Meeting.DoesNotExist):
        return None


@public
@require_GET
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """The vote is in; what was voted is never shown again."""
    meeting = meeting_by_code(code) if is_code(code) else None
    if meeting is None:
        return _unknown(request)
    state = state_of(meeting, clock.now())
    if state is not ScoreState.OPEN:
        return _not_open(request, meeting, state)
    context = {"meeting": meeting, "again": request.GET.get("again") == "1", "closes_at": closes_at(meeting.ends_at)}
    return render(request, "meetings/score/thanks.html", context)


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The reader's language on this device, without a session."""
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts=None) or not following.startswith("/s/"):
        following = reverse("score_find")
    response = HttpResponseRedirect(following)
    _remember_language(response, request.POST.get("language", ""))
    return response


def _receive(request: HttpRequest, meeting: Meeting, questions: QuestionSet, expired: str) -> HttpResponse:
    """One sheet from a device: language switch, expired page, errors beside the fields, or the vote."""
    if expired.startswith(_FOREIGN):
        return _page(request, meeting, questions, _form(meeting, questions), expired=expired, status=403)
    chosen = request.POST.get("language", "")
    if chosen:
        return _in_language(request, meeting, questions, chosen)
    form = _form(meeting, questions, request.POST)
    if expired or not form.is_valid():
        return _page(request, meeting, questions, form, expired=expired, status=403 if expired else 200)
    values, shares = sheet_of(form)
    try:
        return _vote(request, meeting.pk, meeting.score_code or "", values, shares)
    except NotOpen as refused:
        return _not_open(request, meeting, refused.state)
    except TooManySheets:
        return _full(request)
    except Meeting.DoesNotExist:
        return _unknown(request)


def _vote(request: HttpRequest, meeting: UUID, code: str, values: dict[str, Any], shares: bool | None) -> HttpResponse:
    cookie = request.COOKIES.get(BALLOT, "") or secrets.token_urlsafe(24)
    voted = score_meeting(meeting, values=values, ballot=ballot(_key(), cookie, meeting), shares_openly=shares)
    address = reverse("score_thanks", args=[code])
    response = HttpResponseRedirect(f"{address}?again=1" if voted.replaced else address)
    if BALLOT not in request.COOKIES:
        _give_ballot(request, response, code, voted.closes_at, cookie)
    return response


def _page(
    request: HttpRequest,
    meeting: Meeting,
    questions: QuestionSet,
    form: AnswerForm,
    *,
    expired: str = "",
    status: int = 200,
) -> HttpResponse:
    found = read_row(questions)
    context = {
        "meeting": meeting,
        "set": found,
        "form": form,
        "rows": rows_of(form, found),
        "expired": expired,
        "scale": found.questions[0].labels,
    }
    response = _quiet(render(request, "meetings/score/form.html", context, status=status))
    cookie = request.COOKIES.get(BALLOT, "")
    _give_ballot(request, response, meeting.score_code or "", closes_at(meeting.ends_at), cookie)
    return response


def _form(meeting: Meeting, questions: QuestionSet, data: Any = None) -> AnswerForm:
    return score_form(questions, data, focus=focus_of(meeting), open_score=meeting.open_score)


def _in_language(request: HttpRequest, meeting: Meeting, questions: QuestionSet, chosen: str) -> HttpResponse:
    """The same form in the other language, with what was filled in."""
    known = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        request.LANGUAGE_CODE = known
        form = _form(meeting, questions)
        for name in form.fields:
            form.initial[name] = request.POST.get(name, "")
        response = _page(request, meeting, questions, form)
    response.headers["Content-Language"] = known
    _remember_language(response, known)
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    """A code nobody has: counted by address, in memory only."""
    if limits.refuse_unknown(request, time.monotonic()):
        response = _quiet(render(request, "meetings/score/too_many.html", status=429))
        response.headers["Retry-After"] = "60"
        return response
    return _quiet(render(request, "meetings/score/unknown.html", status=404))


def _not_open(request: HttpRequest, meeting: Meeting, state: ScoreState) -> HttpResponse:
    if state is ScoreState.NEVER:
        return _unknown(request)
    context = {"is_closed": state is ScoreState.CLOSED, "opens_at": opens_at(meeting.ends_at)}
    return _quiet(render(request, "meetings/score/not_open.html", context, status=_STATUS[state]))


def _full(request: HttpRequest) -> HttpResponse:
    """So many sheets that they cannot be from a room: nothing of this one is kept."""
    return _quiet(render(request, "meetings/score/full.html", status=409))


def _quiet(response: HttpResponse) -> HttpResponse:
    """No line in the log: Django else writes address and time of every refused request."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
    return response


class _FormCheck(CsrfViewMiddleware):
    """Django's own check, giving the reason instead of an error page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _check_form(request: HttpRequest) -> str:
    """Empty when the form came from a page of ours with its cookie; else why not."""
    check = _FormCheck(lambda _: HttpResponse())
    check.process_request(request)
    return str(check.process_view(request, _checked, (), {}) or "")


def _checked(request: HttpRequest) -> HttpResponse:  # pragma: no cover - never called, only asked about
    return HttpResponse()


def _give_ballot(request: HttpRequest, response: HttpResponse, code: str, forget_at: datetime, cookie: str) -> None:
    """A random name for this device at this meeting; the browser forgets it when the score closes."""
    left = forget_at - clock.now()
    response.set_cookie(
        BALLOT,
        cookie or secrets.token_urlsafe(24),
        max_age=max(int(left.total_seconds()), 1),
        path=reverse("score", args=[code]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _remember_language(response: HttpResponse, chosen: str) -> None:
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _key() -> bytes:
    return settings.SECRET_KEY.encode()
