"""AirSync on a sample: a stand-in for Airtable runs on this computer, nothing leaves it, and nothing stays.

:mod:`.world` is what the window shows; :mod:`.story` tells the same in a terminal, with real commands.
"""
