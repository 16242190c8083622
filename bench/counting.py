"""How many queries a request makes: answered in a header to those who ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


def count_queries(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Count the statements of a request with the header `Bench-Count`; others pass untouched."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "HTTP_BENCH_COUNT" not in request.META:
            return get_response(request)
        count = 0

        def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*arguments)

        with connection.execute_wrapper(counted):
            response = get_response(request)
        response.headers["Bench-Queries"] = str(count)
        return response

    return answer
