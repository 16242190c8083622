"""Rules of goals and results; no Django, no clock."""

from __future__ import annotations
