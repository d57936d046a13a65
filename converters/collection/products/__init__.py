"""What is made of many records at once: tables, a network, plain texts, an index of correspondence."""
