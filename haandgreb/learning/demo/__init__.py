"""The demo workplace's courses."""
