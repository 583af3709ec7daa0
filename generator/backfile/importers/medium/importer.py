"""The importer of Medium's exports: files of stories in, readings out."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.importers.medium.draft import draft_of
from backfile.importers.medium.names import StoryName, is_story_name, story_name
from backfile.importers.medium.story import Story, read_story
from backfile.importers.utf8 import decode
from backfile.problems import Location, Problem

_ENTRY = re.compile(rb"<article\b[^>]*\bh-entry\b", re.IGNORECASE)
_FIELD = re.compile(rb"<section\b[^>]*\bdata-field=[\"']?(?:body|subtitle)", re.IGNORECASE)
_EXPORTED = re.compile(rb"Exported from <a href=[\"']https://medium\.com", re.IGNORECASE)


class Medium(Importer):
    """Stories of an export of Medium, one a file."""

    name = "medium"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of the markup that Medium exports; of a name like a story's only that a folder of an export may have
        it."""
        if _ENTRY.search(sample) and (_FIELD.search(sample) or _EXPORTED.search(sample)):
            return 0.97
        return 0.15 if is_story_name(name) else 0.0

    def claims(self, names: Sequence[str]) -> float:
        """A folder is an export by the names of its stories: in `posts/`, or nothing else beside them."""
        pages = [name for name in names if name.lower().endswith(".html")]
        stories = [name for name in pages if is_story_name(name)]
        in_posts = [name for name in stories if "posts/" in name]
        if in_posts:
            return 0.9
        return 0.8 if stories and len(stories) == len(pages) == len(names) else 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> frozenset[str]:
        """The ids of all stories: links to them lead to their articles, however they are written."""
        return frozenset(story_name(item.name).id for item in inputs) - {""}

    def read(self, item: Input, lesson: frozenset[str], context: ImportContext) -> Iterator[Reading]:
        """One reading a file."""
        data = item.read()
        name = story_name(item.name)
        decoded = decode(data)
        story = None if decoded.is_binary else read_story(decoded.text, name, lesson)
        if story is None:
            yield _no_story(item, data, name)
            return
        draft = draft_of(story, decoded.lost, context)
        yield Reading(item.name, _checksum(story), draft)


def _checksum(story: Story) -> str:
    """Of what the story says: the day of the export stands in each file, and is no change of a story."""
    about = (story.title, story.standfirst, story.kicker, story.date, story.address, story.author)
    parts = (*about, *story.tags, story.html)
    return sha256("\0".join(parts).encode()).hexdigest()


def _no_story(item: Input, data: bytes, name: StoryName) -> Reading:
    """An error for a file that has the name of a story; else no more than a file that is none."""
    what = "it is empty" if not data.strip() else "it is no story as Medium exports them"
    problem = Problem(Location(item.name), f"{what}.", "Get the export again.")
    return Reading(item.name, sha256(data).hexdigest(), None, (problem,), is_stray=not is_story_name(item.name))
