"""Is it asked for? One tap a week."""
