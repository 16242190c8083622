"""The plan as a tagged PDF (PDF/UA-1), where WeasyPrint and the system's Pango are there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

_STYLE = Path(__file__).parent / "static" / "dialogues" / "plan.css"


class NoPdf(Exception):
    """The extra `pdf`, or the Pango of the system, is not there."""


def is_offered() -> bool:
    """Whether the extra is installed; told without loading it, which takes seconds."""
    return find_spec("weasyprint") is not None and not _failed()


@cache
def _failures() -> set[str]:
    """Whether loading it has failed in this process."""
    return set()


def _failed() -> bool:
    return bool(_failures())


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
