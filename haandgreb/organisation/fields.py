"""Form fields for choosing people and units; they work without script and accept only who and what is here today."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation import queries
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import clock
from haandgreb.shared.cpr import holds_cpr

FEW = 100
"""Workplaces up to this size have everybody in the list of suggestions; larger ones ask while one types."""

CHOOSE = _("Choose a unit")
_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
_NEW_LINES = 3


class NameField(forms.CharField):
    """A short line of text, as a name: NFC, one line, nothing invisible, no CPR number."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Refuses what looks like a CPR number."""
        text = unicodedata.normalize("NFC", str(super().to_python(value) or ""))
        text = " ".join("".join(char for char in text if unicodedata.category(char) not in _INVISIBLE).split())
        if holds_cpr(text):
            raise ValidationError(_("This looks like a CPR number. Delete it before you save."), code="cpr")
        return text


def _suggestions() -> list[queries.PersonChoice]:
    """Everybody, in a workplace so small that this is no burden; nobody in a larger one."""
    choices = queries.people_choices("", clock.today(), limit=FEW + 1)
    return choices if len(choices) <= FEW else []


class PersonInput(forms.TextInput):
    """A text field with a list of people to choose from."""

    template_name = "organisation/_person_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the suggestions."""
        listed = f"{(attrs or {}).get('id', name)}_people"
        suggestions = _suggestions()
        more = {"autocomplete": "off", "spellcheck": "false", "list": listed, **(attrs or {})}
        if not suggestions:
            more |= {
                "hx-get": f"{reverse('organisation:choices')}?field={name}",
                "hx-trigger": "input changed delay:200ms",
                "hx-target": f"#{listed}",
            }
        context = super().get_context(name, value, more)
        return context | {"listed": listed, "suggestions": suggestions}

    def format_value(self, value: Any) -> str | None:
        """A person is shown as her name and mail."""
        return _words(value) if isinstance(value, Person | UUID) else super().format_value(value)


class PersonField(forms.CharField):
    """One person at work today, typed as name or mail, or chosen from the suggestions; cleans to a Person."""

    widget = PersonInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 400)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A person, or the id of one, as words."""
        return _words(value) if isinstance(value, Person | UUID) else value

    def clean(self, value: Any) -> Any:
        """The person that is meant; says so in words where nobody is, or several are."""
        words = super().clean(value)
        return _meant(words) if words else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(_words(initial) != (data or ""))


@dataclass(frozen=True)
class _Chosen:
    """What a browser sends for several people."""

    ids: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unit: str = ""


class PeopleInput(forms.Widget):
    """Ticked people, a few lines for more, and perhaps a whole unit."""

    template_name = "organisation/_people_input.html"
    use_fieldset = True
    with_units = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> _Chosen:
        """Ticks, typed lines and the unit."""
        listed = data.getlist if hasattr(data, "getlist") else lambda key: data.get(key, [])
        words = tuple(word for word in listed(f"{name}_more") if word.strip())
        return _Chosen(tuple(listed(name)), words, str(data.get(f"{name}_unit", "")))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}{end}" in data for end in ("", "_more", "_unit"))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The people with what they do, and empty lines."""
        context = super().get_context(name, None, attrs)
        chosen = value if isinstance(value, _Chosen) else _Chosen(ids=tuple(str(pk) for pk in _ids(value)))
        people = list(Person.objects.filter(pk__in=_uuids(chosen.ids)))
        about = queries.titles(people, clock.today())
        lines = list(chosen.words) + [""] * max(1, _NEW_LINES - len(chosen.words))
        context["people"] = [(person, about.get(person.pk, "")) for person in people]
        context["lines"] = lines
        context["suggestions"] = _suggestions()
        context["unit"] = chosen.unit
        context["units"] = queries.unit_choices(clock.today()) if self.with_units else []
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """A group: its label is the legend."""
        return ""


class PeopleField(forms.Field):
    """Several people at work today; `units=True` also offers everybody in a unit. Cleans to people in Danish order."""

    widget = PeopleInput

    def __init__(self, *, units: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.with_units = units

    def clean(self, value: Any) -> list[Person]:
        """The people that are meant; says in words where somebody is not found."""
        chosen = value if isinstance(value, _Chosen) else _Chosen()
        today = clock.today()
        people = {one.pk: one for one in Person.objects.here_on(today).filter(pk__in=_uuids(chosen.ids))}
        problems = []
        for words in chosen.words:
            try:
                person = _meant(words)
            except ValidationError as problem:
                problems.append(problem)
            else:
                people[person.pk] = person
        if problems:
            raise ValidationError(problems)
        if self.widget.with_units and (unit := Unit.objects.on(today).filter(pk__in=_uuids([chosen.unit])).first()):
            people |= {one.pk: one for one in queries.people_in([unit], today, below=True)}
        if self.required and not people:
            raise ValidationError(self.error_messages["required"], code="required")
        return sorted(people.values(), key=lambda one: (one.sort_key, str(one.pk)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        same = isinstance(data, _Chosen) and not data.words and not data.unit
        return not (same and {str(pk) for pk in _ids(initial)} == set(data.ids))


class UnitField(forms.ChoiceField):
    """One of today's units, each followed by those below it; cleans to a Unit, or None where none is chosen."""

    def __init__(self, *, empty: Any = CHOOSE, **kwargs: Any) -> None:
        super().__init__(choices=lambda: _unit_options(empty), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A unit is shown by its id."""
        return str(value.pk) if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Any:
        """The unit, as it is today."""
        pk = super().clean(str(value.pk) if isinstance(value, Unit) else value)
        return Unit.objects.get(pk=pk) if pk else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


def _unit_options(empty: Any) -> list[tuple[str, str]]:
    branches = queries.unit_choices(clock.today())
    options = [(str(one.unit.pk), "\u2003" * one.depth + one.unit.title) for one in branches]
    return [("", str(empty)), *options] if empty is not None else options


def _meant(words: str) -> Person:
    found = queries.person_by_words(words, clock.today())
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(
            _("Nobody called “%(words)s” works here today. Check the spelling, or write the mail address."),
            code="nobody",
            params={"words": words},
        )
    names = ", ".join(f"{one.name} ({one.email})" if one.email else one.name for one in found[:5])
    raise ValidationError(
        _("“%(words)s” can be several people. Write the mail address of the one you mean: %(names)s."),
        code="several",
        params={"words": words, "names": names},
    )


def _words(value: Person | UUID | str | None) -> str:
    person = Person.objects.filter(pk=value).first() if isinstance(value, UUID) else value
    if isinstance(person, Person):
        return f"{person.name} <{person.email}>" if person.email else person.name
    return str(person or "")


def _ids(value: Any) -> list[Any]:
    if value is None or isinstance(value, str | Mapping):
        return []
    return [one.pk if isinstance(one, Person) else one for one in value] if isinstance(value, Iterable) else []


def _uuids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
