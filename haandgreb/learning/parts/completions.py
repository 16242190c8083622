"""Completions from Campus and other platforms."""
