"""The blocking client. Only `wire.py` is written by hand; `clients/python/unasync` makes the rest from `_aio`."""
