"""AirSync keeps local tables and Airtable tables in two-way sync."""

__version__ = "0.1.0"
