"""Maps HTML elements to standard structure types (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
TYPES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")),
    **dict.fromkeys(("html", "body"), "Document"),
    **dict.fromkeys(("section", "aside", "nav", "footer", "address"), "Sect"),
    **dict.fromkeys(("div", "header", "hgroup", "dl"), "Div"),
    **dict.fromkeys(("p", "pre", "dt", "dd"), "P"),
    **dict.fromkeys(("ul", "ol"), "L"),
    **dict.fromkeys(("img", f"{SVG}svg"), "Figure"),
    **dict.fromkeys(("code", "kbd", "samp"), "Code"),
    "main": "Part",
    "article": "Art",
    "blockquote": "BlockQuote",
    "li": "LI",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "q": "Quote",
}
GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption"}
INLINE = {"Span", "Quote", "Code", "Link", "Reference", "Note"}
NUMBERINGS = {
    "none": "None",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}


def structure_type(element: Element) -> str:
    """The structure type of `element`; unknown elements are spans.

    A figure is a Figure if it contains exactly one picture with a description, else a Div. A link without a target is a span.
    """
    if element.tag == "a":
        return "Link" if "href" in element.attrib else "Span"
    if element.tag == "figure":
        return "Figure" if picture(element) is not None else "Div"
    return TYPES.get(element.tag, "Span") or element.tag.upper()


def picture(figure: Element) -> Element | None:
    """The only picture of `figure` that has a description; None if there is none, or more than one."""
    pictures = [element for element in figure.iter() if TYPES.get(element.tag) == "Figure" and description(element)]
    return pictures[0] if len(pictures) == 1 else None


def description(picture: Element) -> str:
    """The description of a picture, empty if it is decorative: the `alt` of an image, the title of a drawing."""
    words = picture.findtext(f"{SVG}title") if picture.tag == f"{SVG}svg" else picture.get("alt")
    return (words or "").strip()


def numbering(list_element: Element, style_type: object) -> str:
    """How a list is numbered (ISO 32000-1, table 347), from its CSS `list-style-type`; a custom style counts as a disc or a number."""
    own = "Decimal" if list_element.tag == "ol" else "Disc"
    return NUMBERINGS.get(style_type, own) if isinstance(style_type, str) else own
