"""The nouns of the platform as frozen dataclasses. They know nothing of the wire.

Where one of several things can stand, each of them is a class of its own with a literal `type`, so that `match`, `isinstance`
and type checkers tell them apart.
"""
