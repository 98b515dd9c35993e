"""Content streams are interpreted like in any viewer, however they are written."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Matrix, Name, Pdf

from pressroom import readback
from pressroom.readback.graphics import Listener, Text
from pressroom.readback.instructions import instructions, text_of
from pressroom.readback.machine import Machine
from pressroom.readback.resources import Resources
from tests.support.printing import ENGINE_LEAVES_OPEN, printed

pytestmark = ENGINE_LEAVES_OPEN

MANY = "<h1>A heading</h1><p>Text <em>italic</em> and a note, on lines that are justified.</p><table><tr><td>A cell</table>"


class Heard(Listener):
    """Records the positions of texts."""

    def __init__(self) -> None:
        self.texts: list[tuple[tuple[float, float], float, int]] = []

    def text(self, machine: Machine, text: Text) -> None:
        self.texts.append((text.whole.transform((text.start, 0)), text.end - text.start, len(text.codes)))


def heard(content: bytes, **resources: Dictionary) -> tuple[Machine, Heard]:
    """Interpret a page with `content`."""
    with Pdf.new() as document:
        page = document.add_blank_page(page_size=(400, 400))
        page.Contents = document.make_stream(content)
        listener = Heard()
        machine = Machine(listener)
        machine.run(page.obj, Resources(Dictionary(**resources), {}))
        return machine, listener


def rewritten(pdf: bytes, write: Callable[[bytes], bytes]) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            page.Contents = document.make_stream(write(page.Contents.read_bytes()))
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def test_tokens_are_those_that_qpdf_finds() -> None:
    with pikepdf.open(BytesIO(printed(MANY))) as document:
        for page in document.pages:
            ours = list(instructions(page.obj))
            page.Contents = document.make_stream(page.Contents.read_bytes() + b" % a comment, so that qpdf parses it")
            theirs = list(instructions(page.obj))
            assert [operator for operator, _ in ours] == [operator for operator, _ in theirs]
            assert [len(operands) for _, operands in ours] == [len(operands) for _, operands in theirs]
            shown, shown_by_qpdf = ([text_of(operands[0]) for operator, operands in some if operator == b"TJ"] for some in (ours, theirs))
            assert shown == shown_by_qpdf != []


@pytest.mark.parametrize(
    "write",
    [
        lambda content: b"% (a comment)\n" + content,
        lambda content: content + b" q BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q",
        lambda content: content.replace(b"/MCID", b"/Artist (x) /MCID"),
        lambda content: content.replace(b"/MCID", b"/More << /MCID2 0 >> /MCID"),
        lambda content: content.replace(b"<", b"< ").replace(b"< < ", b"<< "),
    ],
)
def test_words_are_read_however_a_stream_is_written(write: Callable[[bytes], bytes]) -> None:
    pdf = printed(MANY)
    before, after = (readback.read_pdf(some) for some in (pdf, rewritten(pdf, write)))
    assert after.runs == before.runs != ()


def test_strings_of_a_text_in_either_form() -> None:
    assert text_of(b"[<00 41>-20.5<0042>\n3]") == (b"\0A\0B", -17.5)
    assert text_of(rb"[(A\)\101) 3 <42>]") == (b"A)AB", 3)
    assert text_of(b"<0041>") == text_of(rb"(\000A)") == (b"\0A", 0)


def test_every_operator_that_moves_text_moves_it() -> None:
    _, found = heard(b"BT /F 10 Tf 12 TL 100 Tz 50 300 Td (ab) Tj 0 -20 TD (ab) Tj T* (ab) Tj (ab) ' 1 0 (ab) \" ET BT (ab) Tj ET")
    assert [place for place, _, _ in found.texts] == [(50, 300), (50, 280), (50, 260), (50, 240), (50, 220), (0, 0)]


def test_a_text_goes_on_where_the_one_before_it_ended() -> None:
    _, found = heard(b"BT /F 10 Tf 50 Tz 2 Tc 7 0 0 7 1 1 Tm <00410042> Tj <0041> Tj ET")
    (first, advance, two), (second, _, one) = found.texts
    assert (two, one, advance) == (2, 1, (2 * 10 + 2 * 2) * 0.5)
    assert (first, second) == ((1, 1), (1 + 7 * advance, 1))


def test_marked_content_has_its_properties_from_either_place() -> None:
    properties = Dictionary(P=Dictionary(MCID=4))
    machine, _ = heard(b"/P <</MCID 3>> BDC EMC /P /P BDC EMC /Artifact BMC EMC", Properties=properties)
    assert machine.marked == {(0, 3), (0, 4)}


def test_an_unbalanced_stream_is_followed_to_its_end() -> None:
    machine, found = heard(b"Q Q EMC q 2 0 0 2 0 0 cm BT (ab) Tj ET")
    assert len(found.texts) == 1
    assert machine.state.matrix == Matrix()


def form(document: Pdf, content: bytes, **more: object) -> pikepdf.Stream:
    return document.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 400, 400]), **more)


def test_a_form_inside_itself_is_left_out() -> None:
    with Pdf.new() as document:
        inner = document.make_indirect(form(document, b"BT (ab) Tj ET /X Do"))
        inner.Resources = Dictionary(XObject=Dictionary(X=inner))
        _, found = heard(b"/X Do", XObject=Dictionary(X=inner))
    assert len(found.texts) == 1


def test_a_form_is_transformed_and_leaves_the_state_as_it_was() -> None:
    with Pdf.new() as document:
        inner = form(document, b"5 w 2 0 0 2 0 0 cm BT (ab) Tj 10 0 Td (ab) Tj ET", Matrix=Array([1, 0, 0, 1, 30, 40]))
        machine, found = heard(b"3 0 0 3 0 0 cm 2 w /X Do BT (ab) Tj ET", XObject=Dictionary(X=inner))
    assert [place for place, _, _ in found.texts] == [(90, 120), (150, 120), (0, 0)]
    assert machine.state.width == 1


def test_a_pattern_is_painted_on_the_page_itself() -> None:
    with Pdf.new() as document:
        cell = document.make_stream(b"BT (ab) Tj ET", PatternType=1, Matrix=Array([1, 0, 0, 1, 7, 8]))
        _, found = heard(b"3 0 0 3 0 0 cm /Pattern cs /P scn", Pattern=Dictionary(P=cell))
    assert [place for place, _, _ in found.texts] == [(7, 8)]
