"""One file per command; module and function carry its name. Discovered, never registered."""
