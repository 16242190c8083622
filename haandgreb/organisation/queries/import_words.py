"""A preview in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from haandgreb.organisation.importing.problems import Reason
from haandgreb.organisation.importing.reasons import hint_text, reason_text
from haandgreb.shared import formats

Fact = Sequence[Any]

NOT_SAVED = {
    "import-herself": gettext_lazy(
        "Nothing was saved: you would lose your own access. Put yourself into the list, or let another save it."
    ),
    "import-database": gettext_lazy("Nothing was saved. The database did not answer; try again in a moment."),
    "import-file-gone": gettext_lazy("Nothing was saved: the list is no longer here. Read it again."),
    "import-no-administrator": gettext_lazy(
        "Nothing was saved: no administrator would be left. Keep at least one of them in the list."
    ),
    "import-own-post": gettext_lazy(
        "Nothing was saved: you would make yourself a manager. Somebody else has to do that."
    ),
    "cycle": gettext_lazy(
        "Nothing was saved: with a change that is planned for a later day, a unit would stand below itself."
    ),
}


@dataclass(frozen=True)
class Line:
    """Something that happens to a person or a unit: a tag, a name, what it becomes."""

    what: str
    label: str
    tone: str
    name: str
    texts: list[str]


@dataclass(frozen=True)
class RejectedLine:
    """A line that is left out, why, and what may have been meant."""

    table: str
    line: int
    row: int
    name: str
    reasons: list[tuple[str, str]]


def day(iso: str, *, last: bool = False) -> str:
    """A date as people read it; `last`: the day before a half-open end."""
    if not iso:
        return ""
    found = date.fromisoformat(iso) - timedelta(days=1 if last else 0)
    return formats.long_date(found, "da" if (get_language() or "da").startswith("da") else "en")


def reason_of(stored: Mapping[str, Any]) -> Reason:
    """A reason as it was kept."""
    return Reason(stored["code"], stored.get("field", ""), stored["params"])


def rejected_line(stored: Mapping[str, Any]) -> RejectedLine:
    """A rejected row as it was kept, in words."""
    reasons = [reason_of(one) for one in stored["reasons"]]
    said = [(reason_text(one), hint_text(one)) for one in reasons]
    return RejectedLine(stored["table"], stored["line"], stored["row"], stored["label"], said)


def people_lines(stored: Iterable[Mapping[str, Any]], today: date) -> list[Line]:
    """What happens to people."""
    labels = {
        "new": (pgettext("staff list", "New"), "good"),
        "changed": (pgettext("staff list", "Changes"), "accent"),
        "leaving": (pgettext("staff list", "Leaves"), "warn"),
    }
    return [_line(one, labels, today) for one in stored]


def unit_lines(stored: Iterable[Mapping[str, Any]], today: date) -> list[Line]:
    """What happens to units."""
    labels = {
        "new": (pgettext("staff list unit", "New"), "good"),
        "changed": (pgettext("staff list", "Changes"), "accent"),
        "closed": (pgettext("staff list", "Closes"), "warn"),
    }
    return [_line(one, labels, today) for one in stored]


def _line(stored: Mapping[str, Any], labels: Mapping[str, tuple[str, str]], today: date) -> Line:
    label, tone = labels[stored["what"]]
    texts = [text for fact in stored["facts"] if (text := fact_text(fact, today))]
    return Line(stored["what"], label, tone, stored["name"], list(dict.fromkeys(texts)))


def fact_text(fact: Fact, today: date) -> str:
    """One thing that becomes different, as a short sentence; "" where there is nothing to say."""
    code, about = fact
    if code == "job":
        return _job(about, today)
    if code == "ends":
        return _ends(about)
    if code == "from":
        return _("From %(day)s") % {"day": day(about["on"])} if about["on"] > today.isoformat() else ""
    if code == "leaves":
        return _leaves(about, today)
    if code in _BETWEEN:
        return _between(code, about)
    return _simple(code, about)


_BETWEEN = ("place", "title", "name", "email", "new_manager", "moved")


def _between(code: str, about: Mapping[str, str]) -> str:
    what = {
        "place": _("Place"),
        "title": _("Title"),
        "name": pgettext("of a person or unit", "Name"),
        "email": _("Work mail"),
        "new_manager": _("Manager"),
        "moved": _("Unit above"),
    }[code]
    nothing = pgettext("no manager, no title", "none")
    return f"{what}: {about['before'] or nothing} → {about['after'] or nothing}"


def _simple(code: str, about: Mapping[str, str]) -> str:
    if code == "manager":
        return _("manager %(name)s") % about if about["name"] else _("no manager yet")
    if code == "under":
        return _("Under %(unit)s") % about if about["unit"] else _("At the top")
    if code == "closes":
        return _("Last day %(day)s") % {"day": day(about["on"], last=True)} if about["on"] else _("Goes on")
    if code == "never":
        return _("Does not begin in %(unit)s after all") % about
    return _("Facts that are not shown in the directory")


def _job(about: Mapping[str, Any], today: date) -> str:
    facts = {"title": about["title"], "unit": about["unit"], "day": day(about["on"])}
    if about["also"]:
        text = _("Also %(title)s in %(unit)s") % facts if about["title"] else _("Also in %(unit)s") % facts
    else:
        text = _("%(title)s in %(unit)s") % facts if about["title"] else _("In %(unit)s") % facts
    if about["on"] > today.isoformat():
        return _("%(job)s from %(day)s") % {"job": text, "day": facts["day"]}
    return text


def _ends(about: Mapping[str, str]) -> str:
    if not about["on"]:
        return _("Goes on in %(unit)s without an end") % about
    return _("Last day in %(unit)s: %(day)s") % {"unit": about["unit"], "day": day(about["on"], last=True)}


def _leaves(about: Mapping[str, str], today: date) -> str:
    if about["on"] <= today.isoformat():
        return _("The account closes when you save.")
    return _("Last day %(day)s. Then the account closes.") % {"day": day(about["on"], last=True)}


def manager_lines(stored: Iterable[Mapping[str, Any]], today: date) -> list[tuple[str, list[str]]]:
    """Who takes over which unit, and who steps down."""
    return [(one["unit"], [_manager(code, about, today) for code, about in one["facts"]]) for one in stored]


def _manager(code: str, about: Mapping[str, str], today: date) -> str:
    name, later = about["name"], about["on"] > today.isoformat()
    facts = {"name": name, "day": day(about["on"]), "last": day(about["on"], last=True)}
    if code == "takes_over":
        if not name:
            return _("Vacant from %(day)s") % facts if later else _("Vacant: the nearest manager above takes over")
        return _("%(name)s from %(day)s") % facts if later else _("%(name)s takes over") % facts
    if not name:
        return _("No longer vacant")
    if code == "steps_down":
        return _("%(name)s until %(last)s") % facts if later else _("%(name)s steps down") % facts
    if code == "never_manages":
        return _("%(name)s does not take over after all") % facts
    return _("%(name)s: other dates") % facts


def losing_lines(stored: Iterable[Mapping[str, str]]) -> list[str]:
    """Who loses access to whom the moment it is saved."""
    return [
        _("%(person)s gets another manager. %(managers)s loses access at once to what %(person)s has shared.") % one
        for one in stored
    ]


def unit_counts(units: Iterable[Mapping[str, Any]]) -> str:
    """The units in one sentence."""
    found = [one["what"] for one in units]
    new, changed, closed = (found.count(what) for what in ("new", "changed", "closed"))
    parts = [
        ngettext("%(n)d new unit", "%(n)d new units", new) % {"n": new} if new else "",
        ngettext("%(n)d unit changes", "%(n)d units change", changed) % {"n": changed} if changed else "",
        ngettext("%(n)d unit closes", "%(n)d units close", closed) % {"n": closed} if closed else "",
    ]
    return ", ".join(part for part in parts if part)
