"""The asyncio client. `clients/python/unasync` makes the blocking one from it, all but `wire.py`."""
