"""The pages of a list by their numbers, which count from the oldest, so that a full page never changes again."""

from backfile.archive.urls import UrlPath, url_path


def last_number(count: int, per_page: int) -> int:
    """The number of the newest page beside the front of a list of `count` articles: of full pages that something newer
    follows."""
    return (count - 1) // per_page


def numbered(url: str, number: int) -> UrlPath:
    """The address of a list's page of that number."""
    return url_path(f"{url}page/{number}/")


def page_of(url: str, place: int, count: int, per_page: int) -> str:
    """The address of the page that shows the article at that place of a list, counted from the oldest and from 0: the
    list's front, as long as it does."""
    return url if place >= count - per_page else numbered(url, place // per_page + 1)
