"""Renders pages in workers, which stage their own files: only digests come back."""

import os
import zlib
from functools import lru_cache
from pathlib import Path

import msgspec
from jinja2 import Environment, TemplateError

from backfile.build.blobs import Blobs, GitError
from backfile.build.ledger import BodyReader
from backfile.build.source_body import read_body
from backfile.build.staging import make_folder, write_new, write_whole
from backfile.build.workers import Work
from backfile.digest import Digest, digest_bytes
from backfile.markdown.body import Body
from backfile.pages.page import BodyRef, Page, inputs_of
from backfile.pages.views import HistoryView, MarkdownView, SiteView
from backfile.problems import Location, Problem
from backfile.render.differences import Difference, differences
from backfile.render.markdown_file import render_markdown
from backfile.render.page import render_page
from backfile.render.theme import Theme, make_environment, template_problem

_encode = msgspec.msgpack.Encoder().encode

BODIES_KEPT = 256
"""Bodies that a worker keeps decoded: the Atom and the JSON feed of a list show the same ones."""


class Staged(msgspec.Struct, frozen=True):
    """A rendered page: the digest of its bytes, the stat of its staged file, and what it was made from, encoded.
    It is not new where the bytes are those that stand already, and then nothing was staged."""

    digest: Digest
    is_new: bool
    mtime_ns: int
    size: int
    inputs: bytes = b""
    page: bytes = b""
    problem: Problem | None = None


class Material(msgspec.Struct, frozen=True):
    """What a render worker is handed: the theme, the site, where sources and bodies are and the folder where files are
    staged as they will lie in the site. Where workers may be lost and their work be done by others, `unfinished` is the
    folder for files that are not yet whole, and nobody writes to the ledger until all is rendered."""

    theme: Theme
    site: SiteView
    root: Path
    ledger: Path
    stage: Path
    unfinished: Path | None = None


class Item(msgspec.Struct, frozen=True, gc=False):
    """A page to render, and the digest of the bytes that stand in the site now."""

    page: Page
    standing: Digest | None


def encode_page(page: Page) -> bytes:
    """A page to be kept, so that it can be rendered again without the whole plan when only a body changes."""
    return zlib.compress(_encode(page), 1)


def decode_page(encoded: bytes) -> Page:
    """The page that was kept."""
    return msgspec.msgpack.decode(zlib.decompress(encoded), type=Page)


class _Renderer:
    def __init__(self, material: Material) -> None:
        self.material = material
        self.environment: Environment = make_environment(material.theme, material.site.base_url, material.site)
        reader = BodyReader(material.ledger, is_still=material.unfinished is not None)
        decode = msgspec.msgpack.Decoder(Body).decode

        @lru_cache(maxsize=BODIES_KEPT)
        def body(ref_source: str, ref_digest: Digest) -> Body:
            encoded = reader.body(ref_source)
            if encoded is None:
                raise LookupError(ref_source)
            return decode(encoded)

        self.body = body
        self._folders: set[str] = set()
        self._blobs: Blobs | None = None

    def bodies(self, refs: tuple[BodyRef, ...]) -> dict[str, Body]:
        return {ref.source: self.body(ref.source, ref.digest) for ref in refs}

    def differences(self, view: HistoryView) -> tuple[Difference, ...]:
        """What differs in each revision; git is asked by one process for all histories. Raises GitError."""
        if self._blobs is None:
            self._blobs = Blobs(self.material.root)
        return differences(view, self._blobs.text, self.material.theme.language)

    def write(self, path: str, data: bytes) -> os.stat_result:
        """Stages a file at its path in the site."""
        target = f"{self.material.stage}/{path}"
        if self.material.unfinished:
            return write_whole(self.material.unfinished, target, data)
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            make_folder(folder)
            self._folders.add(folder)
        return write_new(target, data)


def _stage(renderer: _Renderer, item: Item) -> Staged:
    page, material = item.page, renderer.material
    try:
        if isinstance(page.view, MarkdownView):
            body = read_body(material.root, page.bodies[0])
            if isinstance(body, Problem):
                return Staged(Digest(b""), False, 0, 0, problem=body)
            data = render_markdown(page.view, material.site, body)
        else:
            bodies = renderer.bodies(page.bodies)
            different = renderer.differences(page.view) if isinstance(page.view, HistoryView) else ()
            language = material.theme.language
            data = render_page(page, material.site, language, renderer.environment, bodies, different)
    except GitError as error:
        return Staged(Digest(b""), False, 0, 0, problem=error.problem)
    except (TemplateError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        failed = error if isinstance(error, TemplateError) else TemplateError(f"{type(error).__name__}: {error}")
        problem = template_problem(material.theme, page.template, failed.with_traceback(error.__traceback__))
        return Staged(Digest(b""), False, 0, 0, problem=problem)
    digest = digest_bytes(data)
    inputs = _encode(inputs_of(page))
    kept = encode_page(page) if page.bodies else b""
    if digest == item.standing:
        return Staged(digest, False, 0, 0, inputs, kept)
    try:
        info = renderer.write(page.path, data)
    except OSError as error:
        problem = Problem(
            Location(page.path), f"the page cannot be staged: {error.strerror}.", "Make room on the disk."
        )
        return Staged(digest, False, 0, 0, problem=problem)
    return Staged(digest, True, info.st_mtime_ns, info.st_size, inputs, kept)


RENDERING = Work(_Renderer, _stage)
"""Renders items with a material; answers are Staged."""
