"""A volume: the records of a collection as a book, with front matter, notes and an index, as PDF and as a Word file."""
