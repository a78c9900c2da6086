"""Reading: from bytes or text to OKR sets whose every word knows where it stands."""

from coach.parsing.formats import Format
from coach.parsing.reader import read_document, read_key_result, read_text
from coach.parsing.statement import read_statement

__all__ = ["Format", "read_document", "read_key_result", "read_statement", "read_text"]
