"""The evaluation suite: measures what the coach says against labelled cases, row by row."""
