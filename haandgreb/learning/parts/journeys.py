"""Learning journeys: spaced steps with try-outs at work."""
