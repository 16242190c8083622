"""Pages of the house: home, health, the demo's mail, error pages."""

from __future__ import annotations

import logging
import secrets
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from haandgreb.organisation.http import PersonRequest, autosave, next_page, public
from haandgreb.shared import clock, drafts
from haandgreb.shared.installation import is_demo_now
from haandgreb.shared.models import OutboxMessage
from haandgreb.site import health, queries

log = logging.getLogger("haandgreb.trouble")


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """Min side: what waits for me, and what is under way."""
    return render(request, "site/home.html", queries.home_page(request.user, clock.now()))


@public
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@public
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, migrations and job queue are in order; 503 with words where one is not."""
    problems = health.problems()
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)


@public
@require_GET
def anonymity(request: HttpRequest) -> HttpResponse:
    """How anonymous is this? Said honestly."""
    return render(request, "site/anonymity.html")


@public
@require_GET
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The mails a demo installation would have sent."""
    _only_in_demo()
    messages = OutboxMessage.objects.order_by("-created_at")[:100]
    return render(request, "site/mail.html", {"mails": messages})


@public
@require_GET
def demo_message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One mail of the demo."""
    _only_in_demo()
    return render(request, "site/mail_message.html", {"mail": get_object_or_404(OutboxMessage, pk=message_id)})


@autosave
@require_POST
def save_draft(request: PersonRequest, form: str) -> HttpResponse:
    """Keep what is being typed into a form; only the writer gets it back."""
    saved_at = drafts.keep(request.user, form, request.POST)
    return JsonResponse({"saved_at": saved_at.astimezone(clock.COPENHAGEN).strftime("%H.%M")})


@require_POST
def drop_draft(request: PersonRequest, form: str) -> HttpResponse:
    """Let go of what I had typed and not saved."""
    drafts.drop(request.user, form)
    return redirect(next_page(request, otherwise="home"))


def _only_in_demo() -> None:
    """Asked of the database: where the demo ended a moment ago, the next mail may sign somebody in for real."""
    if not is_demo_now():
        raise Http404


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from an expired page: say so, keep nothing hidden."""
    return render(request, "403.html", {"is_csrf": True}, status=403)


def bad_request(request: HttpRequest, exception: Any) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Any) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Any) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    incident = secrets.token_hex(4)
    page = request.resolver_match.view_name if request.resolver_match else "unknown page"
    log.error("incident %s at %s", incident, page)
    return render(request, "500.html", {"incident": incident}, status=500)
