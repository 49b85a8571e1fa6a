"""What is published besides pages: the feed, the site map for machines, robots, the web manifest, media."""
