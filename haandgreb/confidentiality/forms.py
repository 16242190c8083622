"""What an administrator registers at the archive gate."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.confidentiality.classes import DataClass
from haandgreb.confidentiality.fields import CleanText
from haandgreb.confidentiality.models import Authority
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.day_fields import DayInput

Kind = Authority.Kind


def _day(**kwargs: Any) -> forms.DateField:
    widget = DayInput()
    return forms.DateField(widget=widget, validators=[MaxValueValidator(clock.LAST_DAY)], **kwargs)


def _reference() -> CleanText:
    return CleanText(
        label=_("Reference"),
        help_text=_("The number of the decision or the case. No names and nothing of the content."),
    )


class ErasureForm(forms.Form):
    """That somebody asks to be erased."""

    reference = _reference()


class GateForm(forms.Form):
    """On or off, and why."""

    is_on = forms.TypedChoiceField(
        label=_("Archive gate"),
        choices=[
            ("on", _("On: what has run out waits for the archives")),
            ("off", _("Off: what has run out is deleted")),
        ],
        coerce=lambda value: value == "on",
        widget=forms.RadioSelect,
    )
    why = CleanText(label=pgettext_lazy("archive gate", "Why"), help_text=_("For example: not under the archives act."))


class DaysForm(forms.Form):
    """How many days the class is kept, within its bounds."""

    days = forms.IntegerField(label=_("Days"))

    def __init__(self, *args: Any, data_class: DataClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.IntegerField(label=_("Days"), min_value=data_class.least, max_value=data_class.most)
        field.help_text = _("From %(least)s to %(most)s.") % {"least": data_class.least, "most": data_class.most}
        self.fields["days"] = field


class AuthorityForm(forms.Form):
    """What the archives have said about the class."""

    kind = forms.ChoiceField(label=_("What has been decided"), widget=forms.RadioSelect)
    reference = _reference()
    given_on = _day(label=_("Date of the decision"))
    through = _day(
        label=_("The archive version holds what had run out by"),
        required=False,
        help_text=_("Only where it is kept in an archive version."),
    )

    def __init__(self, *args: Any, data_class: DataClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [one for one in Kind.choices if one[0] != Kind.OWN_NOTES or data_class.own_notes]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_given_on(self) -> date:
        """A decision has been made when it is registered."""
        day: date = self.cleaned_data["given_on"]
        if day > clock.today():
            raise ValidationError(_("Choose today or an earlier day."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        """An archive version has its day, which has been."""
        data = super().clean() or {}
        if data.get("kind") == Kind.KEPT:
            through = data.get("through")
            if through is None:
                self.add_error("through", _("Choose the day."))
            elif through > clock.today():
                self.add_error("through", _("Choose today or an earlier day."))
        return data


class HoldForm(forms.Form):
    """A legal hold: on this class or on everything, of one person or of everybody."""

    reference = _reference()
    person = forms.EmailField(
        label=_("Of one person"),
        required=False,
        help_text=_("The work mail address, also of somebody who has left. Leave it empty to hold everybody's."),
    )
    everything = forms.BooleanField(label=_("Every class of data, not only this one"), required=False)

    def clean_person(self) -> Person | None:
        """The person with this address, at work or not; None where everybody's is held."""
        address = self.cleaned_data["person"]
        if not address:
            return None
        found = Person.objects.filter(email__iexact=address).first()
        if found is None:
            raise ValidationError(_("Nobody has this mail address."), code="unknown")
        return found
