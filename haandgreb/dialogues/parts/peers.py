"""Colleagues who prepare each other."""
