"""What is code, link and prose in a Markdown text, found without rendering it."""
