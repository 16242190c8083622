"""The learning log, and providers and buddies without an account."""
