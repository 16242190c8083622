"""The plan as a tagged PDF (PDF/UA-1), where WeasyPrint and the system's Pango are there."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

_LIBRARIES = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0")
_STYLE = Path(__file__).parent / "static" / "dialogues" / "plan.css"


class NoPdf(Exception):
    """The extra `pdf`, or the Pango of the system, is not there."""


def is_offered() -> bool:
    """Whether a PDF can be made here; told without loading WeasyPrint, which takes seconds."""
    return has_weasyprint() and has_pango() and not _failures()


def has_weasyprint() -> bool:
    """Whether the extra `pdf` is installed."""
    return find_spec("weasyprint") is not None


@cache
def has_pango() -> bool:
    """Whether the system has the libraries WeasyPrint sets text with."""
    if sys.platform != "linux":
        return True  # they have other names elsewhere; loading tells
    try:
        for name in _LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


@cache
def _failures() -> set[str]:
    """Whether loading WeasyPrint has failed in this process."""
    return set()


def _weasyprint() -> Any:
    try:
        return import_module("weasyprint")
    except (ImportError, OSError) as error:  # without Pango its import ends in an OSError
        _failures().add("weasyprint")
        raise NoPdf from error


def pdf_of(context: Mapping[str, Any]) -> bytes:
    """The plan as PDF, with tags and language, title and the agency's name. Raises NoPdf. Fetches nothing."""
    weasyprint = _weasyprint()
    html = render_to_string("dialogues/agreement/plan_pdf.html", dict(context))
    document = weasyprint.HTML(string=html, url_fetcher=_no_fetching)
    style = weasyprint.CSS(string=_STYLE.read_text(encoding="utf-8"), url_fetcher=_no_fetching)
    written: bytes = document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return written


def _no_fetching(url: str, *_more: Any, **_named: Any) -> Any:
    raise ValueError("a plan loads nothing")
