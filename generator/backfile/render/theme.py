"""A theme: its templates compiled, with a digest for each that covers all it includes. Handed texts, reads no disk."""

from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from urllib.parse import quote

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.utils import Namespace
from markupsafe import Markup

from backfile.archive.dates import Moment
from backfile.digest import Digest, digest_bytes, digest_of
from backfile.languages.language import ENGLISH, Forms, Language
from backfile.pages.site import base_path
from backfile.pages.views import SiteView
from backfile.problems import Location, Problem
from backfile.render.compiling import ThemeEnvironment


class Theme(msgspec.Struct, frozen=True):
    """A theme as read: the text of each template by name and the file it came from, its own values, the address of
    each static file by its name, and the language that it speaks."""

    name: str
    templates: dict[str, str]
    files: dict[str, str]
    params: dict[str, object]
    assets: dict[str, str]
    language: Language = ENGLISH


REQUIRED = tuple(
    f"{name}.html"
    for name in [
        "front",
        "article",
        "plain",
        "list",
        "terms",
        "archive",
        "year",
        "month",
        "corrections",
        "history",
        "search",
        "notfound",
        "redirect",
    ]
) + tuple(f"fragment-{name}.html" for name in ("menu", "latest", "boxes"))


MOST_PARTIALS = 60_000
"""Partials that an environment keeps rendered, of about a kilobyte each."""


class _Compiled(BytecodeCache):
    """Templates that this process has compiled, by name, text and what they were compiled for: a preview builds a
    hundred times with the same. Jinja applies a filter to a constant while it compiles, so that `'/' | href` and
    `'style.css' | asset` stand in the code as they are under one base path, one set of assets and in one language."""

    def __init__(self, compiled_for: Digest) -> None:
        self._compiled_for = compiled_for

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = _CODES.get((bucket.key, bucket.checksum, self._compiled_for))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(_CODES) >= MOST_CODES:
            _CODES.clear()
        if bucket.code is not None:
            _CODES[bucket.key, bucket.checksum, self._compiled_for] = bucket.code


_CODES: dict[tuple[str, str, Digest], CodeType] = {}

MOST_CODES = 1_000
"""Compiled templates that a process keeps: some twenty themes' worth."""


def codes_of(theme: Theme, base_url: str) -> dict[tuple[str, str], CodeType]:
    """What this process has compiled of a theme for the site at `base_url`, by names that tell of the text, too."""
    wanted = _compiled_for(theme, base_url)
    return {(key, checksum): code for (key, checksum, made_for), code in _CODES.items() if made_for == wanted}


def take_codes(theme: Theme, base_url: str, codes: Mapping[tuple[str, str], CodeType]) -> None:
    """Takes code that another process compiled of the same theme for the same site with the same versions."""
    made_for = _compiled_for(theme, base_url)
    _CODES.update({(key, checksum, made_for): code for (key, checksum), code in codes.items()})


def _compiled_for(theme: Theme, base_url: str) -> Digest:
    return digest_of(base_url, theme.assets, theme.language)


def make_environment(theme: Theme, base_url: str, site: SiteView | None = None) -> Environment:
    """The Jinja environment of a theme: strict about names, escaping everything, without queries. `site` is what
    partials see of the site."""
    environment = ThemeEnvironment(
        loader=FunctionLoader(lambda name: _source(theme, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled(_compiled_for(theme, base_url)),
    )
    environment.globals = {"namespace": Namespace, "range": range, **_words(theme.language)}
    filters = {**_addresses(theme.assets, base_url), **_numbers(theme.language)}
    environment.filters.update(filters, partial=_partial_filter(environment, site))
    return environment


def _source(theme: Theme, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A template for Jinja, with its name as its file, so that an error tells in which of them it arose."""
    text = theme.templates.get(name)
    return None if text is None else (text, name, lambda: True)


def _partial_filter(environment: Environment, site: SiteView | None) -> Callable[..., Markup]:
    """`{{ card | partial('partials/card.html', level=3) }}`: that template with `item`, `site` and the options, and
    nothing else, so that it is rendered once for each value and shown wherever the value is."""
    kept: dict[tuple[object, ...], tuple[object, Markup]] = {}

    def partial(item: object, name: str, **options: object) -> Markup:
        key = (name, id(item), *options, *options.values())
        found = kept.get(key)
        if found is None:
            if len(kept) >= MOST_PARTIALS:
                kept.clear()
            html = Markup(environment.get_template(name).render(item=item, site=site, **options).strip())
            # The item is kept beside its HTML, so that no other can come to have its id.
            found = kept[key] = (item, html)
        return found[1]

    return partial


def _words(language: Language) -> dict[str, Callable[..., object]]:
    """The functions by which a template says its words, by the names that gettext gives them."""
    return {
        "_": language.say,
        "_n": language.forms,
        "pgettext": lambda context, message: language.say(message, context),
    }


def _addresses(assets: Mapping[str, str], base_url: str) -> dict[str, Callable[..., str]]:
    base = base_path(base_url)

    def href(url: str) -> str:
        return f"{base}{url}" if url[:1] == "/" != url[1:2] else url

    def absolute(url: str) -> str:
        return absolute_url(url, base_url)

    def asset(name: str) -> str:
        return href(assets[name])

    return {
        "href": href,
        "absolute": absolute,
        "asset": asset,
        "urlquote": lambda text: quote(str(text), safe=""),
    }


def _numbers(language: Language) -> dict[str, Callable[..., str]]:
    days: dict[str, str] = {}

    def day(when: Moment | str) -> str:
        iso = (when if isinstance(when, str) else when.iso)[:10]
        found = days.get(iso)
        if found is None:
            found = days[iso] = language.day(iso)
        return found

    def plural(count: int, forms: Forms) -> str:
        return language.count(count, forms)

    return {
        "day": day,
        "month": language.month,
        "day_of_year": language.day_of_year,
        "month_name": lambda month: language.months[month - 1],
        "month_short": lambda month: language.short_months[month - 1],
        "year": language.year,
        "number": language.number,
        "digits": lambda value: language.in_digits(str(value)),
        "plural": plural,
    }


def absolute_url(url: str, base_url: str) -> str:
    """A root-relative address as a whole one; others stay as they are."""
    return f"{base_url.rstrip('/')}{url}" if url[:1] == "/" != url[1:2] else url


def check_theme(theme: Theme, base_url: str) -> tuple[dict[str, Digest], tuple[Problem, ...]]:
    """The digest of each template with everything it includes, imports or extends; and what keeps the theme from being
    used: templates that are missing or cannot be compiled. They stay compiled for the site at `base_url`, in this
    process and in those that are forked from it."""
    problems = []
    for name in REQUIRED:
        if name not in theme.templates:
            hint = f"Add templates/{name}, or use a theme that has it."
            problems.append(Problem(Location(f"themes/{theme.name}"), f"the theme has no template {name}.", hint))
    environment = make_environment(theme, base_url)
    uses: dict[str, list[str | None]] = {}
    for name, text in sorted(theme.templates.items()):
        try:
            tree = environment.parse(text, name)
            uses[name] = [*meta.find_referenced_templates(tree), *_partials_of(tree)]
            _compile(environment, name, text, tree)
        except TemplateSyntaxError as error:
            problems.append(_syntax_problem(theme, name, error))
    if problems:
        return {}, tuple(problems)
    return {name: _closure_digest(name, theme.templates, uses) for name in theme.templates}, ()


def compile_theme(theme: Theme, base_url: str) -> None:
    """Compiles all templates of a theme that was checked, for the site at `base_url`."""
    environment = make_environment(theme, base_url)
    for name, text in sorted(theme.templates.items()):
        _compile(environment, name, text, environment.parse(text, name))


def _compile(environment: Environment, name: str, text: str, tree: nodes.Template) -> None:
    """Compiles the tree of a template and keeps its code for whoever wants the template from now on."""
    cache = environment.bytecode_cache
    assert cache is not None  # every environment of ours has one
    bucket = cache.get_bucket(environment, name, name, text)
    if bucket.code is None:
        bucket.code = environment.compile(tree, name, name)
        cache.set_bucket(bucket)


def _syntax_problem(theme: Theme, name: str, error: TemplateSyntaxError) -> Problem:
    location = Location(theme.files.get(name, name), error.lineno)
    reason = (error.message or "it is no template").rstrip(".")
    return Problem(location, f"the template cannot be read: {reason}.", "Mend the line.")


def template_problem(theme: Theme, name: str, error: TemplateError) -> Problem:
    """The problem of a template that failed, with the innermost line that Jinja's trace has."""
    line, file, trace = 0, name, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in theme.templates:
            line, file = trace.tb_lineno, trace.tb_frame.f_code.co_filename
        trace = trace.tb_next
    hint = "A template may use only what its view holds; docs/themes.md lists it."
    location = Location(theme.files.get(file, file), line)
    return Problem(location, f"the template failed: {error}.", hint)


def _partials_of(tree: nodes.Template) -> Iterator[str | None]:
    """The templates that a template shows through the filter `partial`; None for one whose name is computed."""
    for used in tree.find_all(nodes.Filter):
        if used.name == "partial":
            name = used.args[0] if used.args else None
            yield name.value if isinstance(name, nodes.Const) else None


def _closure_digest(name: str, texts: Mapping[str, str], uses: Mapping[str, list[str | None]]) -> Digest:
    found, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current in found or current not in texts:
            continue
        found.add(current)
        # A template chosen while rendering may be any: then all of them count.
        waiting += texts if None in uses[current] else [used for used in uses[current] if used]
    return digest_bytes(name.encode(), *(part.encode() for used in sorted(found) for part in (used, texts[used])))
