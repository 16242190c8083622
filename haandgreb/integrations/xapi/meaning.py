"""What a statement tells us, and what tells it from another of the same id. Plain Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from haandgreb.integrations.xapi.shape import VOIDED
from haandgreb.integrations.xapi.values import moment
from haandgreb.learning.rules.told import LONGEST, Told, course_keys
from haandgreb.organisation.importing.values import clean, fold
from haandgreb.shared.cpr import holds_cpr

_ADL = "http://adlnet.gov/expapi/verbs/"
DONE = frozenset((f"{_ADL}completed", f"{_ADL}passed"))
FAILED = f"{_ADL}failed"
READ = frozenset((*DONE, FAILED, VOIDED))
"""The verbs that are read; all others are taken and forgotten. Source: integrations 9."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A statement that was checked: its id, what it tells us, if anything, and what it would be compared by."""

    statement_id: UUID
    fingerprint: str
    happened_at: datetime | None
    is_read: bool
    told: Told | None = None
    voids: UUID | None = None


def meant(statement: Mapping[str, Any], *, line: int, today: date, local: Callable[[datetime], date]) -> Meant:
    """What a checked statement means. `local` gives the calendar day of a moment; a day ahead counts as today."""
    verb = statement["verb"]["id"]
    happened_at = moment(statement["timestamp"]) if "timestamp" in statement else None
    day = min(local(happened_at), today) if happened_at is not None else today
    return Meant(
        statement_id=UUID(statement["id"]) if "id" in statement else uuid4(),
        fingerprint=fingerprint(statement) if verb in READ else "",
        happened_at=happened_at,
        is_read=verb in READ,
        told=_told(statement, line, day) if verb in DONE else None,
        voids=UUID(statement["object"]["id"]) if verb == VOIDED else None,
    )


def _told(statement: Mapping[str, Any], line: int, day: date) -> Told | None:
    """The completion; None where a group is meant, nothing one can complete, or the result says otherwise."""
    result, target = statement.get("result", {}), statement["object"]
    is_person = statement["actor"].get("objectType", "Agent") == "Agent"
    is_course = target.get("objectType", "Activity") == "Activity"
    if not is_person or not is_course or False in (result.get("completion"), result.get("success")):
        return None
    title, person = _title(target), _person(statement["actor"])
    if holds_cpr(f"{person} {target['id']}"):
        return None  # never kept, not even until somebody is found by it
    return Told(
        line=line,
        person=person,
        courses=course_keys(_short(target["id"], LONGEST["course"]), title),
        title=title,
        completed_on=day,
        course_as_written=_short(target["id"], LONGEST["course"]),
    )


def _person(actor: Mapping[str, Any]) -> str:
    """The account's name, else the mail address, else what is there, by which nobody is found."""
    if "account" in actor:
        name = str(actor["account"]["name"])
    elif "mbox" in actor:
        name = str(actor["mbox"]).removeprefix("mailto:")
    else:
        name = str(actor.get("mbox_sha1sum") or actor.get("openid"))
    return fold(_short(clean(name), LONGEST["person"])) or "?"


def _short(text: str, most: int) -> str:
    """The text, or where it is too long its beginning and a sum that tells it from others."""
    return text if len(text) <= most else f"{text[: most - 65]}#{sha256(text.encode()).hexdigest()}"


def _title(target: Mapping[str, Any]) -> str:
    """The course's name in Danish, else in English, else in whatever language; its address where it has none."""
    names: Mapping[str, str] = target.get("definition", {}).get("name", {})
    by_tag = sorted(names, key=lambda tag: (not tag.startswith("da"), not tag.startswith("en"), tag))
    found = next((clean(names[tag]) for tag in by_tag if clean(names[tag]) and not holds_cpr(names[tag])), "")
    return (found or str(target["id"]))[: LONGEST["title"]]


def fingerprint(statement: Mapping[str, Any]) -> str:
    """
    The same for statements that match by the rules of comparison (xAPI 1.0.3, Part Two, 2.3.1): what a record store
    sets itself, names of verbs and definitions of activities do not count, nor the order of a group's members.
    """
    kept = {name: value for name, value in statement.items() if name not in _SET_BY_STORES}
    return sha256(json.dumps(_alike(kept), sort_keys=True, ensure_ascii=True).encode()).hexdigest()


_SET_BY_STORES = frozenset(("id", "stored", "authority", "version", "timestamp"))


def _alike(value: Any, name: str = "") -> Any:
    if isinstance(value, list):
        each = [_alike(one) for one in value]
        return sorted(each, key=lambda one: json.dumps(one, sort_keys=True)) if name == "member" else each
    if not isinstance(value, dict):
        return _same_mail(value) if name == "mbox" else value
    if name == "extensions":
        return value
    left_out = {"display"} if name == "verb" else {"definition"} if "id" in value else set()
    found = {key: _alike(inside, key) for key, inside in value.items() if key not in left_out}
    if name in ("actor", "object", "instructor"):
        found.setdefault("objectType", "Activity" if name == "object" else "Agent")
    if name == "contextActivities":
        found = {key: inside if isinstance(inside, list) else [inside] for key, inside in found.items()}
    return found


def _same_mail(value: str) -> str:
    """The domain of a mail address has no case."""
    local, at, domain = value.rpartition("@")
    return f"{local}{at}{domain.casefold()}"
