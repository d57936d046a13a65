"""From TEI to a document."""
