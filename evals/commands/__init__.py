"""Commands of `python -m evals`: one file each, with `add_arguments` and `run`; found by discovery."""
