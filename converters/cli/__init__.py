"""The command: it takes words, calls the library and shows what comes back."""
