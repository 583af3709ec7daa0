"""The values a template is handed, one type a kind of page: a page shows what its view holds and nothing else.

Every URL here is root-relative without the base path (`/2020/10/slug/`); the template filter `href` adds the
base path, `absolute` the whole base URL. Every text is plain text, to be escaped, unless its name ends in `_html`.

Values of which a large archive has hundreds of thousands are not tracked by the garbage collector, 16 bytes less each:
they hold nothing that could hold them.
"""

import msgspec

from backfile.archive.dates import Moment
from backfile.markdown.body import Heading


class Link(msgspec.Struct, frozen=True, gc=False):
    """A name and where it leads: a term, a menu entry, a breadcrumb."""

    label: str
    url: str


class Counted(msgspec.Struct, frozen=True):
    """A link with the number of articles behind it."""

    label: str
    url: str
    count: int


class PictureFile(msgspec.Struct, frozen=True):
    """One of the files of a picture: its URL and how many pixels wide it is."""

    url: str
    width: int


class PictureSource(msgspec.Struct, frozen=True):
    """The files of a picture in one format, by its media type, the narrowest first."""

    type: str
    files: tuple[PictureFile, ...]


class Picture(msgspec.Struct, frozen=True):
    """A picture with its words; width and height in pixels, 0 where unknown. `caption_html` is sanitised. `sources` are
    smaller files of it, the format to be preferred first; `tone` names the colour to stand in its place while it is
    loaded, one of the 29 of `data-tone`, and is empty for a picture with transparent parts or a drawing."""

    src: str
    alt: str = ""
    caption_html: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    sources: tuple[PictureSource, ...] = ()
    tone: str = ""


class Card(msgspec.Struct, frozen=True, dict=True):
    """What others may see of an article: in lists, menus, feeds. `source` is its file;
    `summary` the standfirst or, without one, the beginning of the text."""

    source: str
    url: str
    title: str
    summary: str
    date: Moment
    section: Link | None = None
    authors: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    picture: Picture | None = None


class Headline(msgspec.Struct, frozen=True, gc=False):
    """As much of an article as its neighbours and relatives show: less than a card, so that a changed tag or standfirst
    leaves their pages alone."""

    source: str
    url: str
    title: str
    date: Moment
    section: Link | None = None
    picture: Picture | None = None


class Related(msgspec.Struct, frozen=True, gc=False):
    """A related article and the tags it shares with this one, those that weigh most (the rare ones) first."""

    headline: Headline
    shared: tuple[Link, ...]


class ShareLink(msgspec.Struct, frozen=True):
    """A share target that works without script: its name (`x`, `linkedin`, …), label and address to open.
    `copy` (copy link) has no address and is a button for the script to show."""

    network: str
    label: str
    href: str


class Citation(msgspec.Struct, frozen=True):
    """The article as others cite it: the style (`apa`, `mla`, `chicago`, `bibtex`, `ris`), its name, the citation, and
    for the two that reference managers read the name of a file to keep it in."""

    style: str
    label: str
    text_html: str
    file: str


class Correction(msgspec.Struct, frozen=True):
    """A correction as front matter gives it: an ISO date and a sentence. `anchor` is the id that it should have on the
    article's page, where `/corrections/` and its feeds lead."""

    date: str
    text: str
    anchor: str


class Newsletter(msgspec.Struct, frozen=True):
    """An invitation to a newsletter: a link, never a form that posts to strangers."""

    title: str
    text: str
    url: str
    label: str


class Hub(msgspec.Struct, frozen=True):
    """The page with all terms of a taxonomy (`section`, `tag`, `author` or a name of the config): its label and URL."""

    taxonomy: str
    label: str
    url: str


class SiteView(msgspec.Struct, frozen=True):
    """What every page knows of its site. `sections` is the menu; `hubs` are the pages of the taxonomies that have
    terms, the built-in ones first; `boxes` the sections whose latest are shown in boxes (their content is the fragment
    `/fragments/boxes.html`); `share` the networks that articles can be shared on; `places` are the addresses that its
    menus lead to; `corrections` tells whether there is a page `/corrections/`; `assets` maps a theme file to its URL.
    With `trusted_html` texts may hold any HTML."""

    title: str
    description: str
    base_url: str
    language: str
    sections: tuple[Link, ...]
    hubs: tuple[Hub, ...]
    boxes: tuple[Link, ...]
    menu: tuple[Link, ...]
    places: tuple[str, ...]
    footer: tuple[Link, ...]
    newsletter: Newsletter | None
    feeds: bool
    search: bool
    corrections: bool
    share: tuple[str, ...]
    copyright: str
    generator: str
    params: dict[str, object]
    theme: dict[str, object]
    assets: dict[str, str]
    trusted_html: bool = False


class Past(msgspec.Struct, frozen=True, gc=False):
    """What is known of an article's past: the `url` of the page of it, when the article was first published here, how
    many changes people made since (what imports brought apart), and when the last was made, None without one."""

    url: str
    first: Moment
    changes: int
    last: Moment | None


class ArticleView(msgspec.Struct, frozen=True, tag="article"):
    """An article's page. Its body comes beside the view as `body_html`. `earlier` and `later` are its
    neighbours in the whole archive by date, `earlier_in_section` and `later_in_section` those in its section;
    `sort_names` are what the authors are filed under, where the terms' file says it of one at least; `markdown` is the
    URL of the text as Markdown, or empty; `words` counts the body's and `minutes` is the time to read them.
    `past` is told where the settings want it and there is more than one version.
    `share_image` is the URL of a picture that was drawn for links to it, or empty."""

    card: Card
    standfirst: str
    updated: Moment | None
    expires: Moment | None
    credit: str
    picture: Picture | None
    corrections: tuple[Correction, ...]
    past: Past | None
    headings: tuple[Heading, ...]
    breadcrumb: tuple[Link, ...]
    earlier: Headline | None
    later: Headline | None
    earlier_in_section: Headline | None
    later_in_section: Headline | None
    related: tuple[Related, ...]
    terms: dict[str, tuple[Link, ...]]
    sort_names: tuple[str, ...]
    markdown: str
    words: int
    minutes: int
    lang: str
    canonical: str
    noindex: bool
    searchable: bool
    share_image: str
    params: dict[str, object]


class ShownRevision(msgspec.Struct, frozen=True):
    """A version of an article: when, the first line of what was said of it, whether an import brought it, and the ids
    of its text and of the one before (empty for the first)."""

    moment: Moment
    summary: str
    is_import: bool
    text: str
    before: str


class HistoryView(msgspec.Struct, frozen=True, tag="history"):
    """The history of an article: its published versions, newest first, at most 50 of `count`. What differs in each
    comes beside the view. `keys` are those of the front matter that hold terms of the archive's further taxonomies."""

    source: str
    url: str
    title: str
    article: Link
    lang: str
    count: int
    revisions: tuple[ShownRevision, ...]
    keys: tuple[str, ...]
    breadcrumb: tuple[Link, ...]
    noindex: bool


class MarkdownView(msgspec.Struct, frozen=True, tag="markdown"):
    """An article's text as Markdown: its source, the URL of its page, and as much of its front matter as the page
    shows. The body comes from the source."""

    source: str
    url: str
    header: dict[str, object]


class PlainView(msgspec.Struct, frozen=True, tag="plain"):
    """A page with no date, from `content/pages/`."""

    source: str
    url: str
    title: str
    standfirst: str
    lang: str
    canonical: str
    noindex: bool
    breadcrumb: tuple[Link, ...]
    params: dict[str, object]


class Block(msgspec.Struct, frozen=True):
    """A heading that links on and the newest articles under it, newest first."""

    heading: Link
    cards: tuple[Card, ...]


class FrontView(msgspec.Struct, frozen=True, tag="front"):
    """The front page: the newest article, the next newest, a block a section. `days` are the days of the year, as
    `02-29`, on which something was published in some year: of each there is a fragment `/fragments/days/02-29.html`
    where the theme has a template for it."""

    lead: Card | None
    latest: tuple[Card, ...]
    blocks: tuple[Block, ...]
    article_count: int
    first_year: int
    last_year: int
    days: tuple[str, ...]


class Span(msgspec.Struct, frozen=True):
    """The years `first` to `last`, which are one or ten, in a term's history: how many of its articles are of that
    time, the `newest` year that has one, and the `url` of the page of the term's list that shows this year's newest.
    Without articles `newest` is 0 and `url` empty."""

    first: int
    last: int
    count: int
    newest: int
    url: str


class TermProfile(msgspec.Struct, frozen=True):
    """What the front of a term's list tells of the whole of it: the years of its first and last article, and its
    `history`, a span after the other without a gap (none where there are fewer than 5 articles, all are of one year,
    or no span has two). `neighbours` are the tags that most tellingly appear with the term, each with the number of
    articles that have both, and `sections` those that its articles stand in, most articles first: at most 12 of
    each. `picture` and `links` are the terms' file's."""

    first_year: int
    last_year: int
    history: tuple[Span, ...]
    neighbours: tuple[Counted, ...]
    sections: tuple[Counted, ...]
    picture: Picture | None
    links: tuple[Link, ...]


class ListView(msgspec.Struct, frozen=True, tag="list"):
    """One page of the articles of a term (`taxonomy` is `section`, `tag`, `author` or a name of the config).

    `number` is 0 on the front of the list, which shows the newest; otherwise the page's number counted from
    the oldest. `cards` are newest first. `older` and `newer` are URLs of the neighbouring pages, or empty.
    Only the front has a `profile`, as the numbered pages never change.
    """

    taxonomy: str
    label: str
    url: str
    description: str
    number: int
    cards: tuple[Card, ...]
    older: str
    newer: str
    count: int
    feed: str
    breadcrumb: tuple[Link, ...]
    profile: TermProfile | None


class Letter(msgspec.Struct, frozen=True):
    """The terms that begin with a letter (`#` for digits and signs), in order."""

    letter: str
    terms: tuple[Counted, ...]


class TermsView(msgspec.Struct, frozen=True, tag="terms"):
    """All the terms of a taxonomy with their counts, A to Z."""

    taxonomy: str
    label: str
    url: str
    letters: tuple[Letter, ...]
    count: int
    breadcrumb: tuple[Link, ...]


class Month(msgspec.Struct, frozen=True):
    """A month of a year: its number, page and count, and its newest articles (none where it shows only counts)."""

    month: int
    url: str
    count: int
    cards: tuple[Card, ...] = ()


class Year(msgspec.Struct, frozen=True):
    """A year, by the first year of its `decade`, with the months that have articles, in order."""

    year: int
    decade: int
    url: str
    count: int
    months: tuple[Month, ...]


class ArchiveView(msgspec.Struct, frozen=True, tag="archive"):
    """All years, newest first, with the count of every month. `steps` are the least counts of the heats in which months
    are shown, rising from 1: five, or fewer where no month has so many articles."""

    years: tuple[Year, ...]
    count: int
    steps: tuple[int, ...]
    breadcrumb: tuple[Link, ...]


class YearView(msgspec.Struct, frozen=True, tag="year"):
    """A year by months; `earlier` and `later` are the neighbouring years that have articles."""

    year: Year
    earlier: Link | None
    later: Link | None
    breadcrumb: tuple[Link, ...]


class Day(msgspec.Struct, frozen=True):
    """A day of a month and its articles, oldest first."""

    day: int
    iso: str
    cards: tuple[Card, ...]


class MonthView(msgspec.Struct, frozen=True, tag="month"):
    """A month by days, oldest first."""

    year: int
    month: int
    url: str
    count: int
    days: tuple[Day, ...]
    earlier: Link | None
    later: Link | None
    breadcrumb: tuple[Link, ...]


class ListedCorrection(msgspec.Struct, frozen=True, gc=False):
    """A correction with its article: the `url` of its place on the article's page, its date, what was put right, and
    the article's language, empty for the site's."""

    headline: Headline
    url: str
    date: Moment
    text: str
    lang: str


class CorrectionsView(msgspec.Struct, frozen=True, tag="corrections"):
    """The corrections of one `year`, newest first; or, with `year` 0, the latest of all, with all `years` that have
    any, newest first. `earlier` and `later` are the neighbouring years, of a year's page alone; `count` is that of the
    year, or of all; `feed` is the URL of their feed, or empty."""

    title: str
    url: str
    year: int
    corrections: tuple[ListedCorrection, ...]
    years: tuple[Counted, ...]
    earlier: Link | None
    later: Link | None
    count: int
    feed: str
    breadcrumb: tuple[Link, ...]


class SearchView(msgspec.Struct, frozen=True, tag="search"):
    """The search page: what is searched, and the ways in for a reader without JavaScript."""

    indexes: tuple[str, ...]
    ways: tuple[Link, ...]
    breadcrumb: tuple[Link, ...]


class NotFoundView(msgspec.Struct, frozen=True, tag="notfound"):
    """The page for an address that is not there."""

    ways: tuple[Link, ...]


class RedirectView(msgspec.Struct, frozen=True, tag="redirect"):
    """An old address and where it leads now."""

    source_url: str
    target: str
    title: str


class FragmentView(msgspec.Struct, frozen=True, tag="fragment"):
    """A piece of page that is loaded when wanted: `name` is `menu`, `latest` or `boxes`."""

    name: str
    blocks: tuple[Block, ...]


class DayOfYearView(msgspec.Struct, frozen=True, tag="day-of-year"):
    """A piece of page for one day of the year: what was published on it, newest first, at most 20 articles and of as
    many years as there are."""

    month: int
    day: int
    headlines: tuple[Headline, ...]


class FeedEntry(msgspec.Struct, frozen=True, gc=False):
    """An article in a feed: its card, and what only feeds and its own page tell."""

    card: Card
    updated: Moment | None = None
    lang: str = ""
    credit: str = ""


class FeedView(msgspec.Struct, frozen=True, tag="feed"):
    """A feed of the newest articles of a list, newest first, in `format` `atom` or `json`. With `full` each entry
    carries its whole body. `url` is the feed's own address, `home` the list's."""

    format: str
    title: str
    url: str
    home: str
    description: str
    entries: tuple[FeedEntry, ...]
    full: bool


class CorrectionsFeedView(msgspec.Struct, frozen=True, tag="corrections-feed"):
    """A feed of the newest corrections, newest first, at least one, in `format` `atom` or `json`. `url` is its own
    address, `home` that of the page of corrections."""

    format: str
    title: str
    url: str
    home: str
    corrections: tuple[ListedCorrection, ...]


class SitemapEntry(msgspec.Struct, frozen=True, gc=False):
    """An address for search engines; `modified` is ISO 8601 or empty."""

    url: str
    modified: str


class SitemapView(msgspec.Struct, frozen=True, tag="sitemap"):
    """A sitemap of at most 50,000 addresses, or, with `index`, the list of the sitemaps."""

    entries: tuple[SitemapEntry, ...]
    index: bool


class ShareImageView(msgspec.Struct, frozen=True, tag="share-image"):
    """The picture that is drawn for links to an article: what is written on it, the `day` in the site's language, and
    its colours, each as `#rrggbb`."""

    site: str
    section: str
    title: str
    day: str
    ground: str
    ink: str
    accent: str


class RobotsView(msgspec.Struct, frozen=True, tag="robots"):
    """What crawlers are told."""

    sitemap: str


class HeadersView(msgspec.Struct, frozen=True, tag="headers"):
    """What a host shall send with every file of the site; `path` is how it names these."""

    path: str


class ServerRulesView(msgspec.Struct, frozen=True, tag="server_rules"):
    """What a server answers at old addresses. `server` is its name in the settings; `rules` pairs each old address with
    the new one, both from the site's root, or with nothing where the article is gone."""

    server: str
    rules: tuple[tuple[str, str], ...]


View = (
    ArticleView
    | MarkdownView
    | HistoryView
    | PlainView
    | FrontView
    | ListView
    | TermsView
    | ArchiveView
    | YearView
    | MonthView
    | CorrectionsView
    | SearchView
    | NotFoundView
    | RedirectView
    | FragmentView
    | DayOfYearView
    | FeedView
    | CorrectionsFeedView
    | SitemapView
    | RobotsView
    | ShareImageView
    | HeadersView
    | ServerRulesView
)
