"""The catalogue: activities in the three rooms, when they take place, how a unit's are spread."""
