"""Real proxies on loopback: nginx with TLS and a path prefix that it takes off, as newsrooms put before their tools;
and nginx as its shortest configuration makes it, which does not say that it is there."""

import base64
import hashlib
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx

CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
    {server}
}}
"""

WITH_TLS = """
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {certificate}; ssl_certificate_key {key};
        location {prefix}/ {{
            proxy_pass http://127.0.0.1:{behind}/;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }}
    }}
"""

PLAIN = "server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{behind}; }} }}"


@dataclass(frozen=True)
class Certificate:
    """A certificate for 127.0.0.1 that nobody vouches for, in PEM, and its key."""

    certificate: Path
    key: Path

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of its public key in base64, as Chromium wants it of certificates it shall trust."""
        public = _openssl("x509", "-in", str(self.certificate), "-pubkey", "-noout")
        der = _openssl("pkey", "-pubin", "-outform", "der", given=public)
        return base64.b64encode(hashlib.sha256(der).digest()).decode()


def new_certificate(folder: Path) -> Certificate:
    """Make a key and a certificate of its own in `folder`."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    files = ["-keyout", str(made.key), "-out", str(made.certificate)]
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", *files, *subject)
    return made


def _openssl(*arguments: str, given: bytes | None = None) -> bytes:
    return subprocess.run(["openssl", *arguments], input=given, check=True, capture_output=True).stdout


def nginx(folder: Path, certificate: Certificate, port: int, behind: int, prefix: str) -> subprocess.Popen[bytes]:
    """Start nginx with TLS on `port` before a server on port `behind`, and wait until it answers."""
    paths = {"certificate": certificate.certificate, "key": certificate.key}
    served = WITH_TLS.format(port=port, behind=behind, prefix=prefix, **paths)
    return _started(folder, served, f"https://127.0.0.1:{port}/")


def plain_nginx(folder: Path, port: int, behind: int) -> subprocess.Popen[bytes]:
    """Start nginx that only passes on, on `port` before a server on port `behind`, and wait until it answers."""
    return _started(folder, PLAIN.format(port=port, behind=behind), f"http://127.0.0.1:{port}/")


def _started(folder: Path, served: str, address: str) -> subprocess.Popen[bytes]:
    (folder / "nginx.conf").write_text(CONFIGURATION.format(folder=folder, server=served))
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert program, "The proxy tests need nginx: `apt-get install nginx-light`."
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    for _ in range(100):
        try:
            httpx.get(address, verify=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return process
    raise AssertionError((folder / "error.log").read_text())
