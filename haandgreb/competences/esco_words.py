"""Why a row of ESCO's list is left out, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from haandgreb.competences.actions.esco import DANISH, ENGLISH

WHY = {
    "no-address": _("It has no ESCO address in conceptUri."),
    "not-a-skill": _("It is no skill, but something else of ESCO's."),
    "no-label": _("It has no name in this language."),
    "twice": _("Its address stands earlier in the file."),
    "too-long": _("Its name or address is longer than 200 letters."),
    "cells": _("It has more or fewer cells than there are headings."),
}
LANGUAGES = {DANISH: _("Danish"), ENGLISH: _("English")}
