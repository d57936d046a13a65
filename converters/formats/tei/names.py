"""Names of XML and TEI that both directions use."""

from __future__ import annotations

from typing import Any

TEI_NS = "http://www.tei-c.org/ns/1.0"
XML_NS = "http://www.w3.org/XML/1998/namespace"
TEI = f"{{{TEI_NS}}}"
TEI_MAP: Any = {None: TEI_NS}
"""The name spaces of our editions: TEI is the default."""
XML_ID = f"{{{XML_NS}}}id"
XML_LANG = f"{{{XML_NS}}}lang"
XML_SPACE = f"{{{XML_NS}}}space"
ROOTS = frozenset({f"{TEI}TEI", f"{TEI}teiCorpus"})
PROGRAM = "dragoman"
"""`application/@ident` of the editions that this program wrote."""
SHARED = "corpus."
"""What the ids of all that the editions of a corpus share begin with."""
TEI_VERSION = "4.9.0"
"""The version of the TEI Guidelines that our editions follow."""

SPAN_PREFIX = "src"
RECORD_PREFIX = "mrn"

CONTINUATION = "continuation"
"""`div/@type`: blocks after a division, which TEI does not let stand there by themselves."""
WRAPPER = "wrapper"
"""`floatingText/@type`: blocks in a place where TEI has no content model for them."""
EMPTY = "empty"
"""`@type` or `@rend` of an element that only fills a place which TEI does not let be empty."""
HEADING = "heading"
PREFORMATTED = "preformatted"
ELEMENT = "element"
GAP = "gap"
RESERVED_DIVISIONS = frozenset({CONTINUATION})
RESERVED_LINES = frozenset({EMPTY, HEADING, PREFORMATTED, ELEMENT})
RESERVED_SEGMENTS = frozenset({ELEMENT, GAP})
"""Values of `@type` of `div`, `ab` and `seg` with a meaning of their own here; such a role goes into the residue."""
