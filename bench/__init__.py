"""Measures a real server on a synthetic organisation, next to a bare Django view: `make bench`."""
