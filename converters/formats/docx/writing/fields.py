"""Fields that Word can work out anew, each with the result that it has until then (ECMA-376 Part 1, 17.16)."""

from __future__ import annotations

from converters.formats.docx.ooxml import quoted

_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
"""What ends a field that `opened` began."""


def opened(code: str) -> str:
    """The beginning of a field; its result follows, over as many paragraphs as it has, then `END`."""
    return f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> {quoted(code)} </w:instrText></w:r>{_SEPARATE}'


def field(code: str, result: str) -> str:
    """A whole field within one paragraph; `result` is text."""
    return f'{opened(code)}<w:r><w:t xml:space="preserve">{quoted(result)}</w:t></w:r>{END}'


def index_mark(*levels: str) -> str:
    """XE (17.16.5.79): the entry of the index that a place belongs to, from its heading down; it shows nothing."""
    entry = ":".join(_escaped(level).replace(":", "\\:") for level in levels)
    code = quoted(f'XE "{entry}"')
    return f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{END}'


def argument(text: str) -> str:
    """A text as an argument of a field (17.16.2)."""
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
