"""Tasks: one file each, found by discovery."""
