"""Success cases: looking at where it went very well and where it did not."""
