"""Airtable's Web API: the only folder that speaks HTTP."""
