"""Places of the world, in one memory-mapped file, and their look-up."""
