"""Prompts: one Markdown file each, with front matter, a version by sha256 and strict rendering."""

from coach.prompts._loader import Input, Prompt, Rendered, find_prompts, load_prompt
from coach.prompts.asking import ask_model, make_question
from coach.prompts.escape import escape_text, unescape_text

__all__ = [
    "Input",
    "Prompt",
    "Rendered",
    "ask_model",
    "escape_text",
    "find_prompts",
    "load_prompt",
    "make_question",
    "unescape_text",
]
