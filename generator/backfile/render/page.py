"""One page as bytes: the only place where a view meets a template."""

from collections.abc import Mapping

from jinja2 import Environment
from markupsafe import Markup

from backfile.markdown.body import Body
from backfile.pages.page import BodyRef, Page
from backfile.pages.site import base_path
from backfile.pages.views import ArticleView, FeedView, HeadersView, RobotsView, SitemapView, SiteView
from backfile.render.feeds import render_feed, render_robots, render_sitemap
from backfile.render.head import make_head
from backfile.render.policy import render_headers
from backfile.render.share import share_links
from backfile.render.theme import absolute_url


def render_page(page: Page, site: SiteView, environment: Environment, bodies: Mapping[str, Body]) -> bytes:
    """The bytes of `page`. `bodies` holds by source every body that the page names in `page.bodies`."""
    view = page.view
    if isinstance(view, FeedView):
        texts = {ref.source: body_html(bodies[ref.source], ref, site.base_url) for ref in page.bodies}
        return render_feed(view, site, texts)
    if isinstance(view, SitemapView):
        return render_sitemap(view, site)
    if isinstance(view, RobotsView):
        return render_robots(view, site)
    if isinstance(view, HeadersView):
        return render_headers(f"{base_path(site.base_url)}{view.path}", site)
    base = base_path(site.base_url)
    body = "".join(body_html(bodies[ref.source], ref, base) for ref in page.bodies)
    template = environment.get_template(page.template)
    share = share_links(view.card, site) if isinstance(view, ArticleView) else ()
    # The body's HTML was made and sanitised by backfile.markdown.
    values = {"site": site, "view": view, "head": make_head(view, site), "body_html": Markup(body), "share": share}
    return template.render(values).encode("utf-8")


def body_html(body: Body, ref: BodyRef, base: str) -> str:
    """A body with its inside links resolved below `base`: a path for pages, the whole base URL for feeds."""
    links = dict(ref.links)
    return body.html(lambda written: absolute_url(links.get(written, written), base))
