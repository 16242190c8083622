"""The measure: as little as a Django view can do and still keep what it was sent."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from bench.bare.models import Row


def insert(request: HttpRequest) -> HttpResponse:
    """One insert, committed, then a redirect: what a form that is sent answers at the least."""
    Row.objects.create(number=int(request.POST["number"]))
    return HttpResponseRedirect("/bare/thanks", headers={"Content-Length": "0"})


class Nine(forms.Form):
    """Nine numbers from one to five."""

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        for number in range(1, 10):
            self.fields[f"item{number}"] = forms.IntegerField(min_value=1, max_value=5)


def form(request: HttpRequest) -> HttpResponse:
    """An ordinary form: checked, one insert in a transaction, then a redirect."""
    nine = Nine(request.POST)
    if not nine.is_valid():
        return HttpResponse(str(nine.errors), status=400)
    with transaction.atomic():
        Row.objects.create(number=nine.cleaned_data["item1"])
    return HttpResponseRedirect("/bare/thanks")


def hello(request: HttpRequest) -> HttpResponse:
    """Nothing at all."""
    return HttpResponse("hello")
