"""The only door to sentence_transformers and torch; nothing is loaded before a part of it is asked for."""
