"""What the writer shows of each kind of node, for a reader who has the Word file without its carried copy.

`full` means that the node comes back with all that it says of the text and the record: its words, fields, language and
id. Where a node stood in its source, the white space of its markup, and attributes that the model has no field for
travel only in the carried copy; such attributes are told.
"""

from __future__ import annotations

from converters.model.nodes import Comment, Element, Instruction
from converters.model.walk import node_kinds
from converters.report import SupportMatrix

SUPPORT: SupportMatrix = {
    **dict.fromkeys(node_kinds(), "full"),
    Element: "approximate",
    Comment: "dropped",
    Instruction: "dropped",
}
