"""What the writer shows of each kind of node, for a reader who has the Word file without its carried copy.

`full` means that the node comes back with all that it says of the text and the record: its words, fields, language and
id. Where a node stood in its source and the white space of its markup travel only in the carried copy, and so do the
attributes that the source gave a container (a section, a list, a table); those are told.
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
