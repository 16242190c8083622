"""What the tests of the guide's pages share."""

import re

from django.urls import reverse

CPR = "Hun hedder 010190-1234"


def url(name, dialogue, *more):
    return reverse(f"dialogues:{name}", args=[dialogue.pk, *more])


def words(answer):
    """The page as one reads it, on one line."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())
