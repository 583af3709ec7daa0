"""One page as bytes: the only place where a view meets a template."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from jinja2 import Environment
from markupsafe import Markup

from backfile.languages.language import Language
from backfile.markdown.body import Body
from backfile.pages.page import BodyRef, Page
from backfile.pages.site import base_path
from backfile.pages.views import (
    ArticleView,
    CorrectionsFeedView,
    FeedView,
    HeadersView,
    RobotsView,
    ServerRulesView,
    ShareImageView,
    SitemapView,
    SiteView,
    View,
)
from backfile.render.archived import with_archived
from backfile.render.citing import citations_of
from backfile.render.corrections_feed import render_corrections_feed
from backfile.render.differences import Difference
from backfile.render.feeds import render_feed, render_robots, render_sitemap
from backfile.render.head import make_head
from backfile.render.pictures import FeedPictures, PagePictures, Shows
from backfile.render.policy import render_headers
from backfile.render.server_rules import render_server_rules
from backfile.render.share import share_links
from backfile.render.share_image import render_share_image
from backfile.render.theme import absolute_url


def render_page(
    page: Page,
    site: SiteView,
    language: Language,
    environment: Environment,
    bodies: Mapping[str, Body],
    different: Sequence[Difference] = (),
) -> bytes:
    """The bytes of `page`, whose own words are in `language`. `bodies` holds by source every body that it names in
    `page.bodies`; `different` is what differs in each revision of a history."""
    view = page.view
    if isinstance(view, FeedView):
        texts = {ref.source: body_html(bodies[ref.source], ref, site.base_url, FeedPictures) for ref in page.bodies}
        return render_feed(view, site, texts)
    if isinstance(view, CorrectionsFeedView):
        return render_corrections_feed(view, site, language)
    if isinstance(view, SitemapView):
        return render_sitemap(view, site)
    if isinstance(view, RobotsView):
        return render_robots(view, site)
    if isinstance(view, ShareImageView):
        return render_share_image(view)
    if isinstance(view, HeadersView):
        return render_headers(f"{base_path(site.base_url)}{view.path}", site)
    base = base_path(site.base_url)
    if isinstance(view, ServerRulesView):
        return render_server_rules(view, base)
    has_lead = isinstance(view, ArticleView) and view.picture is not None
    shown_by = partial(PagePictures, site=site, has_lead=has_lead)
    body = "".join(
        with_archived(body_html(bodies[ref.source], ref, base, shown_by), ref.archived, *_own_words(view, language))
        for ref in page.bodies
    )
    template = environment.get_template(page.template)
    values = {
        "site": site,
        "view": view,
        "head": make_head(view, site, language),
        "body_html": Markup(body),  # made and sanitised by backfile.markdown
        "share": share_links(view.card, site, language) if isinstance(view, ArticleView) else (),
        "differences": different,
        "citations": citations_of(view, site) if isinstance(view, ArticleView) else (),
    }
    return template.render(values).encode("utf-8")


def _own_words(view: View, language: Language) -> tuple[str, str]:
    """What a link to an archived copy says, and its language where the text around it is in another."""
    lang = getattr(view, "lang", "")
    return language.say("archived copy"), language.tag if lang and lang != language.tag else ""


def body_html(body: Body, ref: BodyRef, base: str, shown_by: Callable[[BodyRef], Shows] | None = None) -> str:
    """A body with its inside links resolved below `base`: a path for pages, the whole base URL for feeds. `shown_by`
    makes what shows its pictures."""
    links = dict(ref.links)
    show = shown_by(ref) if shown_by and ref.pictures else None
    return body.html(lambda written: absolute_url(links.get(written, written), base), show)
