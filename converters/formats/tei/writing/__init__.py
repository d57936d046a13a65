"""From a document to TEI."""
