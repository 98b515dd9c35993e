"""Projects and manuscripts for tests."""

import hashlib
import shutil
from pathlib import Path

import yaml

from pressroom.editions import PRINT, SCREEN
from pressroom.errors import Place
from pressroom.files.folder import Folder
from pressroom.html import Page, chapter_page
from pressroom.manuscript import Manuscript
from pressroom.model import Chapter, Imprint, Language, Report

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"


def project(to: Path) -> Path:
    """A copy of the project's content, templates and styles, which a test may change."""
    for folder in ("content", "templates", "styles"):
        shutil.copytree(ROOT / folder, to / folder)
    shutil.copytree(DATA / "images", to / "content" / "images", dirs_exist_ok=True)
    return to


def contents(folder: Path) -> dict[Path, str]:
    """The digest of each file in `folder`."""
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def _model(kind, path: Path):
    return kind.model_validate(yaml.load(path.read_bytes(), Loader=yaml.BaseLoader))


def manuscript(chapter: str | dict, **report) -> Manuscript:
    """The manuscript of a chapter, given as YAML or as values, in the project's report with some values changed."""
    values = yaml.load(chapter, Loader=yaml.BaseLoader) if isinstance(chapter, str) else chapter
    of_report = _model(Report, ROOT / "content" / "report.yaml").model_copy(update=report)
    imprint = _model(Imprint, ROOT / "content" / "imprint.yaml")
    languages = {path.stem: _model(Language, path) for path in (ROOT / "content" / "languages").glob("*.yaml")}
    contact = imprint.contact(of_report.issued)
    assert contact
    return Manuscript("chapter", Chapter.model_validate(values), of_report, imprint, contact, languages)


def locate(path, line=0, column=0, *, file="chapter"):
    """A `Locate` that uses the path of a value as its file name, so that tests see which value is meant."""
    return Place("/".join(map(str, path)) if file == "chapter" else f"{file}.{'/'.join(map(str, path))}", line + 1, column + 1), "the line"


def made_page(of: Manuscript, root: Path = ROOT, images: Path = DATA / "images", **options) -> Page:
    """The page of a manuscript, with the templates and styles in `root`. With a `printer` in the options, it is the print edition's."""
    folders = Folder(root / "templates", "templates"), Folder(root / "styles", "styles"), Folder(images, "content/images")
    return chapter_page(of, locate, *folders, PRINT if options.get("printer") else SCREEN, **{"created": "2005-01-01T00:00:00Z", **options})
