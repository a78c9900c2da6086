"""Reading: from bytes or text to OKR sets whose every word knows where it stands."""
