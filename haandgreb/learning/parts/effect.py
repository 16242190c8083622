"""What came of it: the ladder, the flows, the attention budget."""
