"""The linked plan: answers every question about how its records belong together."""
