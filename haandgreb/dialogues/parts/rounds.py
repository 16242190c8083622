"""Rounds: plan, status, year wheel, who is due."""
