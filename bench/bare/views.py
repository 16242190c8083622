"""The measure: as little as a Django view can do and still keep what it was sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from bench.bare.models import Row


def insert(request: HttpRequest) -> HttpResponse:
    """One insert, committed, then a redirect: what a form that is sent answers at the least."""
    Row.objects.create(number=int(request.POST["number"]))
    return HttpResponseRedirect("/bare/thanks")


def hello(request: HttpRequest) -> HttpResponse:
    """Nothing at all."""
    return HttpResponse("hello")
