"""A coach for people who write OKRs: review, improve, audit, ask."""

__version__ = "0.1.0"
