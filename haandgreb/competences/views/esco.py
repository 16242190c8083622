"""ESCO's list of skills: choose the files, look through, save."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.competences.actions import esco as actions
from haandgreb.competences.actions.esco import Plan
from haandgreb.competences.esco_words import LANGUAGES, WHY
from haandgreb.competences.forms.esco import EscoForm, EscoSaveForm
from haandgreb.competences.permissions import may_edit_catalogue
from haandgreb.organisation import import_files
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

REFUSED_A_PAGE = 50
MOST_SHOWN = 100


@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """Choose one or both language files. Nothing is saved yet."""
    require(may_edit_catalogue(request.user, clock.today()))
    form = EscoForm(request.POST, request.FILES) if request.method == "POST" else EscoForm()
    if request.method == "POST" and form.is_valid():
        name, _done = only_once(request, lambda: import_files.keep(form.source))
        return redirect("competences:esco_look", name)
    return render(request, "competences/esco.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def look(request: PersonRequest, list_name: str) -> HttpResponse:
    """What saving would do, and the saving."""
    require(may_edit_catalogue(request.user, clock.today()))
    try:
        source = import_files.read(list_name)
    except import_files.FileGone:
        messages.info(
            request, _("The list is saved, or it was kept for a day and is deleted. Read it again if need be.")
        )
        return redirect("competences:esco")
    form = EscoSaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sure = form.cleaned_data["sure"]
        plan = actions.save(source, by=request.user, sure=sure)
        if not plan.many_gone or sure:
            import_files.forget(list_name)
            messages.success(request, _in_words(plan))
            return redirect("competences:catalogue")
        form.add_error("sure", _("Tick this box if the list is whole and that many really are to be closed."))
    else:
        plan = actions.plan(source)
    refused = Paginator(plan.refused, REFUSED_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "plan": plan,
        "renamed": plan.renamed_in_use()[:MOST_SHOWN],
        "gone_in_use": plan.gone_in_use()[:MOST_SHOWN],
        "refused_page": refused,
        "refused": [(LANGUAGES[language], row, WHY[row.reason]) for language, row in refused],
    }
    return render(request, "competences/esco_look.html", context, status=422 if form.errors else 200)


def _in_words(plan: Plan) -> str:
    if plan.is_empty:
        return _("The catalogue was already as ESCO's list says. Nothing was changed.")
    return _("ESCO's list is saved: %(new)d new, %(changed)d changed, %(gone)d closed.") % {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "gone": len(plan.gone),
    }
