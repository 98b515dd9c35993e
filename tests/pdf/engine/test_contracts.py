"""Tests everything that Pressroom relies on in WeasyPrint and pydyf, with the plain engine. What a new version breaks fails here, in one
line each; docs/engine.md says what to do then.
"""

from __future__ import annotations

import importlib
import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pydyf
import pytest
import weasyprint
from weasyprint.formatting_structure import boxes as kinds
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

from pressroom.errors import MachineLacks
from pressroom.pdf.engine import boxes, document, fonts, footnotes, lines, objects, page_maker, streams
from pressroom.pdf.engine.loading import SONAMES
from pressroom.pdf.engine.patches import FIND_LIBRARY, PATCHES, STAND_IN, Patch
from tests.support.typesetting import ENGINE_LEAVES_OPEN, PIXEL, engine, page

pytestmark = ENGINE_LEAVES_OPEN

ROOT = Path(__file__).parents[3]
CALLED = {  # private functions that pdf/engine calls, and their signatures
    "weasyprint.layout.inline.avoid_collisions": "(context, box, containing_block, outer=True)",
    "weasyprint.layout.inline.split_inline_box": "(context, box, position_x, max_x, bottom_space, skip_stack, containing_block,"
    " absolute_boxes, fixed_boxes, line_placeholders, waiting_floats, line_children, first_letter_style, first_line_style)",
    "weasyprint.layout.inline.line_box_verticality": "(box)",
    "weasyprint.layout.inline.text_align": "(context, line, available_width, last)",
    "weasyprint.layout.inline.count_expandable_spaces": "(box)",
    "weasyprint.layout.percent.resolve_percentages": "(box, containing_block)",
    "weasyprint.layout.percent.resolve_one_percentage": "(box, property_name, refer_to)",
    "weasyprint.text.line_break.create_layout": "(text, style, context, max_width, justification_spacing)",
    "weasyprint.text.line_break.strut": "(style)",
    "weasyprint.text.line_break.get_log_attrs": "(text, lang)",
    "weasyprint.text.fonts.font_features": "(font_kerning='normal', font_variant_ligatures='normal', font_variant_position='normal',"
    " font_variant_caps='normal', font_variant_numeric='normal', font_variant_alternates='normal', font_variant_east_asian='normal',"
    " font_feature_settings='normal')",
}
STYLE = """@page { size: 80mm 60mm; margin: 10mm; @bottom-center { content: counter(page) } }
p { orphans: 2; widows: 2; --protrusion-end: "-" 50% } img { display: block } .placed { position: absolute } .faint { opacity: 0.5 }
"""
SENTENCE = "The commission heard witnesses in every district, and none of them could say who had given the order. "
BODY = f"""<p>{SENTENCE * 6}<span class="note">A note.</span> <i style="margin-left: 2px">Slanted</i>
<a href="https://example.org/">a link</a>.</p>
<p style="position: relative">Text <span class="placed">placed</span></p><p class="faint">Faint words.</p><img alt="A dot" src="{PIXEL}">
<table><thead><tr><th>A head</th></tr></thead><tr><td>A cell</td></tr></table><p>{SENTENCE * 3}</p>"""


class Watch:
    """Records the calls of a function of the engine, which still runs: arguments and result. `look` is called with each as it happens."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, patch: Patch, look: Callable[..., None] = lambda *_: None):
        self.calls: list[tuple[tuple[Any, ...], dict[str, Any], Any]] = []
        module = importlib.import_module(patch.module)
        plain = getattr(module, patch.name)

        def watched(*arguments: Any, **more: Any) -> Any:
            result = plain(*arguments, **more)
            result = list(result) if inspect.isgenerator(result) else result
            look(arguments, result)
            self.calls.append((arguments, more, result))
            return iter(result) if isinstance(result, list) else result

        monkeypatch.setattr(module, patch.name, watched)


def patch_of(name: str) -> Patch:
    return next(patch for patch in PATCHES if patch.name == name)


def laid_out(body: str = BODY) -> document.Document:
    return document.lay_out(document.parse(page(body, STYLE)), fonts.new_fonts())


def written(made: document.Document, finisher: document.Finisher | None = None) -> bytes:
    return document.write(made, finisher, pdf_variant="pdf/ua-1")


@pytest.fixture(scope="module")
def sample() -> document.Document:
    return laid_out()


def all_boxes(made: document.Document) -> list[Any]:
    return [box for page_box in document.page_boxes(made) for box in page_box.descendants()]


def members(protocol: type) -> set[str]:
    """The attributes and methods of one of our protocols."""
    shapes = [shape for shape in protocol.__mro__ if getattr(shape, "_is_protocol", False)]
    names = {name for shape in shapes for name in (*vars(shape).get("__annotations__", {}), *vars(shape))}
    return {name for name in names if not name.startswith("_")}


# the table of patches


@pytest.mark.parametrize("patch", [*PATCHES, FIND_LIBRARY], ids=lambda patch: patch.function)
def test_a_replaced_function_has_the_signature_that_is_expected(patch: Patch) -> None:
    assert patch.found() == patch.signature, f"{patch.function} has another signature"


@pytest.mark.parametrize("patch", [*PATCHES, FIND_LIBRARY], ids=lambda patch: patch.function)
def test_a_replacement_takes_the_plain_function_and_its_arguments(patch: Patch) -> None:
    module, _, name = patch.replacement.partition(":")
    replacement = getattr(importlib.import_module(module), name)
    arguments = inspect.signature(getattr(importlib.import_module(patch.module), patch.name)).parameters
    inspect.signature(replacement).bind(None, *arguments)


@pytest.mark.parametrize("function", CALLED)
def test_a_called_function_has_the_signature_that_is_expected(function: str) -> None:
    module, _, name = function.rpartition(".")
    assert str(inspect.signature(getattr(importlib.import_module(module), name))) == CALLED[function], f"{function} has another signature"


def test_functions_are_replaced_within_and_put_back_after() -> None:
    modules = {patch.function: importlib.import_module(patch.module) for patch in PATCHES}
    before = {patch.function: getattr(modules[patch.function], patch.name) for patch in PATCHES}
    with engine("tags"):
        within = {patch.function: getattr(modules[patch.function], patch.name) for patch in PATCHES}
    after = {patch.function: getattr(modules[patch.function], patch.name) for patch in PATCHES}
    assert {function for function in before if within[function] is before[function]} == {"weasyprint.pdf.add_tags"}
    assert after == before


def test_a_changed_signature_is_one_message_and_nothing_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    before = weasyprint.css.find_stylesheets
    monkeypatch.setattr("weasyprint.pdf.add_tags", lambda pdf, document: None)
    with pytest.raises(MachineLacks) as caught, engine():
        pass
    (problem,) = caught.value.problems
    assert problem.code == "engine-changed"
    assert problem.message == (
        "the engine's function weasyprint.pdf.add_tags has the signature (pdf, document); Pressroom replaces it where it is"
        " (pdf, document, pdf_version, page_streams)"
    )
    assert problem.hint == "see docs/engine.md; PRESSROOM_PLAIN=tags builds without this replacement"
    assert weasyprint.css.find_stylesheets is before
    with engine("tags"):
        assert weasyprint.css.find_stylesheets is not before


def test_a_function_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("weasyprint.layout.page.remake_page")
    assert patch_of("remake_page").found() == "none"


# what the replaced functions do


def test_lines_are_asked_for_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch, patch_of("iter_line_boxes"))
    laid_out()
    asked = [(arguments, made) for arguments, _, made in watch.calls if len(made) > 1]
    assert asked, "iter_line_boxes is not asked for the lines of a block"
    for (context, box, position_y, _, skip_stack, block, *_), made in asked:
        assert boxes.is_line(box), "iter_line_boxes: the second argument is no line box"
        assert boxes.is_line(made[0][0]), "iter_line_boxes gives no line boxes"
        assert made[0][0].position_y >= position_y, "iter_line_boxes: a line is above the position asked for"
        assert made[-1][1] is None, "iter_line_boxes: the last line has something to resume at"
        assert skip_stack is None or any(resume_at == skip_stack for _, made in asked for _, resume_at in made)
        assert block.width > 0
        assert page_maker.fonts_of(context)
    assert any(arguments[4] for arguments, _ in asked), "iter_line_boxes: what a line resumes at isn't handed back after a page break"


def test_text_is_painted_by_a_matrix_that_can_widen_it(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch, patch_of("draw_first_line"))
    written(laid_out())
    assert watch.calls, "draw_first_line does not paint text"
    for (_, box, _, _, matrix), _, _ in watch.calls:
        assert boxes.is_text(box)
        assert (type(matrix)(a=2) @ matrix).values[0] == 2 * matrix.values[0], "draw_first_line: the matrix can't be multiplied"


def test_a_page_is_its_flow_and_its_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(arguments: tuple[int, Any, Any, Any], result: tuple[Any, Any]) -> None:
        (index, context, root_box, _), (made, _) = arguments, result
        assert boxes.flow(made).element is root_box.element, "a page's first child isn't its flow"
        assert len(boxes.note_areas(made)) == 1, "a page has no area for notes"
        assert page_maker.planned(context, index).is_right is (index % 2 == 0), "the plan of pages has other entries"
        assert page_maker.planned(context, index).remake.keys() == {"content_changed", "pages_wanted", "anchors", "content_lookups"}
        assert page_maker.page_bottom(context) > 0

    watch = Watch(monkeypatch, patch_of("remake_page"), look)
    laid_out()
    assert [arguments[0] for arguments, _, _ in watch.calls] == list(range(len(watch.calls))), "remake_page does not make page after page"
    assert [resume_at is None for _, _, (_, resume_at) in watch.calls] == [*[False] * (len(watch.calls) - 1), True]


def test_the_plan_of_pages_can_be_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def make_twice(plain: Callable[..., Any], index: int, context: Any, *more: Any) -> Any:
        waiting, moved_on = list(context.footnotes), list(context.reported_footnotes)
        first, _ = plain(index, context, *more)
        page_maker.make_again(context, index)
        context.footnotes, context.reported_footnotes = waiting, moved_on
        again, resume_at = plain(index, context, *more)
        boxes.replace_contents(first, again)
        return first, resume_at

    once = written(laid_out())
    plain = importlib.import_module("weasyprint.layout.page").remake_page
    monkeypatch.setattr("weasyprint.layout.page.remake_page", lambda *arguments: make_twice(plain, *arguments))
    assert written(laid_out()) == once, "a page that is made again is another"


def test_a_page_is_shorter_by_what_is_held_back_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def bottom(made: document.Document) -> float:
        return max(box.position_y + box.height for box in boxes.flow(document.page_boxes(made)[0]).descendants() if boxes.is_line(box))

    plain_bottom = bottom(laid_out())
    with engine("lines", "tags", "stylesheets"):
        make = importlib.import_module("weasyprint.layout.page").remake_page.args[0]
        shorter = lambda *arguments: page_maker.make_shorter(make, arguments, by=32)  # noqa: E731
        monkeypatch.setattr("weasyprint.layout.page.remake_page", shorter)
        assert bottom(laid_out()) <= plain_bottom - 32, "block_level_layout: bottom_space does not shorten the page"
        monkeypatch.undo()


def test_a_page_lays_out_its_flow_and_then_its_area_for_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(arguments: tuple[Any, ...], result: Any) -> None:
        context, box, *_ = arguments
        if box.is_for_root_element:
            area = context.current_footnote_area
            assert len(arguments) == 9, "make_page: block_level_layout gets other arguments for the flow"
            assert arguments[6] is arguments[7], "make_page: absolute and fixed boxes are not in one list"
            assert area.position_y == context.page_bottom + sum(note.margin_height() for note in [area] if note.height != "auto")
            assert len(result) == 6, "block_level_layout gives other values"
            flows.append(box)
        elif boxes.is_note_area(box):
            assert box.page.element_tag is None or box.page, "the area for notes has no page"
            areas.append((context, box))

    flows: list[Any] = []
    areas: list[Any] = []
    watch = Watch(monkeypatch, patch_of("block_level_layout"), look)
    pages = document.page_boxes(laid_out())
    assert watch.calls
    assert len(flows) == len(areas) == len(pages), "make_page: not one flow and one area for notes a page"
    for (context, _), made in zip(areas, pages, strict=True):
        assert isinstance(context.reported_footnotes, list)
        assert isinstance(context.current_page_footnotes, list)
        assert context.current_page == len(pages)
        assert boxes.flow(made)


def test_notes_that_are_laid_out_elsewhere_are_let_alone() -> None:
    """The engine asks its list of notes whether it has any, and whether one that it takes back is among them."""
    elsewhere = footnotes.SetElsewhere()
    assert not elsewhere
    assert object() in elsewhere
    assert elsewhere.copy() is elsewhere
    source = inspect.getsource(importlib.import_module("weasyprint.layout").LayoutContext.unlayout_footnote)
    assert "if footnote not in self.footnotes:" in source, "unlayout_footnote asks otherwise"
    source = inspect.getsource(importlib.import_module("weasyprint.layout.block")._linebox_layout)
    assert "if context.footnotes:" in source, "_linebox_layout asks otherwise"


def test_tags_are_added_when_all_pages_are_painted(monkeypatch: pytest.MonkeyPatch, sample: document.Document) -> None:
    runs: list[dict[Any, int]] = []
    plain = importlib.import_module("weasyprint.pdf").add_tags

    def watched(pdf: Any, made: Any, version: object, page_streams: list[Any]) -> None:
        runs.extend(map(streams.painted_runs, page_streams))
        assert made is sample
        assert [objects.content(pdf, found) for found in objects.pages(pdf)] == page_streams, "add_tags: other streams than the pages'"
        ((form, number),) = streams.forms(pdf, page_streams)
        assert streams.painted_runs(form) == runs[number], "a group with opacity shares no runs with its page"
        assert "Lang" in pdf.catalog, "add_tags: the catalogue has no language yet"
        plain(pdf, made, version, page_streams)

    monkeypatch.setattr("weasyprint.pdf.add_tags", watched)
    written(sample)
    assert len(runs) == len(sample.pages)
    assert all(sorted(page_runs.values()) == list(range(len(page_runs))) for page_runs in runs), "the runs of a page are not numbered"
    assert any(boxes.is_text(box) for box in runs[0]), "text is not painted as runs"


def test_stylesheets_are_parsed_with_the_documents_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch, patch_of("find_stylesheets"))
    own = fonts.new_fonts()
    document.lay_out(document.parse(page("<p>x", "@counter-style stars { system: cyclic; symbols: '*' }")), own)
    ((arguments, _, sheets),) = watch.calls
    assert arguments[4] is own, "find_stylesheets: the fifth argument isn't the fonts"
    assert "stars" in arguments[5], "find_stylesheets: counter styles aren't put into the sixth argument"
    assert len(sheets) == 2


def test_the_libraries_that_are_asked_for_are_known() -> None:
    source = inspect.getsource(importlib.import_module("weasyprint.text.ffi"))
    asked = {name.strip().strip("'") for name in source.split("_dlopen(\n    ffi, ")[1:] for name in [name.split(",")[0]]}
    assert asked - {"libharfbuzz-vector-0"} == SONAMES.keys(), "the engine loads other libraries"


def test_the_engine_makes_the_same_without_its_stand_in(tmp_path: Path) -> None:
    """fontTools isn't needed: with the real one, the same bytes come out."""
    program = f"""
import sys
from pathlib import Path
from pressroom.pdf.engine import loading, patches
patches.STAND_IN = sys.argv[1]
loading.load_engine(Path({str(tmp_path)!r}))
from pressroom.pdf.engine import document, fonts
assert hasattr(sys.modules["fontTools"], "__file__") is (sys.argv[1] != {STAND_IN!r})
html = Path({str(tmp_path / "page.html")!r}).read_text()
sys.stdout.buffer.write(document.write(document.lay_out(document.parse(html), fonts.new_fonts()), pdf_identifier=b"x"))
"""
    (tmp_path / "page.html").write_text(page(BODY, STYLE))
    made = [
        subprocess.run([sys.executable, "-c", program, stand_in], cwd=ROOT, capture_output=True, check=True, env=os.environ).stdout
        for stand_in in (STAND_IN, "nothing")
    ]
    assert made[0] == made[1] != b""


# the shapes that the accessors rely on

KINDS: dict[str, tuple[Callable[[Any], bool], type]] = {
    "text": (boxes.is_text, boxes.TextBox),
    "line": (boxes.is_line, boxes.LineBox),
    "inline": (boxes.is_running_inline, boxes.Box),
    "picture": (boxes.is_block_picture, boxes.Box),
    "block": (boxes.is_block, boxes.Box),
    "table": (boxes.is_table, boxes.Box),
    "row group": (boxes.is_row_group, boxes.RowGroupBox),
    "cell": (boxes.is_cell, boxes.Box),
    "margin box": (boxes.is_margin_box, boxes.MarginBox),
    "note area": (boxes.is_note_area, boxes.Box),
}


@pytest.mark.parametrize("kind", KINDS)
def test_boxes_have_the_attributes_that_are_used(sample: document.Document, kind: str) -> None:
    is_kind, protocol = KINDS[kind]
    found = [box for box in all_boxes(sample) if is_kind(box)]
    assert found, f"there is no {kind} on the page"
    only_of_parents = {"copy_with_children"} if kind in ("text", "picture") else set()
    missing = {name for box in found for name in members(protocol) - only_of_parents if not hasattr(box, name)}
    assert missing == set(), f"boxes of the kind {kind} have no {missing}"


def test_styles_have_what_is_read_of_them(sample: document.Document) -> None:
    paragraph = next(box for box in all_boxes(sample) if box.element_tag == "p")
    slanted = next(box for box in all_boxes(sample) if box.element_tag == "i")
    tokens = boxes.custom_property(paragraph.style, "protrusion-end")
    assert [token.type for token in tokens or () if token.type != "whitespace"] == ["string", "percentage"], "custom properties are others"
    assert boxes.given_spacing(slanted, "left") == 2, "a style's lengths are others"
    boxes.remove_spacing(slanted, ["left"])
    assert boxes.given_spacing(slanted, "left") == 0
    assert boxes.given_margin_top(paragraph) > 0
    assert fonts.leading(paragraph.style) == 16  # 12pt
    assert dict(fonts.features(paragraph.style)) == {}


def test_a_box_that_is_placed_stands_for_another(sample: document.Document) -> None:
    placeholders = [child for box in all_boxes(sample) for child in box.children if isinstance(child, AbsolutePlaceholder)]
    assert placeholders, "what is positioned has no placeholder"
    assert boxes.unwrapped(placeholders[0]).style["position"] == "absolute"


def test_text_boxes_have_spaces_that_can_be_widened(sample: document.Document) -> None:
    text = next(box for box in all_boxes(sample) if boxes.is_text(box) and " " in box.text)
    assert boxes.spaces(text) == text.text.count(" ")
    boxes.widen_spaces(text, 1.5)
    assert text.justification_spacing == text.pango_layout.justification_spacing == 1.5  # type: ignore[attr-defined]


def test_pseudo_elements_are_in_a_boxs_tag(sample: document.Document) -> None:
    assert {"footnote-call", "footnote-marker"} <= set(map(boxes.pseudo_element, all_boxes(sample)))


def test_links_have_their_annotations_once_painted(sample: document.Document) -> None:
    written(sample)
    assert [box.link_annotation["Subtype"] for box in all_boxes(sample) if box.element_tag == "a" and box.link_annotation] == ["/Link"]


def test_a_line_is_laid_out_as_the_engine_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a line that contains a whole short paragraph."""

    def look(arguments: tuple[Any, ...], result: list[tuple[Any, Any]]) -> None:
        (context, box, position_y, bottom_space, _, block, absolute, fixed, *_), ((theirs, _),) = arguments, result
        assert not page_maker.has_floats(context)
        around = lines.Surroundings(context, block, bottom_space, absolute, fixed)
        ours, available = lines.set_content(around, box, list(box.children), position_y, 0)
        lines.place(ours, lines.aligned(around, ours, available, last=True), position_y)
        names = ("position_x", "position_y", "width", "height", "baseline")
        assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names], "a line is laid out otherwise"

    watch = Watch(monkeypatch, patch_of("iter_line_boxes"), look)
    laid_out("<p>A short one.</p>")
    assert watch.calls


def test_a_document_has_what_is_read_of_it(sample: document.Document) -> None:
    assert members(document.Metadata) <= set(dir(sample.metadata)), "the document's metadata are others"
    assert all(members(document.Page) <= set(dir(made)) for made in sample.pages), "the document's pages are others"
    assert members(document.Document) <= set(dir(sample)) | set(vars(sample)), "the document has other attributes"
    written(sample)
    glyphs = fonts.space_glyphs(sample.fonts)
    assert glyphs, "fonts don't say which glyph is the space"
    assert all(name.isalpha() for name in glyphs), "a font's name in the streams is another"


def test_a_face_is_that_of_its_file(sample: document.Document) -> None:
    style = next(box.style for box in all_boxes(sample) if boxes.is_text(box))
    faces = [fonts.face_of(character, style, None) for character in "ab\u0627"]
    assert [face.id == faces[0].id for face in faces] == [True, True, False], "a character's face is another"
    assert faces[0].file()[:4] in (b"\0\1\0\0", b"OTTO"), "a face's file can't be read"


def test_lines_break_where_unicode_lets_them() -> None:
    assert fonts.line_breaks("a b-c", "en") == [2, 4]


def test_a_file_has_its_objects_pages_and_catalogue(sample: document.Document) -> None:
    seen: list[Any] = []
    written(sample, lambda made, pdf: seen.extend((made, pdf)))
    made, pdf = seen
    assert made is sample
    assert members(objects.Pdf) <= set(dir(pdf)), "a file has other attributes"
    first = objects.pages(pdf)[0]
    assert {"MediaBox", "Contents", "Resources"} <= first.keys()
    assert objects.is_stream(objects.content(pdf, first))
    assert objects.resolve(pdf, objects.resolve(pdf, first["Resources"])["ColorSpace"]).keys() >= {"lab-d50"}, "where colour spaces are"
    assert objects.resolve(pdf, pdf.catalog["Metadata"]).stream
    assert pdf.info["Producer"].string.startswith("WeasyPrint")


def test_a_stream_that_is_compressed_for_good_is_as_it_was() -> None:
    one, other = (pydyf.Stream([b"0 0 1 1 re", b"f"] * 50, compress=True) for _ in range(2))
    objects.compress(one)
    assert one.data == other.data, "a stream's bytes are put together otherwise"


def test_the_engine_warns_in_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(LOGGER, "handlers", [SimpleNamespace(level=0, handle=lambda record: said.append(record.getMessage()))])
    laid_out("<p style='colour: red'>x")
    assert ["colour" in message for message in said] == [True], "the engine does not log what it ignores"


def test_the_kinds_of_boxes_are_distinct() -> None:
    assert isinstance(kinds, ModuleType)
    assert issubclass(kinds.BlockReplacedBox, kinds.ReplacedBox)
    assert not issubclass(kinds.TextBox, kinds.ParentBox)
    assert issubclass(kinds.LineBox, kinds.ParentBox)
    assert not issubclass(kinds.LineBox, kinds.InlineBox)
