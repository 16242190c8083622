"""Tests of xAPI."""
