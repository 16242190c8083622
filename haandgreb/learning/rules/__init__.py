"""Rules of learning: plain Python."""
