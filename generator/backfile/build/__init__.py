"""The shell of the generator: the only room with disk, processes and clock. Decides nothing that a pure stage can."""
