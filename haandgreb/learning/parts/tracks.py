"""Learning tracks, learning the same module together, study pairs (HG-10)."""
