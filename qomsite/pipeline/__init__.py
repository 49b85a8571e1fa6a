"""One build from start to end: caches, the link check, and the only code that writes the output."""
