"""People, units, managers, deputies and roles by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.organisation.fields import NameField, PeopleField, PersonField, UnitField
from haandgreb.organisation.forms.signing_in import email_field
from haandgreb.organisation.models import Engagement, Person, Role, Unit
from haandgreb.shared import clock
from haandgreb.shared.day_fields import DayInput


def day_field(**kwargs: Any) -> forms.DateField:
    """A calendar day."""
    return forms.DateField(widget=DayInput(), validators=[MaxValueValidator(clock.LAST_DAY)], **kwargs)


class FromToday(forms.Form):
    """Something that begins today or later: what has been is not written anew."""

    valid_from = day_field(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = clock.today()

    def clean_valid_from(self) -> date:
        """Today at the earliest."""
        day: date = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise ValidationError(_("Choose today or a later day. What has been stays as it was."), code="past")
        return day


class PersonForm(forms.Form):
    """Name and work mail."""

    given = NameField(label=_("First name"))
    surname = NameField(label=_("Last name"), required=False)
    email = email_field(required=False, widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if person is not None:
            for name in ("given", "surname", "email", "version"):
                self.fields[name].initial = getattr(person, name)

    def clean_email(self) -> str:
        """One person per address."""
        email = str(self.cleaned_data["email"])
        holders = Person.objects.filter(email__iexact=email).values_list("pk", flat=True)
        if email and set(holders) - {self.person.pk if self.person else None}:
            raise ValidationError(_("Somebody else has this address."), code="taken")
        return email


class NewPersonForm(PersonForm):
    """Somebody new."""

    unit = UnitField(label=_("Unit"))
    job_title = NameField(label=_("Title"), required=False)
    valid_from = day_field(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = clock.today()


class EngagementForm(forms.Form):
    """A new place: instead of one the person has, or beside it."""

    instead_of = forms.ChoiceField(label=_("Instead of"), required=False)
    unit = UnitField(label=_("Unit"))
    job_title = NameField(label=_("Title"), required=False)
    valid_from = day_field(label=_("From"))

    def __init__(self, *args: Any, engagements: list[Engagement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engagements = {str(one.pk): one for one in engagements}
        choices = [(pk, f"{one.title}, {one.unit.title}".strip(", ")) for pk, one in self.engagements.items()]
        field: Any = self.fields["instead_of"]
        field.choices = [*choices, ("", _("Nothing: both at once"))]
        self.fields["valid_from"].initial = clock.today()
        if engagements:
            field.initial = str(engagements[0].pk)
            self.fields["unit"].initial = engagements[0].unit
            self.fields["job_title"].initial = engagements[0].job_title

    def clean_instead_of(self) -> Engagement | None:
        return self.engagements.get(self.cleaned_data["instead_of"])


class LastDayForm(forms.Form):
    """When something ends: the last day is part of it."""

    last_day = day_field(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = clock.today()


class UnitForm(FromToday):
    """A unit: name in one language or two, what kind it is, and the unit above."""

    name = NameField(label=_("Name"))
    name_en = NameField(label=_("Name in English"), required=False)
    kind = NameField(label=_("Kind of unit"), max_length=100, required=False, help_text=_("Office, team, centre …"))
    parent = UnitField(label=_("The unit above"), required=False, empty=_("None: it stands at the top"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["name", "name_en", "kind", "parent", "valid_from"]

    def __init__(self, *args: Any, unit: Unit | None = None, parent: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit is not None:
            for name in ("name", "name_en", "kind", "parent", "version"):
                self.fields[name].initial = getattr(unit, name)
        elif parent is not None:
            self.fields["parent"].initial = parent


class ManagersForm(FromToday):
    """Who manages a unit."""

    people = PeopleField(
        label=_("Managers"),
        required=False,
        help_text=_("With nobody here the post is vacant, and the nearest manager above takes over."),
    )
    field_order = ["people", "valid_from"]


class DeputyForm(FromToday):
    """Who stands in for a manager, and until when."""

    unit = forms.ChoiceField(label=_("Unit"))
    person = PersonField(label=_("Deputy"))
    last_day = day_field(label=_("Last day"))
    field_order = ["unit", "person", "valid_from", "last_day"]

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        field: Any = self.fields["unit"]
        field.choices = [(pk, unit.title) for pk, unit in self.units.items()]

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]


class RoleForm(FromToday):
    """Who gets which role, where, and from when."""

    person = PersonField(label=_("Person"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("organisation", "Role"), choices=Role.Kind.choices, widget=forms.RadioSelect
    )
    everywhere = forms.BooleanField(label=_("HR for the whole organisation"), required=False)
    unit = UnitField(label=_("HR for this unit and all below it"), required=False, empty=_("No single unit"))
    last_day = day_field(label=_("Last day"), required=False, help_text=_("Empty means until further notice."))
    field_order = ["person", "kind", "everywhere", "unit", "valid_from", "last_day"]

    def clean(self) -> dict[str, Any]:
        """HR acts somewhere; a time ends after it begins."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == Role.Kind.HR and not data.get("everywhere") and data.get("unit") is None:
            self.add_error("unit", _("Choose the unit, or the whole organisation."))
        first, last = data.get("valid_from"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day cannot be before the first."))
        return data
