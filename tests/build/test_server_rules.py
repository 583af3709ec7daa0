"""Rules for servers at old addresses, read by the servers themselves where they are on this machine."""

import json
import shutil
import socket
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from site_builder import Site

HOSTILE = [
    "/old/",
    "/a b/c.html",
    "/東京/",
    "/été/",
    "/a+b/",
    "/a.b/",
    "/it's (old)/",
    "/100%25/",
    "/$uri/",
    '/a"b/',
    "/a;b/",
    "/{path}/",
    "/star*/",
    "/[x]/",
]
PLAIN = HOSTILE[:7]
TARGET = "/2020/10/caf%C3%A9-%E6%9D%B1/"


def built(root: Path, server: str, **config: object) -> Site:
    """An archive with an article at a hostile address, to which hostile old ones lead, and an address that is gone."""
    site = Site(root).article("2020/10/x", url="/2020/10/café-東/", aliases=HOSTILE)
    site.write("content/urls.tsv", "/gone/\tgone\n").config(hosting={"redirects": [server]}, **config).build()
    assert not site.result.failed, site.problems
    return site


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answer(port: int, address: str) -> tuple[int, str]:
    """The status and the path of `Location`, decoded, that the server answers at an address as people write it."""
    for _ in range(100):
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", quote(address, safe="/%"))
            response = connection.getresponse()
            where = response.getheader("Location") or ""
            return response.status, unquote(where.removeprefix(f"http://127.0.0.1:{port}"))
        except ConnectionRefusedError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError("the server does not answer")


def check_answers(command: list[str], port: int) -> None:
    with subprocess.Popen(command) as server:
        try:
            assert {old: answer(port, old) for old in PLAIN} == dict.fromkeys(PLAIN, (301, unquote(TARGET)))
            assert answer(port, "/gone/")[0] == 410
            assert answer(port, "/old/more/")[0] == 404
            for old in HOSTILE[7:]:
                assert answer(port, old)[0] == 200, "its page leads on"
            assert answer(port, unquote(TARGET))[0] == 200
        finally:
            server.terminate()


NGINX = """\
daemon off; pid {root}/nginx.pid; error_log stderr; events {{}}
http {{
  access_log off; client_body_temp_path {root}/t; proxy_temp_path {root}/t; fastcgi_temp_path {root}/t;
  uwsgi_temp_path {root}/t; scgi_temp_path {root}/t;
  map_hash_bucket_size 1024;
  map $uri $moved {{ include {root}/site/redirects.nginx.map; }}
  server {{
    listen 127.0.0.1:{port}; root {root}/site; absolute_redirect off;
    if ($moved = 410) {{ return 410; }}
    if ($moved) {{ return 301 $moved; }}
  }}
}}
"""


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not on this machine")
def test_nginx_answers_as_it_is_told(tmp_path: Path) -> None:
    built(tmp_path, "nginx")
    port = free_port()
    tmp_path.chmod(0o755)
    config = tmp_path / "nginx.conf"
    config.write_text(f"user root;\n{NGINX.format(root=tmp_path, port=port)}")
    check_answers(["nginx", "-c", str(config), "-e", "stderr"], port)


APACHE = """\
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {root}/apache.pid
ErrorLog {root}/apache.log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
TypesConfig /dev/null
DocumentRoot {root}/site
<Directory {root}/site>
  AllowOverride FileInfo
</Directory>
"""
MODULES = Path("/usr/lib/apache2/modules")


@pytest.mark.skipif(not (shutil.which("apache2") and MODULES.is_dir()), reason="Apache is not on this machine")
def test_apache_answers_as_it_is_told(tmp_path: Path) -> None:
    built(tmp_path, "apache")
    port = free_port()
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    config = tmp_path / "apache.conf"
    config.write_text(APACHE.format(root=tmp_path, port=port, modules=MODULES))
    check_answers(["apache2", "-f", str(config), "-DFOREGROUND"], port)


CADDY = """\
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  root * {root}/site
  map {{path}} {{moved}} {{
    import {root}/site/redirects.caddy
    default ""
  }}
  @gone expression `{{moved}} == "410"`
  error @gone 410
  @moved expression `{{moved}} != "" && {{moved}} != "410"`
  redir @moved {{moved}} 301
  file_server
}}
"""


@pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not on this machine")
def test_caddy_answers_as_it_is_told(tmp_path: Path) -> None:
    built(tmp_path, "caddy")
    port = free_port()
    config = tmp_path / "Caddyfile"
    config.write_text(CADDY.format(root=tmp_path, port=port))
    check_answers(["caddy", "run", "--config", str(config), "--adapter", "caddyfile"], port)


def test_netlify_and_cloudflare(tmp_path: Path) -> None:
    """Three words a line, below the path of the site; what could be a sign of theirs is left to its page."""
    site = built(tmp_path, "netlify", base_url="https://example.org/archive/")
    lines = site.html("_redirects").splitlines()
    assert len(lines) == len(PLAIN) + 1
    assert f"/archive/a%20b/c.html /archive{TARGET} 301!" in lines
    assert "/archive/gone/ /archive/404.html 410!" in lines
    assert all(len(line.split(" ")) == 3 and line.isascii() for line in lines)
    site.config(hosting={"redirects": ["cloudflare"]}).build()
    assert site.html("_redirects").splitlines() == [
        line.removesuffix("!") for line in lines if not line.endswith("410!")
    ]


def test_cloudfront(tmp_path: Path) -> None:
    """JSON of a key value store: every address, in its one spelling."""
    data = json.loads(built(tmp_path, "cloudfront").html("redirects.cloudfront.json"))["data"]
    found = {entry["key"]: entry["value"] for entry in data}
    assert len(data) == len(HOSTILE) + 1
    assert found.pop("/gone/") == "410"
    assert set(found.values()) == {TARGET}
    assert {"/a%20b/c.html", "/%E6%9D%B1%E4%BA%AC/", "/100%25/"} <= found.keys()


def test_two_servers_for_one_file_are_a_problem(tmp_path: Path) -> None:
    site = Site(tmp_path).article("2020/10/x").config(hosting={"redirects": ["netlify", "cloudflare"]}).build()
    assert site.result.failed
    assert "_redirects" in site.problems[0].message


def test_without_the_setting_there_are_no_rules(tmp_path: Path) -> None:
    site = Site(tmp_path).article("2020/10/x", aliases=["/old/"]).build()
    assert not {"_redirects", ".htaccess", "redirects.caddy"} & site.files().keys()
