"""The `coach` command."""

import gc

# Before anything is imported: a short run creates many objects and hardly any garbage.
gc.set_threshold(100_000, 50, 50)
