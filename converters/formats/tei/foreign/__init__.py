"""TEI that others made: into the model and back, canonically the same."""
