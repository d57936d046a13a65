"""How fast each step is, beside the least that the same bytes can cost."""
