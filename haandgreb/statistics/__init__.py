"""Statistics for small groups: plain Python, no Django, no domain words."""
