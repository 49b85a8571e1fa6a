"""The commands, a module each: its options, and the call to the room that does the work."""
