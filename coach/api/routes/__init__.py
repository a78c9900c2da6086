"""One file per resource, each with a `router`. Discovered, never registered."""
