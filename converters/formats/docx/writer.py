"""Write a document as a Word file (ECMA-376, transitional)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from converters.formats.docx import parts
from converters.formats.docx.form import Form, form_of
from converters.formats.docx.writing.compose import Composed, compose
from converters.formats.docx.writing.package import Part, assemble, deflate, finish
from converters.formats.docx.writing.properties import core_properties, main_language
from converters.formats.docx.writing.template import Template
from converters.formats.format import WriteOptions, tell_escaped
from converters.model.document import Document
from converters.model.escape import may_need_escape
from converters.report import Report


def write(document: Document, options: WriteOptions, report: Report) -> bytes:
    """The Word file, with the document itself inside as JSON. The same document gives the same bytes."""
    return write_in_form(document, form_of(document, options), options.epoch, report, _template(document, options))


def write_in_form(
    document: Document, form: Form, epoch: int | None, report: Report, template: Template | None = None
) -> bytes:
    """The same in a form that another file has, in a template or ours."""
    composed = compose(document, report, form, template)
    composed.whole[parts.CORE] = core_properties(document, epoch)
    composed.whole[parts.CARRIED] = parts.carried_xml(document)
    if may_need_escape(composed.whole[parts.CARRIED]):
        tell_escaped(document, report)
    return assemble(_part(composed, name) for name in _names(composed))


def _template(document: Document, options: WriteOptions) -> Template | None:
    if options.reference is None:
        return None
    from converters.formats.docx.writing.reference import house_template

    return house_template(options.reference, main_language(document))


def _names(composed: Composed) -> Iterator[str]:
    """The names of all parts, in their order: those that every file has, then those of the template, then pictures."""
    fixed = composed.build.template.fixed
    yield from (name for name in parts.ORDER if name in composed.whole or name in composed.ends or name in fixed)
    yield from (name for name in (*fixed, *composed.whole) if name not in _KNOWN)


_KNOWN = frozenset(parts.ORDER)


def _part(composed: Composed, name: str) -> Part:
    template = composed.build.template
    whole = composed.whole.get(name)
    if whole is not None:
        return deflate(name, whole)
    end = composed.ends.get(name)
    return finish(name, template.deflated[name], end) if end is not None else template.fixed[name]


def same_parts(composed: Composed, names: Collection[str], read: Callable[[str], bytes]) -> bool:
    """Whether a package has the very parts that show a document; the running head is not compared."""
    beginnings = composed.build.template.beginnings
    own = {name: data for name, data in composed.whole.items() if name not in _NOT_COMPARED}
    own |= {name: beginnings[name] + end for name, end in composed.ends.items()}
    return all(name in names and read(name) == data for name, data in own.items())


_NOT_COMPARED = frozenset({parts.RUNNING_HEAD, parts.CORE, parts.CARRIED})
