"""Labels that a page says twice, to machines in its head and to readers in its h-entry: they are taken as they stand,
whatever they look like. Judges no others."""

from collections.abc import Iterable, Sequence

from backfile.importers.html.statements import Statement

_SHOWN = {"date": "class dt-published", "author": "class p-author", "tag": "class p-category"}
_HEAD = {
    "date": ("meta article:published_time", "JSON-LD datePublished"),
    "author": ("meta author", "JSON-LD author", "meta citation_author", "meta dc.creator"),
    "tag": ("meta article:tag", "JSON-LD keywords", "meta dc.subject"),
}


def agreed(statements: Iterable[Statement], field: str) -> Sequence[Statement]:
    """The statements of the first place in the head whose values the h-entry has, too, all of them; none without one.
    `field` is `author`, `date` or `tag`. An office that signs is an author here."""
    said = [one for one in statements if one.value and one.field in _fields(field)]
    shown = {one.value for one in said if one.where == _SHOWN[field]}
    for where in _HEAD[field]:
        group = [one for one in said if one.where == where]
        if group and {one.value for one in group} <= shown:
            return tuple({one.value: one for one in group}.values())
    return ()


def agreed_section(statements: Iterable[Statement]) -> Statement | None:
    """The section that the page declares and that is a step of the way to it, between the front and the article."""
    said = list(statements)
    steps = [one.value for one in said if one.field == "crumb" and one.where == "JSON-LD BreadcrumbList"][1:-1]
    return next((one for one in said if one.field == "section" and one.trust >= 0.8 and one.value in steps), None)


def _fields(field: str) -> tuple[str, ...]:
    return ("author", "organisation") if field == "author" else (field,)
