"""What somebody sent after her session had run out: kept for a day, so that she can sign in and send it again."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from haandgreb.shared import clock, drafts
from haandgreb.shared.cpr import holds_cpr
from haandgreb.shared.models import Draft

KEEP = timedelta(days=1)
# Where only the browser is known, somebody else may sit down at it.
KEEP_FOR_A_BROWSER = timedelta(minutes=30)
LARGEST = 200_000  # characters
MOST_BROWSERS = 50
# With a space in it: no page can keep a draft of its own under such a name.
_OF_A_PERSON, _OF_A_BROWSER = "unsent form", "unsent form of a browser"
_NOT_TYPED = {"csrfmiddlewaretoken", "once", "next", "version", "fingerprint"}
# Numbers, dates, and what lists and boxes send; all else somebody wrote.
_CHOICE = re.compile(r"[\dT.,:+ -]*|[a-z\d_-]*", re.ASCII)


@dataclass(frozen=True)
class Unsent:
    """A form as it was sent to `path`, from `page`; `is_whole` unless something of it was not kept."""

    path: str
    page: str
    fields: Sequence[tuple[str, str]]
    is_whole: bool

    @property
    def typed(self) -> list[str]:
        """What the person wrote, without the choices and what the page sent along."""
        return [value for name, value in self.fields if _is_typed(name, value)]


def keep(owner: UUID, request: HttpRequest, *, page: str, is_person: bool) -> bool:
    """Keep a form for its writer, a person or only a browser; False where there is nothing to keep, or too much.

    Never a password, a CSRF token, a file, or a field with a CPR number in it.
    """
    sent = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    if any("password" in name.casefold() for name, _values in sent):
        return False
    kept = [(name, value) for name, values in sent if not any(map(holds_cpr, values)) for value in values]
    if not any(_is_typed(name, value) for name, value in kept):
        return False
    is_whole = not request.FILES and len(kept) == sum(len(values) for _name, values in sent)
    facts = {"path": request.get_full_path(), "page": page, "fields": kept, "is_whole": is_whole}
    text = json.dumps(facts).replace("\\u0000", "")  # PostgreSQL does not store NUL
    if len(text) > LARGEST:
        return False
    form = _OF_A_PERSON if is_person else _OF_A_BROWSER
    Draft.objects.update_or_create(person=owner, form=form, defaults={"fields": json.loads(text), "at": clock.now()})
    if not is_person:
        latest = Draft.objects.filter(form=form).order_by("-at", "pk").values_list("pk", flat=True)
        Draft.objects.filter(pk__in=list(latest[MOST_BROWSERS:])).delete()
    return True


def _is_typed(name: str, value: str) -> bool:
    return name not in _NOT_TYPED and _CHOICE.fullmatch(value) is None


def find(owner: UUID, *, is_person: bool) -> Unsent | None:
    """What is kept for the person or browser."""
    form, still = (_OF_A_PERSON, KEEP) if is_person else (_OF_A_BROWSER, KEEP_FOR_A_BROWSER)
    draft = Draft.objects.filter(person=owner, form=form, at__gt=clock.now() - still).first()
    facts = drafts.read(draft) if draft is not None else None
    if facts is None:
        return None
    fields = [(name, value) for name, value in facts["fields"]]
    return Unsent(facts["path"], facts["page"], fields, facts["is_whole"])


def drop(owner: UUID) -> None:
    """Forget it."""
    Draft.objects.filter(person=owner, form__in=(_OF_A_PERSON, _OF_A_BROWSER)).delete()


def forget_old(now: datetime) -> None:
    """Forget what nobody came back for."""
    Draft.objects.filter(form__in=(_OF_A_PERSON, _OF_A_BROWSER), at__lt=now - KEEP).delete()
