"""The document model. It knows no format and imports nothing else of the package."""
