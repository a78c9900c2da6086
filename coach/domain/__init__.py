"""Types that cross a layer. They cannot be changed and have no behaviour beyond reading themselves.

Named tuples where many are made or where every review pays for the class at start-up, frozen dataclasses
where a field needs a default of its own or other code replaces fields.
"""
