"""How the parts of a Word file become a document."""
