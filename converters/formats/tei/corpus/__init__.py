"""Many editions in one `teiCorpus`: what they share stands once, at its head, and each of them is the same document."""
