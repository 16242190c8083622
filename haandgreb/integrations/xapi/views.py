"""
What a platform speaks with: `POST` and `PUT` /xapi/statements and `GET` /xapi/about.

As xAPI 1.0.3 (Part Three, 2.1, 2.8, 3.2 and 3.3) and 2.0.0 say. Answers are for machines, so they are in English.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from haandgreb.integrations.xapi import actions
from haandgreb.integrations.xapi.meaning import Meant, meant
from haandgreb.integrations.xapi.models import StatementSource
from haandgreb.integrations.xapi.shape import check
from haandgreb.integrations.xapi.values import NotAStatement, is_too_deep
from haandgreb.organisation.http import public
from haandgreb.shared import clock, throttle

VERSION_1, VERSION_2 = "1.0.3", "2.0.0"
MOST_STATEMENTS = 1000
MOST_UNKNOWN = 30
HEADER = "X-Experience-API-Version"


class Refused(Exception):
    """The request is answered with this, and nothing of it is taken."""

    def __init__(self, status: int, words: str, **headers: str) -> None:
        super().__init__(words)
        self.status = status
        self.headers = headers


@csrf_exempt  # no cookie is read here: a platform comes with its own login
@public
def statements(request: HttpRequest) -> HttpResponse:
    """Statements of one platform: taken whole, or refused whole with a reason."""
    version = VERSION_2 if request.headers.get(HEADER, "").startswith("2") else VERSION_1
    try:
        answer = _taken(request)
    except Refused as refused:
        answer = JsonResponse({"error": str(refused)}, status=refused.status, headers=refused.headers)
    answer.headers[HEADER] = version
    answer.headers["Cache-Control"] = "no-store"
    return answer


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Which versions are spoken here."""
    answer = JsonResponse({"version": [VERSION_2, VERSION_1, "1.0.2", "1.0.1", "1.0.0"]})
    answer.headers[HEADER] = VERSION_2 if request.headers.get(HEADER, "").startswith("2") else VERSION_1
    return answer


def _taken(request: HttpRequest) -> HttpResponse:
    source = _source(request)
    is_version_2 = _version(request)
    if request.method not in ("POST", "PUT"):
        raise Refused(405, "Statements are taken here and given to nobody: use POST or PUT.", Allow="POST, PUT")
    asked_id = _parameters(request)
    body = _json(request)
    if request.method == "PUT":
        body = _with_id(body, asked_id)
    batch = _batch(body, is_version_2=is_version_2)
    try:
        actions.receive(source, batch)
    except actions.Conflict as trouble:
        raise Refused(409, "A statement with one of these ids was told before, with another content.") from trouble
    _heard(source, clock.now())
    if request.method == "PUT":
        return HttpResponse(status=204)
    return JsonResponse([str(one.statement_id) for one in batch], safe=False)


def _source(request: HttpRequest) -> StatementSource:
    """Who is speaking. Unknown logins are limited by address; a known one never is."""
    address = throttle.address_of(request)
    login, key = _basic(request.headers.get("Authorization", ""))
    found = StatementSource.objects.filter(login=login).select_related("platform").first() if login else None
    if found is not None and hmac.compare_digest(found.key_hash, actions.hashed(key)):
        return found
    if throttle.too_many("xapi", address, most=MOST_UNKNOWN):
        raise Refused(429, "Too many unknown logins from here. Wait a minute.", **{"Retry-After": "60"})
    throttle.count("xapi", address)
    challenge = {"WWW-Authenticate": 'Basic realm="xAPI", charset="UTF-8"'}
    raise Refused(401, "This needs the login and the key of a platform, as HTTP Basic authentication.", **challenge)


def _basic(header: str) -> tuple[str, str]:
    kind, _space, coded = header.partition(" ")
    if kind.casefold() != "basic":
        return "", ""
    try:
        login, _colon, key = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return login[:40].replace("\0", ""), key[:200]


def _version(request: HttpRequest) -> bool:
    """Whether it speaks 2.0.x; refused where it says no version, or one we do not speak."""
    said = request.headers.get(HEADER, "").strip()
    if said == "1.0" or said.startswith("1.0."):
        return False
    if said == "2.0" or said.startswith("2.0."):
        return True
    raise Refused(400, f"{HEADER} must be 1.0.x or 2.0.x.")


def _parameters(request: HttpRequest) -> str:
    """The statementId of a PUT; anything else is refused (Part Three, 3.2)."""
    allowed = {"statementId"} if request.method == "PUT" else set()
    if set(request.GET) != allowed:
        raise Refused(400, "PUT takes the parameter statementId and no other, POST takes none.")
    return request.GET.get("statementId", "")


def _json(request: HttpRequest) -> Any:
    if request.content_type != "application/json":
        raise Refused(400, "Send application/json. Attachments themselves are not taken here, only their fileUrl.")
    try:
        text = request.body.decode()
        body = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_such_number)
    except (ValueError, RecursionError) as trouble:
        raise Refused(400, "The body is no JSON in UTF-8 in which each property stands once.") from trouble
    if is_too_deep(body):
        raise Refused(400, "The body is nested too deep.")
    return body


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_such_number(name: str) -> float:
    raise ValueError(name)


def _with_id(body: Any, asked_id: str) -> Any:
    """The one statement of a PUT, with the id it is put under."""
    if not isinstance(body, dict) or body.setdefault("id", asked_id) != asked_id:
        raise Refused(400, "PUT takes one statement, whose id is the parameter statementId.")
    return body


def _batch(body: Any, *, is_version_2: bool) -> list[Meant]:
    """The statements, each checked and understood; refused whole where one of them is none."""
    sent = body if isinstance(body, list) else [body]
    if len(sent) > MOST_STATEMENTS:
        raise Refused(413, f"At most {MOST_STATEMENTS} statements at a time.")
    today, batch = clock.today(), []
    for number, one in enumerate(sent):
        try:
            check(one, is_version_2=is_version_2)
        except NotAStatement as trouble:
            where = f"Statement {number + 1}: " if isinstance(body, list) else ""
            raise Refused(400, f"{where}{trouble}.") from trouble
        batch.append(meant(one, line=number, today=today, local=clock.local_day))
    if len({one.statement_id for one in batch}) != len(batch):
        raise Refused(400, "Two statements of the batch have the same id.")
    return batch


def _heard(source: StatementSource, now: datetime) -> None:
    """When it was heard from last, to the minute."""
    if source.heard_at is None or now - source.heard_at > timedelta(minutes=1):
        StatementSource.objects.filter(pk=source.pk).update(heard_at=now.replace(second=0, microsecond=0))
