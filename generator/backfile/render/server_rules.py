"""Redirects as rules of hosts and servers, which answer with 301 or 410 where a page can only lead on."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

import msgspec

from backfile.pages.views import ServerRulesView

_FIT = frozenset("/._~-,@+=:!&()' ")
"""Beside letters, digits and their marks the signs that no format gives a meaning, once they are written as below."""

Rule = tuple[str, str]
"""An old address and the new one, percent-encoded, both below the site's base path; the new one of what is gone is
empty."""


def render_server_rules(view: ServerRulesView, base: str) -> bytes:
    """The rules for the server that the view names, for a site below the path `base`. An address with signs that the
    server's language could take for its own is left out: its page leads on all the same."""
    rules = [(f"{base}{old}", f"{base}{new}" if new else "") for old, new in view.rules]
    return _WRITERS[view.server](rules, base).encode()


def _fit(rules: list[Rule]) -> Iterator[Rule]:
    for old, new in rules:
        if all(map(_is_fit, unquote(old))):
            yield old, quote(unquote(new), safe="/._~-")  # also signs that an address may have as they are


def _is_fit(sign: str) -> bool:
    return sign in _FIT or sign.isalnum() or unicodedata.category(sign).startswith("M")


def _lines(write: Callable[[str, str], str], rules: list[Rule]) -> str:
    return "".join(f"{write(old, new)}\n" for old, new in _fit(rules))


def _netlify(rules: list[Rule], base: str) -> str:
    """With `!`, as a rule yields to a page that is there otherwise."""

    def rule(old: str, new: str) -> str:
        return f"{_encoded(old)} {new} 301!" if new else f"{_encoded(old)} {base}/404.html 410!"

    return _lines(rule, rules)


def _cloudflare(rules: list[Rule], base: str) -> str:
    """Knows no 410, and no mark for rules that go before pages, as they all do."""
    del base
    return _lines(lambda old, new: f"{_encoded(old)} {new} 301", [(old, new) for old, new in rules if new])


def _nginx(rules: list[Rule], base: str) -> str:
    """The inside of a `map` of `$uri`, which nginx has decoded."""
    del base
    return _lines(lambda old, new: f'"{unquote(old)}" "{new or 410}";', rules)


def _apache(rules: list[Rule], base: str) -> str:
    """Patterns are compared with the decoded address; targets are encoded by Apache itself."""
    del base

    def rule(old: str, new: str) -> str:
        pattern = re.escape(unquote(old)).replace("\\ ", " ").replace("\\-", "-")
        return f'RedirectMatch 301 "^{pattern}$" "{unquote(new)}"' if new else f'RedirectMatch 410 "^{pattern}$"'

    return _lines(rule, [(old, new) for old, new in rules if all(map(_is_fit, unquote(new)))])


def _caddy(rules: list[Rule], base: str) -> str:
    """The inside of a `map` of `{http.request.uri.path}`, which Caddy has decoded."""
    del base
    return _lines(lambda old, new: f'"{unquote(old)}" "{new or 410}"', rules)


def _cloudfront(rules: list[Rule], base: str) -> str:
    """What a key value store of CloudFront imports; a function there sees addresses as browsers send them."""
    del base
    data = [{"key": old, "value": new or "410"} for old, new in rules]
    return msgspec.json.format(msgspec.json.encode({"data": data}), indent=1).decode() + "\n"


def _encoded(address: str) -> str:
    return quote(unquote(address), safe="/._~-,@+=!&()'")


_WRITERS: dict[str, Callable[[list[Rule], str], str]] = {
    "netlify": _netlify,
    "cloudflare": _cloudflare,
    "nginx": _nginx,
    "apache": _apache,
    "caddy": _caddy,
    "cloudfront": _cloudfront,
}
