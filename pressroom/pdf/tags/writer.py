"""Writes the structure tree as objects of the PDF (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pressroom.pdf.engine import objects
from pressroom.pdf.engine.objects import Array, Dictionary, Pdf, String
from pressroom.pdf.tags.tree import Node, Run

CELLS = {"TH", "TD"}
TABLE_ORDER = {"Caption": 0, "THead": 1, "TBody": 2, "TFoot": 3}


def write(pdf: Pdf, document: Node, canvases: Sequence[Sequence[Run]]) -> None:
    """Adds the tree under `document` to `pdf`. `canvases` are the runs of each content stream, by number; the streams' own numbers count
    from 0 in the order given (`StructParents`), the links' follow.
    """
    TreeWriter(pdf, len(canvases)).write(document, canvases)


class TreeWriter:
    """Writes nodes to `pdf`; `number` is the first that is free in the parent tree."""

    def __init__(self, pdf: Pdf, number: int):
        self._pdf = pdf
        self._pages = pdf.page_references
        self._number = number
        self._links: list[Any] = []
        self._names: dict[str, bytes] = {}

    def write(self, document: Node, canvases: Sequence[Sequence[Run]]) -> None:
        root = self._add({"Type": "/StructTreeRoot"})
        self._node(document, root.reference)
        root["K"] = Array([document.reference])
        parents = Array()
        for number, runs in enumerate(canvases):
            parents += [number, Array(run.node.reference for run in runs)]
        parents += self._links
        root["ParentTree"] = self._add({"Nums": parents}).reference
        root["ParentTreeNextKey"] = self._number
        if self._names:
            names = Array(part for name in sorted(self._names) for part in (String(name), self._names[name]))
            root["IDTree"] = self._add({"Names": names}).reference
        self._pdf.catalog["StructTreeRoot"] = root.reference

    def _add(self, entries: dict[str, Any]) -> Any:
        return objects.add(self._pdf, Dictionary(entries))

    def _node(self, node: Node, parent: bytes) -> None:
        _say(node)
        written = self._add({"Type": "/StructElem", "S": f"/{node.type}", "P": parent, **node.entries})
        node.reference = written.reference
        if "ID" in node.entries:
            self._names[node.entries["ID"].string] = node.reference
        if node.type == "Table":
            node.kids.sort(key=lambda kid: TABLE_ORDER.get(kid.type, 2) if isinstance(kid, Node) else 2)
        first = next((kid.page for kid in node.kids if isinstance(kid, Run)), None)
        if first is not None:
            written["Pg"] = self._pages[first]
        kids = Array()
        for kid in node.kids:
            if isinstance(kid, Run):
                if not kid.continues:
                    kids.append(self._run(kid, first))
            elif not is_empty(kid):
                self._node(kid, node.reference)
                kids.append(kid.reference)
        kids += [self._target(node, page, annotation) for page, annotation in node.targets]
        if kids:
            written["K"] = kids[0] if len(kids) == 1 else kids

    def _run(self, run: Run, page: int | None) -> Any:
        """A run as a kid of its node, whose page is `page`: only its number if it is on the same page."""
        if run.page == page and run.form is None:
            return run.number
        reference = Dictionary({"Type": "/MCR", "Pg": self._pages[run.page], "MCID": run.number})
        if run.form is not None:
            reference["Stm"] = run.form.reference
        return reference

    def _target(self, node: Node, page: int, annotation: Any) -> Any:
        """The annotation of a link as a kid of its node."""
        self._links += [self._number, node.reference]
        annotation["StructParent"] = self._number
        self._number += 1
        return Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self._pages[page]})


def is_empty(node: Node) -> bool:
    """Whether `node` has no content on any page: a note whose text was not set, a list item without content. Cells may be empty."""
    kids = all(isinstance(kid, Node) and is_empty(kid) for kid in node.kids)
    return kids and not node.targets and node.type not in CELLS


def _say(node: Node) -> None:
    """Add ActualText to a span whose text is not painted in logical order (ISO 32000-1, 14.9.4)."""
    only = node.kids[0] if len(node.kids) == 1 else None
    if node.type == "Span" and isinstance(only, Node) and only.implied:
        node.kids = only.kids
    runs = [kid for kid in node.kids if isinstance(kid, Run) and kid.words]
    for run in runs:
        run.node = node
    if runs:
        words = "".join(run.words + " " * run.gap for run in runs)
        node.entries.setdefault("ActualText", String(words.replace("\u2010", "\u00ad")))
