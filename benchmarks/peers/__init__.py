"""What people would build instead: the same content, on what they would build it on."""
