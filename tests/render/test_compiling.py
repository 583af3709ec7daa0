"""Our compiler of templates gives what Jinja's gives: the same text, or the same failure at the same line."""

import traceback
from typing import Any

import msgspec
import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError
from markupsafe import Markup

from backfile.render.compiling import ThemeEnvironment


class Thing(msgspec.Struct, frozen=True):
    """A value as views hold them."""

    label: str
    parts: tuple[str, ...] = ()


VALUES: dict[str, Any] = {
    "thing": Thing("a < b", ("x & y", "z")),
    "things": (Thing("b"), Thing('"a"'), Thing("<c>")),
    "words": {"by": "By & by", "items": "not to be had by a dot", "n": 3},
    "html": Markup("<b>bold</b>"),
    "mixed": (Thing("b", ("1",)), Thing("A", ("2",)), Thing("B", ("3",)), Thing("a", ("4",)), Thing("b", ("5",))),
    "none": None,
}

SHARED = {
    "base.html": "<i>{% block title %}base{% endblock %}</i>\n{% block main %}{% endblock %}\n{{ thing.label }}",
    "macros.html": """\
{% set own = 'of the module' %}
{% macro plain(a, b='<b>') %}[{{ a }}|{{ b }}]{% endmacro %}
{% macro all(a) %}{{ a }}{{ varargs | join('+') }}{{ kwargs.x }}{% endmacro %}
{% macro around(name) %}<{{ name }}>{{ caller() }}</{{ name }}>{% endmacro %}
{% macro fails(a) %}
{{ a.no }}
{% endmacro %}""",
    "part.html": "{{ here }} {{ thing.label }}{% set here = 'changed' %}",
    "failing.html": "one\n\n{{ things[0].no }}",
}

TEMPLATES = [
    "{{ thing.label }} {{ words.by }} {{ words['n'] }} {{ html }} {{ none }} {{ 1.5 }} {{ thing.parts }}",
    "{{ words.items() | list | length }} {{ words.get('by') }} {{ words.get('no', '<') }}",
    "{{ thing.label.upper().lower() }} {{ 'const'.upper() }} {{ thing['label'] }} {{ thing.parts[1] }}",
    "{{ things | map(attribute='label') | join(', ') }} {{ things | map('string') | list | length }}",
    "{{ things | map(attribute='parts.0', default='-') | join('<') }} {{ [html, '<'] | join(', ') }}",
    "{{ [1, 'a'] | join('-') }} {{ things | join(', ', attribute='label') }} {{ ['<'] | join(html) }}",
    "{{ things | groupby('label') | map('first') | join }}",
    "{% for key, found in mixed | groupby('label') %}{{ key }}:{{ found | length }}{{ found[0].parts }} {% endfor %}",
    "{% for group in mixed | groupby('label', case_sensitive=true) %}{{ group.grouper }}{{ group.list }}{% endfor %}",
    "{{ mixed | groupby('no', default='none') }}{{ mixed | groupby('parts.0') }}{{ [] | groupby('label') }}",
    "{{ [words, {'by': {'n': 1}}] | groupby('by.n', default=0) }}{{ [[1, 2], [1, 3]] | groupby(0) }}",
    "{{ mixed | groupby('label.upper') | length }}",
    "\n{{ mixed | groupby('no') }}",
    "\n{{ mixed | groupby('label.no') }}",
    "\n{{ mixed | groupby('') }}",
    "\n{{ 3 | groupby('label') }}",
    "\n{{ (mixed[0], {'label': 3}) | groupby('label') }}",
    "{{ '  <x> ' | trim }}{{ html | trim('<>') }}{{ 3 | trim }}{{ (html ~ '  ') | trim }}|",
    "{% import 'macros.html' as m %}{{ m.plain(1) }}{{ m.plain('<', b=html) | trim }}{{ m.plain(b=2, a=1) }}",
    "{% from 'macros.html' import plain, all, own %}{{ own }}{{ all(1, 2, 3, x='<') }}{{ plain(plain('<')) }}",
    "{% from 'macros.html' import around %}{% call around('i') %}{{ thing.label }}{% endcall %}",
    "{% from 'macros.html' import plain %}{% autoescape false %}{{ plain('<') }}{{ thing.label }}{% endautoescape %}",
    "{% set here = '<' %}{% include 'part.html' %}{{ here }}{% include ['no.html', 'part.html'] %}",
    "{% include 'no.html' ignore missing %}{% for part in thing.parts %}{{ loop.index }}{{ part }}{% endfor %}",
    "{% extends 'base.html' %}{% block title %}{{ super() }}+{{ self.main() }}{% endblock %}\n"
    "{% block main %}{{ words.by }}{% endblock %}",
    "{% if none %}{% extends 'base.html' %}{% endif %}shown{% block main %}{{ thing.label }}{% endblock %}",
    "{% for t in things recursive %}{{ t.label }}{% if loop.depth < 2 %}{{ loop(things) }}{% endif %}{% endfor %}",
    "{% filter upper %}{{ thing.label }}{% endfilter %}{% set x %}<{{ thing.label }}>{% endset %}{{ x }}",
    "{% set found = namespace(n=0) %}{% for t in things if t.label != 'b' %}{% set found.n = found.n + 1 %}{% endfor %}"
    "{{ found.n }}{{ 'yes' if found.n > 1 }}",
    "\n\n{{ thing.no }}",
    "\n{{ thing['no'] }}",
    "\n{{ things | map(attribute='no') | join }}",
    "\n{{ no.label }}",
    "\n{{ words.no }}",
    "\n{{ no() }}",
    "\n{{ thing.label() }}",
    "{% import 'macros.html' as m %}\n\n{{ m.plain() }}",
    "{% import 'macros.html' as m %}\n{{ m.plain(1, 2, 3) }}",
    "{% import 'macros.html' as m %}\n{{ m.plain(1, c=3) }}",
    "{% import 'macros.html' as m %}\n{{ m.plain(1, a=3) }}",
    "{% import 'macros.html' as m %}\n{{ m.fails(1) }}",
    "{% import 'macros.html' as m %}\n{{ m.no(1) }}",
    "first\n{% include 'failing.html' %}",
    "{% extends 'base.html' %}\n{% block main %}\n{{ 'a'\n~ thing.label\n~ thing.no }}{% endblock %}",
    "\n{{ 'no' if none }}",
    "\n{{ thing.parts | join(thing.no) }}",
    "\n{{ 3 | join }}",
]


def _outcome(environment: Environment, template: str) -> object:
    """The text, or the failure with template and line of each frame within a template."""
    environment.globals = {"namespace": environment.globals["namespace"]}
    environment.loader = DictLoader({**SHARED, "page.html": template})
    try:
        return environment.get_template("page.html").render(VALUES)
    except (TemplateError, TypeError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        names = {*SHARED, "page.html", "<template>"}
        return type(error), str(error), [(f.filename, f.lineno) for f in frames if f.filename in names]


@pytest.mark.parametrize("template", TEMPLATES)
def test_it_gives_what_jinja_gives(template: str) -> None:
    options: dict[str, Any] = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True}
    assert _outcome(ThemeEnvironment(**options), template) == _outcome(Environment(**options), template)


def test_text_is_escaped_by_its_kind() -> None:
    """What knows its HTML stays; all else is text, whatever it is."""
    environment = ThemeEnvironment(autoescape=True)
    template = environment.from_string("{{ text }}{{ html }}{{ number }}{{ parts }}")
    shown = template.render(text="<", html=Markup("<b>"), number=1, parts=["<"])
    assert shown == "&lt;<b>1[&#39;&lt;&#39;]"
