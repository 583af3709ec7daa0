"""Pictures of the archive: what they are, what is published of them, and in which sizes and formats."""
