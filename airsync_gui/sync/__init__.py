"""What a sync means: values in, values out, no I/O of its own.

Nothing here knows Qt, HTTP, files or a database; the outside implements :mod:`airsync_gui.sync.ports`. A run reads
both sides, compares each with its own memory, plans every operation, and only then writes.
"""
