"""What is published besides pages: feed, site map for machines, robots, media."""
