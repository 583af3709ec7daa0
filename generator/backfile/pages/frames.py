"""Frames: the digest of what a page is made of beside its view, per template. Knows digests, no template's text."""

from collections.abc import Mapping

from backfile.digest import Digest, digest_bytes


class Frames:
    """Digests of template, site and engine together, by template name (empty for the generator's own formats)."""

    def __init__(self, templates: Mapping[str, Digest], site: Digest, engine: Digest) -> None:
        self._templates = templates
        self._frames = {name: digest_bytes(digest, site, engine) for name, digest in templates.items()}
        self._frames[""] = digest_bytes(b"", site, engine)
        self.engine = digest_bytes(b"engine", engine)
        """The frame of what shows nothing of the site but what its own view holds."""

    def of(self, template: str) -> Digest:
        """The digest of the frame that `template` makes."""
        return self._frames[template]

    def template(self, usual: str, wanted: str) -> str:
        """The template that an article asks for, where the theme has it; else the usual one."""
        name = wanted if wanted.endswith(".html") else f"{wanted}.html"
        return name if wanted and name in self._templates else usual

    def has(self, template: str) -> bool:
        """Whether the theme has that template."""
        return template in self._templates
