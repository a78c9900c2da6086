"""Types that cross a layer. Frozen dataclasses without behaviour of their own beyond reading themselves."""
