"""What people do in learning."""
