"""The plan as frozen values: the one table of fields behind messages, facts and guides."""
