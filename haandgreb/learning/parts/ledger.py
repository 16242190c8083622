"""The tool ledger: which handles were tried, and what changed."""
