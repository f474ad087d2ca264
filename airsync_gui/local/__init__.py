"""The local side: tables in files and databases on this computer."""
