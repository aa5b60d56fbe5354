"""Hosts: one reading of the host of an address."""

from __future__ import annotations

import pytest

from archivegen.model.hosts import ascii_host, host_and_port, host_of, is_host_name
from archivegen.model.links import is_web_address


@pytest.mark.parametrize(
    ("address", "host", "with_port"),
    [
        ("https://Example.org/a", "example.org", "example.org"),
        ("http://user:word@example.org:8080/", "example.org", "example.org:8080"),
        ("//example.org", "example.org", "example.org"),
        ("http://a@b@example.org/", "example.org", "example.org"),
        ("http://[2001:DB8::1]:80/", "2001:db8::1", "[2001:db8::1]:80"),
        ("https://example.org\\@other.example/", "other.example", "other.example"),
        ("/a/b", "", ""),
        ("mailto:a@example.org", "", ""),
        ("", "", ""),
    ],
)
def test_the_host_of_an_address(address: str, host: str, with_port: str) -> None:
    assert (host_of(address), host_and_port(address)) == (host, with_port)


def test_what_is_no_address_has_no_host() -> None:
    assert host_of("http://[::1/") == ""
    assert not is_web_address("http://[::1/")
    with pytest.raises(ValueError, match="IPv6"):
        host_and_port("http://[::1/")


def test_a_web_address_has_a_host_and_is_of_the_web() -> None:
    assert is_web_address("HTTPS://example.org")
    assert not is_web_address("https:///path")
    assert not is_web_address("//example.org")
    assert not is_web_address("ftp://example.org")


def test_a_host_in_ascii() -> None:
    assert ascii_host("https://zeitung.example") == "zeitung.example"
    assert ascii_host("https://m\u00fcnchen.example:81") == "xn--mnchen-3ya.example"
    assert ascii_host("https://" + "\u00fc" * 70) == "%C3%BC" * 70
    assert ascii_host("") == ""


def test_names_of_hosts() -> None:
    for name in ("example.org", "www.YouTube-nocookie.com", "a.b.c1"):
        assert is_host_name(name)
    for text in ("", "localhost", "example.org.", "*.example.org", "-a.org", "a..b", "m\u00fc.de",
                 "example.org/x", "example.org:80", "example.org\n"):  # fmt: skip
        assert not is_host_name(text)
