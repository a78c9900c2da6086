"""The only door to sentence_transformers and torch. Importing this package imports neither."""

from coach.embedding.encoder import Encoder, SentenceTransformerEncoder, load_encoder

__all__ = ["Encoder", "SentenceTransformerEncoder", "load_encoder"]
