"""What the PDF shows of each kind of node: everything, on the page or in the structure tree behind it.

A reader who has nothing but pages and structure tree gets every kind back. Comments and processing instructions of a
source's markup stand in the structure tree alone. A picture that cannot be drawn and a character that no face has are
told where they occur.
"""

from converters.model.walk import node_kinds
from converters.report import SupportMatrix

SUPPORT: SupportMatrix = dict.fromkeys(node_kinds(), "full")
