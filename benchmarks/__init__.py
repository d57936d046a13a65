"""How fast each step is, beside the least that the same bytes can cost."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the project."""
