"""GRUS."""
