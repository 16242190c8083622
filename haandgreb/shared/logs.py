"""Logs that help an operator and tell nothing about people.

Addresses hold codes and tokens, and messages of exceptions hold values (a database names the row that clashed). So a
line names the page, not the address, and a trace names files, lines and the kind of exception, not its message.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PageNotAddress(logging.Filter):
    """Rewrites the lines Django writes about requests: status and page instead of the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        request: Any = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            page = match.view_name if match else "no page"
            record.msg = "%s %s at %s"
            method = getattr(request, "method", "")
            record.args = (getattr(record, "status_code", record.levelname), method, page)
        return True


class WithoutValues(logging.Formatter):
    """Formats a trace without the exception's message; newlines in a message cannot begin a line of their own."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # never a text that another formatter has made
        line, _, trace = super().format(record).partition("\n  File ")
        return line.replace("\r", " ").replace("\n", " ") + (f"\n  File {trace}" if trace else "")

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name logging asks for
        kind, error, trace = ei
        frames = traceback.format_list(traceback.extract_tb(trace))
        causes = []
        while error is not None:
            causes.append(type(error).__qualname__)
            error = error.__cause__ or error.__context__
        return "".join(frames).rstrip() + f"\n  {' from '.join(causes) or kind}"
