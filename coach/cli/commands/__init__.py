"""One file per command: the module and its function carry the command's name. Discovered, never registered."""
