"""The only door to a language model: one protocol, one guard in front of it, langchain behind it.

Importing this package loads no vendor library; `coach.llm.provider` does so when a model is built.
"""
