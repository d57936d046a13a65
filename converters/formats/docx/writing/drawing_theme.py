"""The theme part, which Word expects beside the styles (ECMA-376 Part 1, 20.1.6): colours and typefaces."""

from __future__ import annotations

from converters.formats.docx.ooxml import HEADER, A
from converters.formats.docx.writing.looks import SERIF

_COLORS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "2B3A55",
    "lt2": "EEF0F4",
    "accent1": "2B3A55",
    "accent2": "7A2222",
    "accent3": "1F5C3A",
    "accent4": "8A6D1F",
    "accent5": "4A6C8C",
    "accent6": "6B6B6B",
    "hlink": "1F4E8C",
    "folHlink": "5A3E7A",
}


def theme_xml() -> str:
    """The part."""
    colors = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLORS.items())
    faces = f'<a:latin typeface="{SERIF}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEADER}<a:theme xmlns:a="{A}" name="Record"><a:themeElements>'
        f'<a:clrScheme name="Record">{colors}</a:clrScheme>'
        f'<a:fontScheme name="Record"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont>'
        "</a:fontScheme>"
        f'<a:fmtScheme name="Record"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
