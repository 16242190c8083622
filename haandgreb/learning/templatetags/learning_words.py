"""What activities are called, in templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from haandgreb.competences.models import Room
from haandgreb.learning import activity_words
from haandgreb.learning.models import Activity
from haandgreb.shared.templatetags import look

register = template.Library()
register.filter("form_name", activity_words.form_name)
register.filter("lasts", activity_words.lasts)


@register.simple_tag
def room_tag(activity: Activity) -> SafeString:
    """``{% room_tag activity %}``: the room it stands in, in its colour."""
    return look.tag(activity_words.TONES[Room(activity.room)], activity_words.rooms()[activity.room])
