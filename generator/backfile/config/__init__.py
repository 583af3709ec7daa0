"""The archive's settings: `parse_config(text)` turns `backfile.toml` into a typed `Config`. Reads no disk."""

from backfile.config.places import ConfigText
from backfile.config.reading import parse_config, parse_params
from backfile.config.tables import (
    BUILT_IN_TAXONOMIES,
    CONFIG_NAME,
    FALLBACK_BASE_URL,
    RULES_FILES,
    Config,
    MenuLink,
    Pictures,
    further_taxonomies,
    taxonomy_path,
    term_files,
)
from backfile.config.values import is_timezone, is_web_address, menu_links

__all__ = [
    "BUILT_IN_TAXONOMIES",
    "CONFIG_NAME",
    "FALLBACK_BASE_URL",
    "RULES_FILES",
    "Config",
    "ConfigText",
    "MenuLink",
    "Pictures",
    "further_taxonomies",
    "is_timezone",
    "is_web_address",
    "menu_links",
    "parse_config",
    "parse_params",
    "taxonomy_path",
    "term_files",
]
