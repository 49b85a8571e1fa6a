"""Changes the content for the people who keep it: front matter, files, undoing."""
