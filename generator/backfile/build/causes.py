"""Why files of a site change, in groups with counts: told from the ledger's digests of what the last build stood on,
and from what this one stands on. Pure."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from backfile.build.article_changes import CHANGES, MOVED, sources_in
from backfile.build.assets import Copy
from backfile.build.ledger import OutputRow
from backfile.build.why import differing_inputs, named
from backfile.config import Config
from backfile.digest import Digest, digest_of
from backfile.pages.page import FRAME, PICTURES_OF, Page, sources_shown
from backfile.pages.plan import file_of
from backfile.pages.views import ArticleView, PlainView, SiteView

FIRST = "nothing of this site is known: it is a first build, or .backfile/ was lost"
VERSION = "Backfile or a library has another version"
SETTINGS = "the site's settings changed"
TEMPLATES = "the theme's templates changed"
WORDS = "the words of the site's language changed"
THEME = "the theme's own settings or files changed"
MENUS = "sections or tags came to the menus, or went"
MEDIA = "pictures and other files are new or changed"
ALTERED = "files of the site are not as they were written"
FORCED = "--force makes everything anew"
ELSE = "what they show changed"

_READING = frozenset(("timezone", "taxonomies", "markdown"))
"""The settings that decide how sources are read."""

_FROM_ARTICLES = frozenset(("sections", "hubs", "boxes", "places"))
_FROM_THEME = frozenset(("theme", "assets"))


class Basis(msgspec.Struct, frozen=True):
    """What a build stands on beside its articles: the digests of what does the building, of each template, of the
    language with its words and of each of the settings, and the site as templates see it."""

    engine: Digest
    templates: dict[str, Digest]
    words: Digest
    settings: dict[str, Digest]
    site: SiteView


def encode_basis(engine: Digest, templates: dict[str, Digest], words: Digest, config: Config, site: SiteView) -> bytes:
    """What a build stands on, to be kept."""
    settings = {name: digest_of(getattr(config, name)) for name in config.__struct_fields__}
    return msgspec.msgpack.encode(Basis(engine, templates, words, settings, site))


def decode_basis(encoded: bytes) -> Basis:
    """What was kept. Raises msgspec.DecodeError where another version kept it."""
    return msgspec.msgpack.decode(encoded, type=Basis)


class Cause(msgspec.Struct, frozen=True):
    """Why so many files change, and by name what is to blame: settings, templates, articles."""

    words: str
    count: int
    names: tuple[str, ...]

    def __str__(self) -> str:
        line = f"{self.count:,}: {self.words}"
        return f"{line} ({named(self.names, ', ')})" if self.names else line


class Causes:
    """Tells why a file of the site changes. `before` is what the last build stood on and `now` what this one does, both
    encoded, since what is kept of a setting may be no more than its text; `before` is empty where that is not known.
    `changes` is what became of articles, by source. With `is_forced` a file may be made anew for no other reason."""

    def __init__(
        self,
        before: bytes,
        now: bytes,
        owned: Mapping[str, OutputRow],
        changes: Mapping[str, str],
        *,
        is_forced: bool,
    ) -> None:
        self._owned, self._is_forced = owned, is_forced
        old, new = _known(before), decode_basis(now)
        self._settings = _differing(old.settings, new.settings) if old else ()
        self._changes = {
            source: change for source, change in changes.items() if change != MOVED or "permalink" not in self._settings
        }
        self._frame = tuple(_frame_causes(old, new, self._settings)) if old else ((VERSION, ()),)
        self._templates = _differing(old.templates, new.templates) if old else ()

    def of(self, pages: Iterable[Page], copies: Iterable[Copy], removed: Iterable[str]) -> tuple[Cause, ...]:
        """The causes of these files' changing, the one of most files first. Each file counts once."""
        found = [*map(self._of_page, pages), *map(self._of_copy, copies), *map(self._of_removed, removed)]
        counts: dict[str, int] = {}
        names: dict[str, dict[str, None]] = {}
        for words, to_blame in found:
            counts[words] = counts.get(words, 0) + 1
            names.setdefault(words, {}).update(dict.fromkeys(to_blame))
        ordered = sorted(counts, key=lambda words: (-counts[words], words))
        return tuple(Cause(words, counts[words], tuple(sorted(names[words]))) for words in ordered)

    def _of_page(self, page: Page) -> "_Found":
        if not self._owned:
            return FIRST, ()
        row = self._owned.get(page.path)
        if row is None:
            return self._of_new(page)
        if row.key == page.key and self._is_forced:
            return FORCED, ()
        fields = differing_inputs(row, page) if row.inputs else ()
        if not fields:
            return ALTERED, (page.path,)
        if FRAME in fields:
            return self._of_frame(page)
        shown = sources_shown(page)
        sources = {source for field in fields for source in (field, *shown.get(field, ()))}
        return self._of_articles(sources) or self._of_pictures(fields) or self._of_the_rest(fields)

    def _of_pictures(self, fields: Iterable[str]) -> "_Found | None":
        """A picture that is another without a word of the article being so."""
        is_shown = any(field == "picture" or field.startswith(PICTURES_OF) for field in fields)
        return (MEDIA, ()) if is_shown and not self._settings else None

    def _of_new(self, page: Page) -> "_Found":
        own = [file_of(page)] if isinstance(page.view, ArticleView | PlainView) else []
        sources = own or [source for shown in sources_shown(page).values() for source in shown]
        sources += [body.source for body in page.bodies]
        return self._of_articles(sources) or self._of_the_rest(("new pages",))

    def _of_frame(self, page: Page) -> "_Found":
        """Everything in the frame that changed: what each of two changes would have done alone cannot be known."""
        found = list(self._frame)
        if page.template in self._templates:
            found.append((TEMPLATES, self._templates))
        if not found:
            return self._of_the_rest((FRAME,))
        return "; ".join(words for words, _ in found), tuple(name for _, names in found for name in names)

    def _of_articles(self, sources: Iterable[str]) -> "_Found | None":
        """The change of one of these articles that tells most, with all of them that changed so."""
        by_change: dict[str, list[str]] = {}
        for source in sources:
            if source in self._changes:
                by_change.setdefault(self._changes[source], []).append(source)
        return next(((change, tuple(by_change[change])) for change in CHANGES if change in by_change), None)

    def _of_the_rest(self, fields: Iterable[str]) -> "_Found":
        """Of a file that shows nothing of an article that changed: settings change which lists there are and what
        stands in them, else an article that is there no more has been in it, or one that moved its neighbours."""
        if self._settings:
            return SETTINGS, self._settings
        return self._of_articles(self._changes) or (ELSE, tuple(fields))

    def _of_copy(self, copy: Copy) -> "_Found":
        if not self._owned:
            return FIRST, ()
        row = self._owned.get(copy.output)
        if row is not None and row.key == copy.key:
            return (FORCED, ()) if self._is_forced else (ALTERED, (copy.output,))
        return (THEME, (copy.output,)) if copy.is_of_theme else (MEDIA, (copy.shown,))

    def _of_removed(self, path: str) -> "_Found":
        row = self._owned[path]
        if row.kind == "file":
            return MEDIA, (path,)
        return self._of_articles(sources_in(row)) or self._of_the_rest(("old pages",))


_Found = tuple[str, tuple[str, ...]]
"""A cause in words, and names."""


def _known(encoded: bytes) -> Basis | None:
    try:
        return decode_basis(encoded)
    except msgspec.DecodeError:
        return None


def _differing(before: Mapping[str, object], now: Mapping[str, object]) -> tuple[str, ...]:
    """The names, in order, of what is new or has another value."""
    return tuple(sorted(name for name, value in now.items() if before.get(name) != value))


def _frame_causes(before: Basis, now: Basis, settings: tuple[str, ...]) -> Iterator[_Found]:
    """What changed of that which every page stands on, templates apart."""
    sites = (msgspec.structs.asdict(basis.site) for basis in (before, now))
    fields = set(_differing(*sites)) - {"generator"}
    if before.engine != now.engine:
        yield VERSION, ()
    if _READING.intersection(settings) or (settings and fields - _FROM_THEME - _FROM_ARTICLES):
        yield SETTINGS, settings
    if before.words != now.words and "language" not in settings:
        yield WORDS, ()
    if fields & _FROM_THEME:
        yield THEME, ()
    if fields and fields <= _FROM_ARTICLES:
        yield MENUS, ()
