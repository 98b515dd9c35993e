"""Reads the structure tree of a PDF back like a screen reader, without any code that wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

Marked = dict[tuple[int, int], str]  # the text of each sequence of marked content, by the number of its stream's object and its own


def printed(pdf: pikepdf.Pdf) -> str:
    """The structure tree as indented lines: a type with its attributes, and below it its children, and its text in quotes."""
    texts = {key: text for stream in streams(pdf) for key, text in marked(stream).items()}
    return "\n".join(_lines(pdf, pdf.Root.StructTreeRoot.K[0], texts, ""))


def _lines(pdf: pikepdf.Pdf, element: Any, texts: Marked, indent: str) -> Iterator[str]:
    yield indent + " ".join([str(element.S)[1:], *_said(element)])
    for kid in kids(element):
        if isinstance(kid, int):
            yield f'{indent}  "{texts[element.Pg.objgen[0], kid]}"'
        elif kid.get("/Type") == "/MCR":
            yield f'{indent}  "{texts[kid.get("/Stm", kid.get("/Pg")).objgen[0], int(kid.MCID)]}"'
        elif kid.get("/Type") == "/OBJR":
            yield f"{indent}  -> {target(kid.Obj)}"
        else:
            assert kid.P.objgen == element.objgen
            yield from _lines(pdf, kid, texts, indent + "  ")


def _said(element: Any) -> Iterator[str]:
    attributes = element.get("/A", {})
    for key in ("/Scope", "/ListNumbering", "/ColSpan", "/RowSpan"):
        if key in attributes:
            yield f"{key[1:]}={str(attributes[key]).lstrip('/')}"
    for key in ("/Lang", "/ID", "/Alt", "/ActualText"):
        if key in element:
            yield f"{key[1:]}={element[key]}"


def target(annotation: Any) -> str:
    return str(annotation.A.URI) if "/A" in annotation else f"#{annotation.Dest}"


def kids(element: Any) -> list[Any]:
    kid = element.get("/K", pikepdf.Array())
    return [int(part) if not isinstance(part, pikepdf.Object) else part for part in (kid if isinstance(kid, pikepdf.Array) else [kid])]


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Each structure element, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for kid in reversed(kids(element)) if not isinstance(kid, int) and "/S" in kid]


def streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The pages, and the form XObjects that they paint."""
    for page in pdf.pages:
        yield page.obj
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            yield item


def marked(stream: Any) -> Marked:
    """The text of the marked content of a page or a form XObject. Fails if one sequence is inside another."""
    maps = {name: _characters(font) for name, font in stream.Resources.get("/Font", {}).items()}
    found: Marked = {}
    current: dict[int, str] = {}
    open_sequences: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(stream):
        match str(operator):
            case "BDC" | "BMC":
                assert not open_sequences, "marked content within marked content"
                number = operands[1].get("/MCID") if len(operands) == 2 else None
                open_sequences.append(None if number is None else int(number))
                if number is not None:
                    assert (stream.objgen[0], int(number)) not in found, "a number is used twice"
                    found[stream.objgen[0], int(number)] = ""
            case "EMC":
                open_sequences.pop()
            case "Tf":
                current = maps[str(operands[0])]
            case "TJ":
                assert open_sequences, "text that is not marked"
                if open_sequences[-1] is not None:
                    found[stream.objgen[0], open_sequences[-1]] += _text(operands[0], current)
    assert not open_sequences
    return found


def _text(strings: Any, characters: dict[int, str]) -> str:
    codes = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
    return "".join(characters[int.from_bytes(codes[index : index + 2], "big")] for index in range(0, len(codes), 2))


def _characters(font: Any) -> dict[int, str]:
    pairs = re.findall(rb"<(\w{4})> <(\w+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def artifacts(page: Any) -> list[str]:
    """The artifacts of a page that have properties, as their type and subtype."""
    return [
        "".join(str(operands[1].get(key, "")) for key in ("/Type", "/Subtype"))
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "BDC" and str(operands[0]) == "/Artifact"
    ]


def assert_consistent(pdf: pikepdf.Pdf) -> None:
    """Every marked content and every annotation belongs to one element of the tree, which is also its entry in the parent tree."""
    hung: dict[tuple[int, int], tuple[int, int]] = {}
    for element in elements(pdf):
        for kid in kids(element):
            key = None
            if isinstance(kid, int):
                key = (element.Pg.objgen[0], kid)
            elif kid.get("/Type") == "/MCR":
                key = (kid.get("/Stm", kid.get("/Pg")).objgen[0], int(kid.MCID))
            elif kid.get("/Type") == "/OBJR":
                key = (kid.Obj.objgen[0], -1)
            if key:
                assert key not in hung
                hung[key] = element.objgen
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    assert [int(number) for number in nums[::2]] == list(range(len(nums) // 2))
    parents = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    owned: dict[tuple[int, int], tuple[int, int]] = {}
    for stream in streams(pdf):
        found = marked(stream)
        if found:
            owned |= {(stream.objgen[0], number): item.objgen for number, item in enumerate(parents[int(stream.StructParents)])}
            assert set(found) <= set(owned)
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            owned[annotation.objgen[0], -1] = parents[int(annotation.StructParent)].objgen
    assert hung == owned
