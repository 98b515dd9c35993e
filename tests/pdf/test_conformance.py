"""A page with every kind of block conforms to both PDF/UA-1 and PDF/A-3a, according to the reference validator."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import weasyprint

from tests.support import conformance
from tests.support.structure import assert_consistent
from tests.support.typesetting import ENGINE_LEAVES_OPEN, PAGE, PIXEL, typeset

pytestmark = ENGINE_LEAVES_OPEN

SENTENCE = "The well-known constitutional court of the republic sat in its <em>ninth</em> year. "
STYLE = """
@page { @top-center { content: "Head" } @bottom-right { content: counter(page) } @footnote { border-top: 1pt solid } }
p { hyphens: auto; text-align: justify }
a::after { content: leader(".") target-counter(attr(href), page) }
a.plain::after { content: none }
.draft { position: fixed; top: 0; opacity: 0.4; transform: rotate(30deg) }
.aside { float: right; width: 20mm } .flex { display: flex } .pale { opacity: 0.5 } .absolute { position: absolute; top: 0 }
.contact { float: footnote } .contact::footnote-call, .contact::footnote-marker { content: none }
"""
BODY = f"""
<p class="draft">DRAFT</p>
<main><header><p>House</p><div>Country <em>Summary</em></div></header><nav><ul><li><a href="#one">One</a></li></ul></nav>
<h1>Title</h1><p>{SENTENCE * 6}<span class="note">A <em>note</em> with a
<a class="plain" href="https://example.org/">link</a>. {SENTENCE}</span>
{SENTENCE * 20}<a class="plain" href="https://example.org/long">{SENTENCE * 8}</a></p>
<section id="one"><h2>One</h2><p><u>Under it</u> and <s>through</s><br>next, <q>quoted</q>,
<a class="plain" href="mailto:a@b.org"><b>bold</b></a></p>
<ul><li>One<ol><li><p>Inner</p><p>More {SENTENCE * 9}</p></li></ol></li><li><p>Two</p></li><li></li></ul>
<ul style="list-style: none"><li>Plain</ul>
<dl><dt>Term<dd>Meaning</dl><pre>let it be</pre><hr>
<blockquote>Direct words<p lang="ru">Привет, мир</p>
<p lang="kk">Сәлем, әлем</p><p lang="ar" dir="rtl">مرحبا بالعالم العربي، 2005 (نعم)</p></blockquote>
<figure><img alt="A dot" src="{PIXEL}"><figcaption><p>Caption</p><p>Credit</p></figcaption></figure>
<figure><img alt="" src="{PIXEL}"><figcaption>Decorated</figcaption></figure><p>In <img alt="a text" src="{PIXEL}"> line</p>
<svg width="9" height="9" xmlns="http://www.w3.org/2000/svg"><title>A drawing</title><rect width="9" height="9"/></svg>
<h3>Table</h3><table><caption>Votes</caption><thead><tr><th scope="col">Name<th colspan="2" scope="col">Number</thead><tbody>
{"".join(f'<tr><th scope="row">Row {number}<td>{SENTENCE * (6 if number == 5 else 1)}<td>' for number in range(10))}</tbody>
<tfoot><tr><td colspan="3">Sum</tfoot></table>
<div class="aside">Float</div><div class="flex"><p>Left</p><p>Right</p></div>
<div class="pale">Pale <b>bold</b></div><div class="absolute">There</div>
</section></main><footer class="contact"><p>House</p><p>Tel. <a class="plain" href="https://example.org/">here</a></p></footer>
"""
HEAD = '<meta name="author" content="House"><meta name="description" content="A &amp; B"><meta name="dcterms.created" content="2005-01">'


@pytest.fixture(scope="module")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stress") / "stress.pdf"
    path.write_bytes(typeset(BODY, STYLE, HEAD))
    return path


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_every_kind_of_block_conforms(stress: Path, flavour: str) -> None:
    assert conformance.failures(stress, flavour) == []


def test_every_kind_of_block_is_reached(stress: Path) -> None:
    with pikepdf.open(stress) as pdf:
        assert len(pdf.pages) > 8
        assert_consistent(pdf)


def test_the_validator_sees_a_broken_rule(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    weasyprint.HTML(string=f"{PAGE}<ul><li><p>x</p></ul>").write_pdf(path, pdf_variant="pdf/ua-1")  # tagged by the engine itself
    assert [line.split(" ")[0] for line in conformance.failures(path, "ua1")] == ["7.2-20"]
    assert any(line.startswith("6.6.4-") for line in conformance.failures(path, "3a"))
