"""The window: widgets over frozen values. It asks the controller, and knows neither files, databases nor Airtable."""
