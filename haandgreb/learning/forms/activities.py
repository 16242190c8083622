"""What is written about an activity, and about who provides it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning import activity_words as words
from haandgreb.learning.models import Activity, Provider
from haandgreb.learning.models.activities import Size
from haandgreb.organisation.fields import NameField, UnitField

SIZES = [
    (Size.LIGHT.value, gettext_lazy("Light: less than a day")),
    (Size.STANDARD.value, gettext_lazy("Standard: one to five days")),
    (Size.FULL.value, gettext_lazy("Full: more than five days, a diploma, leadership")),
]
LANGUAGES = [("da", gettext_lazy("Danish")), ("en", gettext_lazy("English"))]
_MOST_HOURS = 5000


class FormField(forms.ChoiceField):
    """One of the deck's forms, under its room."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=lambda: [("", _("Choose a form")), *words.form_choices()], **kwargs)


class ActivityForm(forms.Form):
    """An activity of the catalogue. The form says which of the three rooms it stands in."""

    title = NameField(label=gettext_lazy("What is it called?"))
    form = FormField(
        label=gettext_lazy("What kind of learning is it?"),
        help_text=gettext_lazy("Courses are one of many. A new task, a colleague or a network can do as much."),
    )
    words = CleanText(
        label=gettext_lazy("What does one do, and what can one do afterwards?"), rows=4, max_length=2000, required=False
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours of teaching or practice"),
        help_text=gettext_lazy("All days together. Twenty minutes are 0.33."),
        min_value=0,
        max_value=_MOST_HOURS,
        decimal_places=2,
        localize=True,
        required=False,
    )
    size = forms.ChoiceField(
        label=gettext_lazy("How much should follow before and after?"),
        choices=SIZES,
        initial=Size.LIGHT.value,
        widget=forms.RadioSelect,
    )
    provider = NameField(
        label=gettext_lazy("Who provides it?"),
        help_text=gettext_lazy("A firm, a school, or a unit of our own. A new name becomes a new provider."),
        required=False,
    )
    keeper = UnitField(
        label=gettext_lazy("Which unit keeps the subject?"), empty=gettext_lazy("No unit"), required=False
    )
    cost = forms.IntegerField(
        label=gettext_lazy("Price for each, in kroner"), min_value=0, max_value=10_000_000, required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, initial="da")
    link = forms.URLField(label=gettext_lazy("Where is it?"), max_length=200, required=False, assume_scheme="https")
    is_mandatory = forms.BooleanField(
        label=gettext_lazy("It is mandatory, and counted apart from what people choose"), required=False
    )
    why_mandatory = CleanText(
        label=gettext_lazy("Why is it mandatory, and for whom?"),
        help_text=gettext_lazy("Such as “By law, for everybody who manages people”."),
        required=False,
    )
    title_en = NameField(label=gettext_lazy("In English"), required=False)
    code = NameField(
        label=gettext_lazy("Short code"),
        help_text=gettext_lazy("What you or the platform call it."),
        max_length=100,
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].widget.attrs |= {"list": "providers", "autocomplete": "off"}
        if activity is not None:
            for name in set(self.fields) - {"hours", "provider"}:
                self.fields[name].initial = getattr(activity, name)
            self.fields["hours"].initial = hours_of(activity.minutes)
            self.fields["provider"].initial = activity.provider.name if activity.provider else ""

    def clean(self) -> dict[str, Any]:
        """What is mandatory says why."""
        cleaned = super().clean() or {}
        if cleaned.get("is_mandatory") and not cleaned.get("why_mandatory"):
            self.add_error("why_mandatory", ValidationError(_("Write why, so that people can see it."), code="why"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What is to be saved, but the provider, who may be new."""
        found = {
            name: value for name, value in self.cleaned_data.items() if name not in ("version", "hours", "provider")
        }
        found["minutes"] = round((self.cleaned_data.get("hours") or 0) * 60)
        found["cost"] = found["cost"] or 0
        found["why_mandatory"] = found["why_mandatory"] if found["is_mandatory"] else ""
        return found


def hours_of(minutes: int) -> float | None:
    """As the form shows it: whole hours without decimals; nothing for nothing."""
    if not minutes:
        return None
    hours = round(minutes / 60, 2)
    return int(hours) if hours == int(hours) else hours


class ProviderForm(forms.Form):
    """Who teaches, and whom one writes to."""

    name = NameField(label=pgettext_lazy("provider", "Name"))
    contact = NameField(label=gettext_lazy("Who is our contact there?"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("Mail address of the contact"),
        help_text=gettext_lazy("Gets a link to her own part of a course when you ask for it. Nothing else is sent."),
        max_length=254,
        required=False,
    )

    def __init__(self, *args: Any, provider: Provider | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provider = provider
        if provider is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(provider, name)

    def clean_name(self) -> str:
        """Two of one name would be taken for each other."""
        name = str(self.cleaned_data["name"])
        same = Provider.objects.filter(name__iexact=name)
        if self.provider is not None:
            same = same.exclude(pk=self.provider.pk)
        if same.exists():
            raise ValidationError(_("There is a provider of that name already."), code="same")
        return name
