"""The commands: the options of each, and the call to the room that does the work."""
