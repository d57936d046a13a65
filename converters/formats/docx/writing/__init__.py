"""How a document becomes the parts of a Word file."""
