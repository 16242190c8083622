"""Forms check what comes in; they never save."""
