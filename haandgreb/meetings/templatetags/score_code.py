"""The code of a score on paper, for the printed agenda."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from haandgreb.meetings.addresses import score_address, short_address
from haandgreb.meetings.models import Meeting
from haandgreb.meetings.rules.codes import grouped

register = template.Library()


@register.inclusion_tag("meetings/_score_code.html", takes_context=True)
def score_code(context: Context, meeting: Meeting) -> dict[str, Any]:
    """``{% score_code meeting %}``: QR code, address and code; nothing where the meeting is not scored."""
    request, code = context["request"], meeting.score_code
    if not meeting.is_scored or not code:
        return {}
    return {
        "address": score_address(request, code),
        "typed_address": short_address(request),
        "code": grouped(code),
    }
