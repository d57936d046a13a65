"""What TEI shows of each kind of node: all of it."""

from __future__ import annotations

from converters.model.walk import node_kinds
from converters.report import SupportMatrix

SUPPORT: SupportMatrix = dict.fromkeys(node_kinds(), "full")
