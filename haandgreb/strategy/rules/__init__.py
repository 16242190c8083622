"""Rules of goals and results; no Django, no clock."""
