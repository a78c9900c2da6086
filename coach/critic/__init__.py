"""Rewriting: a stronger wording in the writer's own words, checked before it is shown."""
