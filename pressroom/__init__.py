"""Pressroom makes documents from YAML: a PDF for screens, one for the printer, HTML, EPUB, and the kit that goes to newsrooms.

    content/*.yaml ─ content ─▶ model ─ html ─▶ HTML ─ pdf ─▶ PDF ─ proof ─▶ files ─▶ dist/ ─ kit ─▶ what is sent
                                templates/     styles/

A build takes these steps, in this order; `build.command.make` calls them, `build.steps` has them:

1. `load` reads the content (`project.read`, `content.load`): strictly, each value with its source location, all errors at once.
2. `render` makes the page of an edition (`Project.page`, `html.chapter_page`): one HTML file, with styles, fonts and pictures inside.
3. `typeset` has a worker process make a PDF of it (`workers.WorkerPool.run`, `pdf.render.render`), with WeasyPrint.
4. `prove` reads the PDF and the HTML back and finds every word of the content in them, in order (`proof.prove`, `proof.prove_page`).
5. `publish` puts all files of a chapter in place together, or none (`files.Shelf.put`), and records what they were made from.

`editions` says which editions there are, and how they differ. Before all this, `cache.fast_path` finds out whether there is anything to do.

The other commands begin with what a build has made. `check` examines it item by item, `redline` compares it with an earlier version, `kit`
packs it for those who get it, `preview` builds again at each save and shows the pages in a browser. `importer` goes the other way: it makes
YAML from text, Markdown and Word files. `cli` is the command line.

Each folder is a stage, a command, or something that they share. tests/test_floors.py lists which of them may import which; no stage imports
another, and only a command knows their order.
"""
