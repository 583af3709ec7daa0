"""What a page of the site may load: its Content-Security-Policy, for the page itself and for the host's headers."""

from backfile.markdown.embed_providers import FRAME_HOSTS
from backfile.pages.views import SiteView

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",  # the search's index is read by WebAssembly
        f"frame-src {' '.join(FRAME_HOSTS)}",  # once a reader has asked for it
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)


def page_policy(site: SiteView) -> str:
    """The policy that stands in every page; empty where the archive trusts its authors with any HTML."""
    return "" if site.trusted_html else _POLICY


def header_policy(site: SiteView) -> str:
    """The policy for a host's headers, which can say more than a page: who may show the site in a frame."""
    return "; ".join(part for part in (page_policy(site), "frame-ancestors 'self'") if part)


def render_headers(path: str, site: SiteView) -> bytes:
    """The file `_headers` that Netlify, Cloudflare Pages and others read: what is sent with every file below `path`."""
    lines = (
        path,
        f"  Content-Security-Policy: {header_policy(site)}",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
    )
    return "\n".join((*lines, "")).encode()
