"""The sixteen factors: what helps and hinders use, in our own words."""
