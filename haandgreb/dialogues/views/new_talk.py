"""A talk outside a round, begun by either of the two."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.dialogues.actions.new_talk import NotTheTwo, start
from haandgreb.dialogues.forms.kinds import NewTalkForm
from haandgreb.dialogues.models import Kind
from haandgreb.dialogues.queries.kinds import partners_of
from haandgreb.organisation.editing import only_once
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Which talk, with my manager or with one of my staff."""
    partners = partners_of(request.user, clock.today())
    initial = {"partner": partners[0].key} if len(partners) == 1 else {}
    form = NewTalkForm(request.POST or None, partners=partners, initial=initial)
    if request.method == "POST" and form.is_valid():
        kind, partner = form.cleaned_data["kind"], form.cleaned_data["partner"]

        def act() -> str:
            dialogue, made = start(kind, partner.person, partner.manager, by=request.user)
            if made:
                messages.success(request, _("The talk is begun. Both of you have it on your own page."))
            else:
                messages.info(request, _("The two of you have this talk already. Here it is."))
            return reverse("dialogues:dialogue", args=[dialogue.pk])

        try:
            return redirect(only_once(request, act)[0])
        except NotTheTwo:
            form.add_error("kind", _("This talk is not for the two of you. Choose another."))
    kinds = Kind.objects.filter(is_used=True, is_group=False)
    context = {"form": form, "partners": partners, "kinds": kinds}
    return render(request, "dialogues/kinds/new_talk.html", context, status=422 if form.errors else 200)
