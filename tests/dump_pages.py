"""A saved page's text in the usual layout, of which any part may be changed, and what is read from it."""

import io
from functools import partial

from backfile.importers.importer import Draft, ImportContext, Input, Reading
from backfile.importers.textdump import TextDump

LEAD = (
    "Tides rise and fall twice a day on most coasts of the world, and harbours have kept tables of them for "
    "centuries, because a ship that misses high water may wait half a day for the next."
)
SAID = (
    "“A tide table is a promise,” the harbour office said. “It tells a crew on which hour of which day there is water "
    "enough under the keel.”"
)
PARAGRAPHS = (
    LEAD,
    "The first tables were written by hand. Later they were worked out by machines of brass wheels, each wheel "
    "standing for one of the pulls of moon and sun, and the sum of all of them drawn by a pen on paper.",
    SAID,
    "Computers have taken over the work of the wheels since the 1960s. The method is still the same: measure for a "
    "year, find the share of each pull, and add them up for any hour that is asked for.",
    "Wind and air pressure are left out. A storm can raise the water by a metre or more above what the table says, and "
    "a long calm under high pressure can lower it, as the North Sea shows every winter.",
    "Harbours such as Hamburg and Rotterdam therefore publish a forecast beside the table, which is renewed every few "
    "hours and takes the weather in.",
)
PULL_QUOTE = SAID.replace(",” the harbour office said. “", ". ").strip("“.”")
TITLE = "How harbours learnt to read the tides"
TAGS = ("Hamburg", "harbours", "high water", "North Sea", "Rotterdam", "tides")

MENU = """\
Close menu
Subscribe to the newsletter
Facebook X (Twitter) LinkedIn
• News
  • Coasts
  • Rivers
  Dredging begins in the northern channel
  3 March 2021
  New lights for the old pier
  2 March 2021
  Ferry timetable changes for the summer
  1 March 2021
"""


def page(**changes: str) -> str:
    """The text of a saved page; any of its parts may be changed or, with an empty text, left out."""
    parts = {
        "menu": MENU,
        "crumbs": f"Home » Coasts » {TITLE}\n",
        "title": f"{TITLE}\n",
        "byline": "By Agency Staff4 March 2021\n",
        "share": "Twitter LinkedIn Facebook WhatsApp Email Copy Link\n",
        "body": "\n\n".join([*PARAGRAPHS[:2], PULL_QUOTE, SAID, "Wheels and sums", *PARAGRAPHS[3:]]) + "\n",
        "tags": f"{' '.join(TAGS)}\n",
        "footer": "Share. Facebook Twitter Email\nRelated Posts\n\nThe pier reopens after repairs\n\n"
        "28 February 2021\n\n© 2021 The site\n",
    }
    return "\n".join(text for text in (parts | changes).values() if text)


def read(content: str | bytes, name: str = "page.txt", context: ImportContext | None = None) -> Reading:
    """The reading of one dump alone."""
    return read_all({name: content}, context)[0]


def read_all(contents: dict[str, str | bytes], context: ImportContext | None = None) -> list[Reading]:
    """The readings of several dumps together."""
    data = {name: text if isinstance(text, bytes) else text.encode() for name, text in contents.items()}
    inputs = [Input(name, partial(io.BytesIO, content)) for name, content in data.items()]
    dump, context = TextDump(), context or ImportContext()
    lesson = dump.learn(inputs, context)
    return [reading for item in inputs for reading in dump.read(item, lesson, context)]


def draft(content: str | bytes, context: ImportContext | None = None) -> Draft:
    """The draft of one dump, which there must be."""
    found = read(content, context=context).draft
    assert found is not None
    return found


def blocks(found: Draft) -> list[str]:
    """The blocks of the draft's Markdown."""
    return found.body.split("\n\n")
