"""Words of the model and their words in TEI."""

from __future__ import annotations

from converters.formats.tei.names import RESERVED_LINES

LINE_TYPES: dict[str, tuple[str, str | None]] = {
    "transmission-id": ("tid", None),
    "station": ("de", None),
    "date-time-group": ("dtg", None),
    "from": ("address", "from"),
    "to": ("address", "to"),
    "info": ("address", "info"),
    "exempted": ("address", "exempted"),
    "end-of-message": ("eom", None),
}
"""Roles of lines that have another `@type` (and `@subtype`) in TEI."""
LINE_ROLES = {types: role for role, types in LINE_TYPES.items()}
_TAKEN = RESERVED_LINES | {type for type, _ in LINE_TYPES.values()}

NOTE_LINES = {"classification-authority": "inline", "boilerplate": "bottom"}
"""Roles of lines that are notes in TEI, with their `@place`."""

NAME_ELEMENTS: dict[str, tuple[str, str | None]] = {
    "person": ("persName", None),
    "place": ("placeName", None),
    "organisation": ("orgName", None),
    "post": ("orgName", "post"),
    "office": ("orgName", "office"),
    "other": ("name", None),
}
AGENT_ELEMENTS: dict[str, tuple[str, str | None]] = {
    "person": ("persName", None),
    "organisation": ("orgName", None),
    "post": ("orgName", "post"),
    "office": ("orgName", "office"),
    "collective": ("orgName", "collective"),
    "place": ("name", "place"),
}
NAME_TYPES = {element: type for type, element in NAME_ELEMENTS.items()}
AGENT_TYPES = {element: type for type, element in AGENT_ELEMENTS.items()}

FURNITURE: dict[str, tuple[str, str | None]] = {
    "header": ("header", None),
    "footer": ("footer", None),
    "page-number": ("pageNum", None),
    "catchword": ("catch", None),
    "signature-mark": ("sig", None),
    "debris": ("header", "top"),
    "other": ("other", None),
}
"""`fw/@type` and `@place` of page furniture."""
FURNITURE_ROLES = {types: role for role, types in FURNITURE.items()}

IDNO_SEGMENTS = {"routing-indicator": "routing-indicator", "transmission-id": "transmission", "serial": "serial"}
"""Roles of segments that are `idno` in TEI where they hold nothing but text, and its `@type`."""
IDNO_ROLES = {type: role for role, type in IDNO_SEGMENTS.items()}
NUM_SEGMENT = ("message-continuity-number", "mcn")
GLOSSES = {"document-from": "from", "document-to": "to"}
"""Roles of segments that are `gloss` in the head of a printed document, and its `@type`."""
GLOSS_ROLES = {type: role for role, type in GLOSSES.items()}
SEGMENT_ELEMENTS = {
    **{role: ("gloss", type) for role, type in GLOSSES.items()},
    **{role: ("idno", type) for role, type in IDNO_SEGMENTS.items()},
    NUM_SEGMENT[0]: ("num", NUM_SEGMENT[1]),
}
"""Roles of segments that have an element of their own, and its `@type`."""

VALUE_TAXONOMIES = {"portion-mark": "classification", "classification": "classification", "precedence": "precedence"}
"""Roles of segments whose value is a category that `@ana` points to, and its taxonomy."""

CHOICES = {"sic-corr": ("sic", "corr"), "orig-reg": ("orig", "reg"), "abbr-expan": ("abbr", "expan")}
CHOICE_TYPES = {elements: type for type, elements in CHOICES.items()}

TAXONOMIES = {
    "classification": "Levels of classification and portion markings",
    "precedence": "Precedence of delivery",
    "tags": "Traffic Analysis by Geography and Subject",
    "captions": "Captions and handling markings",
    "reasons": "Reasons for classification",
    "repair": "Why a reading was repaired",
}
"""What our taxonomies hold."""
CATEGORIES = {
    ("classification", "U"): "Unclassified",
    ("classification", "R"): "Restricted",
    ("classification", "LOU"): "Limited Official Use",
    ("classification", "SBU"): "Sensitive but Unclassified",
    ("classification", "C"): "Confidential",
    ("classification", "C/NF"): "Confidential, not releasable to foreign nationals",
    ("classification", "S"): "Secret",
    ("classification", "S/NF"): "Secret, not releasable to foreign nationals",
    ("classification", "TS"): "Top Secret",
}
"""What categories mean that do not say so themselves."""

LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "grc": "Ancient Greek",
    "he": "Hebrew",
    "hi": "Hindi",
    "it": "Italian",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}


def line_type(role: str) -> tuple[str, str | None] | None:
    """`@type` and `@subtype` of a line; None where the role would read back as another one."""
    known = LINE_TYPES.get(role)
    return known or (None if role in _TAKEN or role in NOTE_LINES else (role, None))


_OWN_TAXONOMIES = frozenset({"classification", "precedence", "captions", "reasons", "repair"})
_SUBJECT = "subject:"


def taxonomy_of(scheme: str) -> str:
    """The taxonomy of a scheme of subjects; one that is named like a taxonomy of ours is set apart."""
    return _SUBJECT + scheme if scheme in _OWN_TAXONOMIES or scheme.startswith(_SUBJECT) else scheme


def scheme_of(taxonomy: str) -> str:
    """The scheme whose taxonomy this is."""
    return taxonomy.removeprefix(_SUBJECT)
