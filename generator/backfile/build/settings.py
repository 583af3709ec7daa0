"""The settings of a build: the archive's `backfile.toml` with what the command line overrides."""

from codecs import BOM_UTF8
from pathlib import Path

import msgspec

from backfile.build.request import Request
from backfile.build.strangers import stranger
from backfile.config import CONFIG_NAME, FALLBACK_BASE_URL, Config, ConfigText, is_web_address, parse_config
from backfile.problems import Location, Problem, byte_order_mark

WHOLE_ADDRESS = 'Write it whole, like "https://archive.example.org/".'


class Settings(msgspec.Struct, frozen=True):
    """The settings in force, the bytes they came from, the site's folder and its name in the ledger. The folder may
    be given by who asks for the build, instead of by the file."""

    config: Config
    text: bytes
    output: Path
    site: str
    problems: tuple[Problem, ...]
    is_output_given: bool = False

    @property
    def output_place(self) -> Location:
        """Where it is said that the site goes to `output`."""
        return Location("--output") if self.is_output_given else self.at("output")

    def at(self, *keys: str | int) -> Location:
        """Where the archive's file of settings says that."""
        return ConfigText(self.text.decode("utf-8", "replace"), CONFIG_NAME).at(*keys)


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a backfile.toml."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / CONFIG_NAME).is_file()), None)


def read_settings(request: Request) -> Settings:
    """The settings at `request.root`, with the request's own base URL and output."""
    text, problems = _read(request.root)
    config, told = parse_config(text.decode("utf-8", "replace"))
    problems = (*problems, *told)
    if request.base_url:
        config = msgspec.structs.replace(config, base_url=request.base_url)
        problems = (*(p for p in problems if "base_url" not in p.message), *_judged(request.base_url))
    if not config.base_url:
        config = msgspec.structs.replace(config, base_url=FALLBACK_BASE_URL)
    if not config.base_url.endswith("/"):
        config = msgspec.structs.replace(config, base_url=f"{config.base_url}/")
    output = (request.output or request.root / config.output).absolute()
    site = _site_name(request.root.resolve(), output.resolve())
    return Settings(config, text, output, site, tuple(problems), is_output_given=request.output is not None)


def _read(root: Path) -> tuple[bytes, tuple[Problem, ...]]:
    if strange := stranger(root / CONFIG_NAME, root):
        return b"", (strange,)
    try:
        data = (root / CONFIG_NAME).read_bytes()
        text = data.removeprefix(BOM_UTF8)
        text.decode("utf-8")
        return text, () if text == data else (byte_order_mark(CONFIG_NAME),)
    except OSError as error:
        hint = "Run `backfile init`, or say where the archive is with --source."
        return b"", (Problem(Location(CONFIG_NAME), f"it cannot be read: {error.strerror}.", hint),)
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        return b"", (Problem(Location(CONFIG_NAME, line), "this is not UTF-8.", "Save the file as UTF-8."),)


def _judged(base_url: str) -> tuple[Problem, ...]:
    """What is wrong with a base URL that does not come from the file."""
    if is_web_address(base_url):
        return ()
    return (Problem(Location("--base-url"), f'"{base_url}" is not a web address.', WHOLE_ADDRESS),)


def _site_name(root: Path, output: Path) -> str:
    return output.relative_to(root).as_posix() if output.is_relative_to(root) else output.as_posix()
