"""Scorers: from expected and given answers to numbers. Pure; an empty set has no score."""
