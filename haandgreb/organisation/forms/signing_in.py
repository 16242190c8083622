"""Signing in, setting up, passwords."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.actions.setting_up import Newcomer
from haandgreb.organisation.fields import NameField
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

_LONGEST_PASSWORD = 1000


def email_field(**kwargs: Any) -> forms.EmailField:
    """A work mail address."""
    kwargs.setdefault("label", _("Work mail"))
    kwargs.setdefault("max_length", 254)
    kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}))
    return forms.EmailField(**kwargs)


def password_field(label: Any, autocomplete: str, **kwargs: Any) -> forms.CharField:
    """A password as it is typed: nothing is stripped from it."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=_LONGEST_PASSWORD, widget=widget, **kwargs)


class SignInForm(forms.Form):
    """Mail address and password."""

    email = email_field()
    password = password_field(_("Password"), "current-password")


class LinkForm(forms.Form):
    """Where to send a link."""

    email = email_field()


class NewPassword(forms.Form):
    """A new password, typed twice; the same demands everywhere."""

    password = password_field(_("Password"), "new-password", help_text=_("At least 15 characters. A sentence is good."))
    again = password_field(_("The password once more"), "new-password")

    def somebody(self) -> Person | None:
        """Whose password it will be: it may not resemble her name or mail."""
        return None

    def clean(self) -> dict[str, Any]:
        """Both the same, long enough, not a known one."""
        data: dict[str, Any] = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords are not the same."))
        elif password:
            try:
                validate_password(password, self.somebody())
            except ValidationError as problem:
                self.add_error("password", problem)
        return data


class PasswordForm(NewPassword):
    """A new password for oneself; who has one gives it first."""

    old = password_field(_("The password you have now"), "current-password", required=False)
    field_order = ["old", "password", "again"]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"].label = _("New password")
        self.fields["again"].label = _("The new password once more")
        if person.has_usable_password():
            self.fields["old"].required = True
        else:
            del self.fields["old"]

    def somebody(self) -> Person | None:
        return self.person

    def clean_old(self) -> str:
        """The right one, or nothing is changed."""
        old = str(self.cleaned_data["old"])
        if not self.person.check_password(old):
            raise ValidationError(_("This is not the password you have now."), code="wrong")
        return old


class WorkplaceForm(NewPassword):
    """A workplace's name, its first administrator and, apart, its first HR person."""

    name = NameField(label=_("Name of the workplace"))
    given = NameField(label=_("First name"))
    surname = NameField(label=_("Last name"))
    email = email_field()
    hr_given = NameField(label=_("HR: first name"))
    hr_surname = NameField(label=_("HR: last name"))
    hr_email = email_field(
        label=_("HR: work mail"),
        help_text=_("She or he signs in with a link by mail and can choose a password afterwards."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def somebody(self) -> Person | None:
        data = self.cleaned_data
        return Person(given=data.get("given", ""), surname=data.get("surname", ""), email=data.get("email", ""))

    def clean(self) -> dict[str, Any]:
        """Two different people: four eyes from the first day."""
        data = super().clean()
        one, other = data.get("email"), data.get("hr_email")
        if one and other and one.casefold() == other.casefold():
            self.add_error("hr_email", _("HR must be somebody else than the administrator."))
        return data

    def administrator(self) -> Newcomer:
        """Who runs the installation."""
        data = self.cleaned_data
        return Newcomer(data["given"], data["surname"], data["email"], data["password"])

    def hr(self) -> Newcomer:
        """Who is the first to act as HR."""
        data = self.cleaned_data
        return Newcomer(data["hr_given"], data["hr_surname"], data["hr_email"])


class SetUpForm(WorkplaceForm):
    """The same, with the code that was printed when the server started."""

    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        help_text=_("It was printed where the server was started."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ["code", "name", "given", "surname", "email", "password", "again"]


class LanguageForm(forms.Form):
    """Danish or English."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("da", "Dansk"), ("en", "English")], required=False, widget=forms.RadioSelect
    )


class PersonaForm(forms.Form):
    """Who to be in the demo."""

    person = forms.UUIDField()

    def clean_person(self) -> Person:
        """Only people of the demo, and only such as are here today."""
        people = Person.objects.here_on(clock.today()).filter(is_demo=True, pk=self.cleaned_data["person"])
        person = people.first()
        if person is None:
            raise ValidationError(_("Nobody of that name is in the demo."), code="nobody")
        return person
