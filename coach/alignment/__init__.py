"""The alignment audit: who supports whom in an organisation, and what is missing."""
