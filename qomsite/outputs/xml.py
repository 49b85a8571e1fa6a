"""XML files, written in one way."""

from __future__ import annotations

from xml.etree import ElementTree


def document(root: ElementTree.Element) -> bytes:
    """``root`` as an indented UTF-8 document with its declaration."""
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def child(
    parent: ElementTree.Element, tag: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    """Adds an element with text and attributes to ``parent`` and returns it."""
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = text or None
    return element
