"""Changes the content for the people who keep it, all of a change or none, and back again."""
