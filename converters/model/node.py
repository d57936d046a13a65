"""What every node of a document has: an id, a language, leftovers of its source format, a place in the source."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A stretch of the source text, in characters (Unicode code points).

    Counted as RFC 5147 counts `char=start,end`: positions lie between characters, the first one is 0.
    Written in JSON as `[start, end]`.
    """

    start: int
    end: int


class Node(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    gc=False,
    tag_field="kind",
):
    """The root of all nodes: blocks, inlines, metadata values and the document itself.

    `id` is an XML name (NCName), unique in the document, and stays the same in every format.
    `lang` is a BCP 47 tag. `attrs` keeps what the source format said that the model has no field for; it is read
    only, and so is everything else here: use `msgspec.structs.replace` or `converters.model.walk.transform`.
    """

    id: str | None = None
    lang: str | None = None
    attrs: dict[str, str] = {}


class Placed(Node, frozen=True, kw_only=True, gc=False):
    """A node that knows where in the source it stood."""

    span: Span | None = None


class Container(Placed, frozen=True, kw_only=True, gc=False):
    """A node that holds other nodes and no text of its own.

    `layout` keeps what stood between the children in an XML source (white space, comments, processing instructions,
    as written there): one string before each child and one after the last. None means that writers may indent.
    """

    layout: tuple[str, ...] | None = None
