"""Section, tags and further terms of a post, by name. WordPress has many categories where a newspaper has one
section."""

import html
from collections.abc import Iterable

import msgspec

from backfile.importers.importer import Dropped
from backfile.importers.wordpress.library import KnownTerm, Library
from backfile.importers.wordpress.post import Post, Term

_PRIMARY = (
    "_yoast_wpseo_primary_category",
    "rank_math_primary_category",
    "_primary_term_category",
    "epc_primary_category",
)
_NOT_FILED_NAMES = (
    "nav_menu author language post_translations term_language term_translations post_format wp_theme "
    "wp_template_part_area wp_pattern_category elementor_library_type translation_priority"
)
_NOT_FILED = frozenset(_NOT_FILED_NAMES.split())
_DEFAULTS_NAMES = (
    "uncategorized uncategorised sin-categoria sin-categorizar non-classe senza-categoria geen-categorie "
    "ongecategoriseerd sem-categoria nao-categorizado bez-rubriki okategoriserade ukategorisert "
    "ikke-kategoriseret bez-kategorii kategorize-edilmemis nezarazene luokittelematon uncategorized-en"
)
_DEFAULTS = frozenset(_DEFAULTS_NAMES.split())
_UNCATEGORIZED = "WordPress's own name for having no category"


class Filing(msgspec.Struct, frozen=True):
    """Under what a post is filed: its section and the names above it, its tags, the terms of further taxonomies, its
    format, and its language's code. `nameless` are slugs for which the export has no name."""

    section: str = ""
    above: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    others: dict[str, tuple[str, ...]] = {}
    format: str = ""
    lang: str = ""
    nameless: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    is_primary: bool = False


def file_post(post: Post, library: Library) -> Filing:
    """Under what a post is filed.

    The section is the category that the site's SEO plugin calls the primary one; else the first, in the export's order,
    that has no other of the post's categories below it: who ticks “News” and “News > Harbour” means the harbour. The
    other categories become tags, those above the section too; “Uncategorized” is a section only if it is alone.
    """
    nameless: list[str] = []
    known = [(term, _known(term, library, nameless)) for term in post.terms]
    categories = _unique(term for given, term in known if given.taxonomy == "category")
    real = [term for term in categories if not _is_default(term)] or categories[:1]
    section, is_primary = _section(post, real, library)
    others = [term.name for term in real if term != section]
    tags = [term.name for given, term in known if given.taxonomy == "post_tag"]
    dropped = tuple(Dropped(post.line, term.name, _UNCATEGORIZED) for term in categories if term not in real)
    return Filing(
        section.name if section else "",
        tuple(_text(term.name) for term in library.above(section)) if section else (),
        tuple(dict.fromkeys(filter(None, (*tags, *others)))),
        _further(known),
        next((given.slug.removeprefix("post-format-") for given, _ in known if given.taxonomy == "post_format"), ""),
        next((given.slug for given, _ in known if given.taxonomy == "language"), ""),
        tuple(nameless),
        dropped,
        is_primary,
    )


def _known(term: Term, library: Library, nameless: list[str]) -> KnownTerm:
    """The term with its name: as the post has it, else as the export declares it, else its slug."""
    known = library.term(term.taxonomy, term.slug) if term.slug else None
    name = _text(term.name) or (_text(known.name) if known else "")
    if not name and term.slug:
        nameless.append(term.slug)
    name = name or term.slug.replace("-", " ")
    return KnownTerm(term.taxonomy, term.slug, known.id if known else "", name, known.parent if known else "")


def _text(name: str) -> str:
    """A name with its entities resolved, once: WordPress stores `R&amp;D`."""
    return " ".join(html.unescape(name).split())


def _unique(terms: Iterable[KnownTerm]) -> list[KnownTerm]:
    """Each category once: the first exports have every term twice, with its slug and without."""
    found: dict[str, KnownTerm] = {}
    for term in terms:
        if term.name and (term.name not in found or not found[term.name].slug):
            found[term.name] = term
    return list(found.values())


def _is_default(term: KnownTerm) -> bool:
    return term.slug in _DEFAULTS or term.name.lower() in _DEFAULTS


def _section(post: Post, categories: list[KnownTerm], library: Library) -> tuple[KnownTerm | None, bool]:
    """The section, and whether the post says itself that it is the primary category."""
    primary = post.value(*_PRIMARY)
    for term in categories:
        if primary and term.id == primary:
            return term, True
    parents = {above.slug for term in categories for above in library.above(term)}
    return next((term for term in categories if term.slug not in parents), next(iter(categories), None)), False


def _further(known: list[tuple[Term, KnownTerm]]) -> dict[str, tuple[str, ...]]:
    """Terms of taxonomies that are neither WordPress's own nor of use outside of it."""
    found: dict[str, list[str]] = {}
    for given, term in known:
        if given.taxonomy not in _NOT_FILED and given.taxonomy not in ("category", "post_tag"):
            found.setdefault(given.taxonomy, []).append(term.name)
    return {taxonomy: tuple(dict.fromkeys(names)) for taxonomy, names in found.items()}
