"""The HTTP face: FastAPI over the service. Wire models live in `models`, apart from the domain."""
