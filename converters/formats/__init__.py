"""The formats, one folder each. They know the model and the ledger, and not one another."""
