"""Many documents: which there are, and what is made of each."""
