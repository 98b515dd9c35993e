"""The structure tree while it grows: a node for each element of the HTML that has something on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from pressroom.pdf.engine.objects import Dictionary, String
from pressroom.pdf.tags import roles


@dataclass(eq=False)
class Run:
    """A piece of text or a picture that is painted without a break on page `page` (from 0). It belongs to `node`.

    `after` is the run just before it in the same node, on the same page. `words` is its text in logical order, where that is not the
    order of its glyphs; `gap` says that a space follows, which the engine does not paint. The rest is known once its stream is numbered:
    `form` is the form XObject it stands in, or None where that is the page itself; a run that `continues` the one before shares its
    number.
    """

    node: Node
    page: int
    after: Run | None = None
    words: str = ""
    gap: bool = False
    number: int = -1
    form: Any = None
    continues: bool = False


@dataclass(eq=False)
class Node:
    """A structure element: its type, its kids in reading order, and the further entries of its dictionary.

    `targets` are the annotations of a link, each with its page. An `implied` node has no element in the HTML. `reference` is
    known once the node is written.
    """

    type: str
    entries: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | Run] = field(default_factory=list)
    targets: list[tuple[int, Any]] = field(default_factory=list)
    implied: bool = False
    reference: bytes = b""

    def add(self, kid: Node) -> None:
        """Append `kid`, inside a paragraph if it needs one."""
        holder = self.holder() if kid.type in roles.INLINE else self
        holder.kids.append(kid)

    def run(self, page: int, words: str = "") -> Run:
        """Add a run at the end of the node. One with `words` is put into a span with them."""
        holder = self.holder()
        if words:
            holder = holder.implies("Span")
        last = holder.kids[-1] if holder.kids else None
        run = Run(holder, page, last if isinstance(last, Run) and last.page == page else None, words)
        holder.kids.append(run)
        return run

    def holder(self) -> Node:
        """The node for text in this one: itself or, in a grouping element, a paragraph, since only paragraphs can contain text."""
        return self.implies("P") if self.type in roles.GROUPING else self

    def implies(self, kind: str) -> Node:
        """The last kid if it is an implied node of this type, else a new one."""
        last = self.kids[-1] if self.kids else None
        if not (isinstance(last, Node) and last.implied and last.type == kind):
            last = Node(kind, implied=True)
            self.kids.append(last)
        return last


class Tree:
    """The structure of the document whose HTML has the root element `root`.

    A node is made, with its ancestors, when content of its element is first found on a page, so that the tree contains only what is on
    pages.
    """

    def __init__(self, root: Element):
        self.document = Node("Document")
        self._root = root
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._nodes = {root: self.document}
        self._labels: dict[Element, Node] = {}
        self._references: dict[Element, Node] = {}

    def node(self, element: Element) -> Node:
        """The node of `element`."""
        if element not in self._nodes:
            parent = self.content(self._parents[element])
            if element not in self._nodes:  # a figure takes its picture along
                self._new(element, parent)
        return self._nodes[element]

    def content(self, element: Element) -> Node:
        """The node for the content of `element`: its own, or the body of a list item."""
        node = self.node(element)
        if node.type != "LI":
            return node
        last = node.kids[-1] if node.kids else None
        if not (isinstance(last, Node) and last.type == "LBody"):
            last = Node("LBody")
            node.add(last)
        return last

    def label(self, element: Element) -> Node:
        """The label of a list's item or of a note."""
        if element not in self._labels:
            self._labels[element] = label = Node("Lbl")
            self.node(element).kids.insert(0, label)
        return self._labels[element]

    def reference(self, element: Element) -> Node:
        """The call of the note `element`. The node of the note is made with it, directly after it."""
        if element not in self._references:
            self._references[element] = reference = Node("Reference")
            note = Node("Note", {"ID": String(f"note-{len(self._references)}"), **self._language(element)})
            parent = self.content(self._parents[element])
            parent.add(reference)
            parent.add(self._nodes.setdefault(element, note))
        return self._references[element]

    def list_of(self, item: Element) -> Element | None:
        """The list that contains `item`, if any."""
        parent = self._parents[item]
        return parent if self.node(parent).type == "L" else None

    def link_of(self, element: Element) -> Node | None:
        """The node of the link that contains `element`, if any."""
        while element is not self._root:
            if roles.structure_type(element) == "Link":
                return self.node(element)
            element = self._parents[element]
        return None

    def scope(self, cell: Element) -> str:
        """What a header cell applies to: its `scope`, else a column in the head of a table and a row in its body."""
        named = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}.get(cell.get("scope", ""))
        return named or ("Column" if self._parents[self._parents[cell]].tag == "thead" else "Row")

    def _new(self, element: Element, parent: Node) -> None:
        node = self.document if element.tag == "body" else Node(roles.structure_type(element), self._language(element))
        self._nodes[element] = node
        if "data-said" in element.attrib:
            node.entries["ActualText"] = String(element.attrib["data-said"])
        if node is self.document:
            node.entries |= self._language(element)
            return
        if node.type == "L":
            node.entries["A"] = Dictionary({"O": "/List", "ListNumbering": "/None"})
        if element.tag == "figure" and (picture := roles.picture(element)) is not None:
            self._nodes[picture] = node
        if element.tag == "figcaption":
            node.type = "Caption" if parent.type == "Figure" else "Div"
        parent.add(node)

    def _language(self, element: Element) -> dict[str, Any]:
        """The entry for the language of an element, if it differs from its parent's."""
        around: Element | None = self._parents[element]
        while around is not None and not around.get("lang"):
            around = self._parents.get(around)
        language = element.get("lang")
        return {"Lang": String(language)} if language and (around is None or around.get("lang") != language) else {}
