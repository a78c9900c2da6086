"""Around the rules: which of them speak about a file, and which of their findings were accepted before."""
