"""Content: bytes of YAML become validated models, each value with its place. All problems of a run are reported.

    bytes ─ characters ─▶ text ─ events ─▶ values and places ─ typed ─▶ model ─ wording ─▶ Library

`load` reads what a build needs, `parse_file` one file; `protected` finds names that must not be published; `schemas` gives editors the
same rules as JSON Schema.

The codes of the problems, which don't change once published (those of markup in prose are in `pressroom.prose`):

===================  =================================================================================================
too-large            a file of more than 2 MB
not-utf-8            bytes that are not UTF-8 text
forbidden-character  a control character, a bidirectional override, a noncharacter … typed or written as an escape
tab                  a tab
not-yaml             YAML that can't be read further: a missing colon, an unclosed quotation mark, wrong indentation …
text-cut-off         ` #` in or after a value: YAML would read what follows as a comment
duplicate-key        a key that its mapping already has
bad-key              a key that is not plain text, or is empty
merge-key            `<<`
alias                `*name`
anchor               `&name`
tag                  `!name`
directive            `%YAML` or `%TAG`
several-documents    a second document in one file
empty-file           nothing in the file but comments
empty-value          a key or a list item without a value
split-number         `1,412` unquoted between brackets or braces, which YAML reads as two values
too-deep             values nested more than 32 deep
too-many             more than 100,000 values
long-word            a word of more than 500 letters
unknown-field        a key that the model does not have here
missing-field        a key that the model needs
wrong-type           a list for a text, a word for a number …
bad-value            a value outside what its field allows
bad-number           a number out of its range
too-short            an empty text, or too few items
too-long             a text with too many characters, or too many items
uncalled-note        a note that the text never calls
note-called-twice    a note that the text calls more than once
release-body         a press release that begins with a list or a quotation
dead-link            a link to a section that the chapter does not have
unknown-language     a language without a file in `content/languages`
untranslated         a language into which the report's title and series are not translated
no-contact           no contact details for the report's month
missing-file         a chapter of the report's list that has no file
unreadable-file      a content file that is missing, a folder, a device, or a link that leads elsewhere
bad-file-name        a file among the chapters whose name is not a stem
protected-name       a name of `protected.yaml`, in a value, a key or a file's name
redaction-misplaced  a redaction in a field that can't show a bar, or in a file that is not a chapter
unknown-chapter      a stem on the command line without a file
lost-paragraph       (a warning) an empty line in a text that YAML joins to one paragraph, as it is not below a |
unlisted-chapter     (a warning) a chapter's file that the report does not list
unknown-printer      a printer, in the report or on the command line, without a file
bad-profile          a printer's profile that is missing, or is not an ICC profile for printing in CMYK
more-problems        a file has more than a hundred problems
===================  =================================================================================================
"""

from pressroom.content.library import Library, UpToDate, load
from pressroom.content.protected import protected
from pressroom.content.schema import schemas
from pressroom.content.source import Source
from pressroom.content.values import Parsed, parse_file

__all__ = ["Library", "Parsed", "Source", "UpToDate", "load", "parse_file", "protected", "schemas"]
