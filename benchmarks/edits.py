"""The changes an editor makes between two builds: a body, a new article, a tag. Each can be taken back."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from corpus import LAST_MINUTE, Corpus, Heading, write_article

ADDED_PARAGRAPH = "Quixotic benchmarkers amended this paragraph."


@dataclass(frozen=True, slots=True)
class Edit:
    """A file's text `before` (None: no file) and `after`, with the article's heading then and now."""

    name: str
    before: str | None
    after: str
    was: Heading
    now: Heading

    def apply(self, archive: Path) -> None:
        file = archive / self.now.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.after, encoding="utf-8")

    def revert(self, archive: Path) -> None:
        file = archive / self.now.path
        if self.before is not None:
            file.write_text(self.before, encoding="utf-8")
        elif file.exists():
            file.unlink()
            with suppress(OSError):  # the month has other articles
                file.parent.rmdir()


def body_edit(corpus: Corpus) -> Edit:
    """A paragraph more in an article from the midst."""
    heading, body = _article(corpus, corpus.size // 3)
    after = write_article(heading, f"{body}\n{ADDED_PARAGRAPH}\n")
    return Edit("body edit", write_article(heading, body), after, heading, heading)


def numbered_edit(corpus: Corpus, number: int) -> Edit:
    """A paragraph that names its number at the end of the article of `body_edit`, in the place of any before it."""
    heading, body = _article(corpus, corpus.size // 3)
    after = write_article(heading, f"{body}\n{added_paragraph(number)}\n")
    return Edit(f"save {number}", write_article(heading, body), after, heading, heading)


def added_paragraph(number: int) -> str:
    """What `numbered_edit` adds."""
    return f"Quixotic benchmarkers saved this {number} times."


def new_article(corpus: Corpus) -> Edit:
    """An article newer than all others, in the commonest section, with common and rarer tags."""
    tags = tuple(corpus.tags.values[rank] for rank in (1, 5, len(corpus.tags.values) // 2))
    heading = Heading(
        corpus.size,
        "Quixotic benchmarkers publish something new",
        "It is newer than anything else.",
        LAST_MINUTE + timedelta(hours=18),
        f"quixotic-benchmarkers-{corpus.size}",
        corpus.authors.values[:1],
        corpus.sections.values[0],
        tags,
    )
    return Edit("new article", None, write_article(heading, corpus.body(corpus.size)), heading, heading)


def retag(corpus: Corpus) -> Edit:
    """In another article from the midst, another tag in the place of its last one."""
    heading, body = _article(corpus, corpus.size // 2)
    other = next(tag for tag in corpus.tags.values[3:] if tag not in heading.tags)
    now = replace(heading, tags=(*heading.tags[:-1], other))
    return Edit("retag", write_article(heading, body), write_article(now, body), heading, now)


def _article(corpus: Corpus, index: int) -> tuple[Heading, str]:
    return corpus.heading(index), corpus.body(index)
