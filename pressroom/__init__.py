"""A report press.

    content/*.yaml ─ content ─▶ model ─ html ─▶ HTML ─ pdf ─▶ PDF ─ proof ─▶ output ─▶ dist/
                                templates/     styles/

1. `content` reads the YAML strictly: every value with its place, every problem told.
2. `html` sets the model into the templates, with styles, faces and pictures inside: one file.
3. `pdf` has the engine make a tagged PDF from that file, in a process of its own.
4. `proof` reads the PDF back and finds every word of the content in it.
5. `output` puts the files in their place, whole or not at all.
6. `kit` makes of the finished files what leaves the house; `parcel` conducts it by `assembly` and `sealing`, `verification` does it again
   to compare.

`errors`, `model`, `manuscript` and `prose` are the vocabulary that the stages share, `composition` is the art of setting lines, which
`pdf` uses, and `readback` reads finished PDFs back for those that examine them; no stage knows another. `press` conducts them: `run` is a
build's course, `chapter_run` a chapter's in it, and `watch` has one after another.

Two more ways begin at what came out. `checking` conducts the examination of it: by `preflight`, item by item, and by `vera`, the reference
validator. `changes` conducts the redline: `history` reads the content as it was from Git, and `redline` finds what changed.
"""
