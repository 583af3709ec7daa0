"""What the site calls its own pages and taxonomies, in its language."""

from backfile.archive.catalog import TaxonomyPages
from backfile.languages.language import Language
from backfile.pages.views import Link


def home_link(language: Language) -> Link:
    """The link to the front page."""
    return Link(language.say("Home"), "/")


def archive_link(language: Language) -> Link:
    """The link to the page of all years."""
    return Link(language.say("Archive"), "/archive/")


def hub_label(taxonomy: TaxonomyPages, language: Language) -> str:
    """The label of a taxonomy: the settings', or that of a built-in one."""
    if taxonomy.label:
        return taxonomy.label
    usual = {"section": language.say("Sections"), "tag": language.say("Tags"), "author": language.say("Authors")}
    return usual[taxonomy.name]
