"""The Airtable side: the only folder that speaks HTTP."""
