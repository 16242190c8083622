"""The board, lines of sight and hints in plain Python."""
