"""The pages of the public face, and what every page says of itself."""

import re

import pytest

from tests.conftest import ROLES

STATEMENT = "https://was.digst.dk/portal-example-dk"


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_everyone_reads_them(role, client_as):
    client = client_as(role)
    addresses = ["/open-data/", "/was", "/was/", "/news.atom", "/sitemap.xml", "/robots.txt"]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_nothing_is_written_by_reading(client, db):
    for address in ["/open-data/", "/was", "/news.atom", "/sitemap.xml", "/robots.txt"]:
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200


class TestAccessibility:
    """Lov nr. 692 af 8. juni 2018, § 4: a statement in the authority's tool, and an address for it."""

    def test_before_it_is_made_the_page_says_so(self, client, db):
        page = page_of(client, "/was")
        assert "Erklæringen er ikke afgivet endnu" in page
        assert "Kendte mangler" in page
        assert "Der er endnu ikke angivet en adresse og et telefonnummer" in page

    def test_a_way_to_write_and_a_way_to_call(self, client, settings, db):
        settings.CONTACT_NAME, settings.CONTACT_EMAIL = "KKR-sekretariatet", "kkr@example.dk"
        settings.CONTACT_PHONE = "12 34 56 78"
        told = " ".join(re.sub("<[^>]+>", "", page_of(client, "/was")).split())
        assert "skriv eller ring til KKR-sekretariatet: kkr@example.dk, telefon 12 34 56 78." in told

    def test_once_made_the_address_leads_there(self, client, settings, db):
        settings.ACCESSIBILITY_STATEMENT = STATEMENT
        answer = client.get("/was")
        assert (answer.status_code, answer.headers["Location"]) == (302, STATEMENT)

    @pytest.mark.parametrize("address", ["/", "/meetings/", "/contracts/", "/nowhere/", "/access/sign-in/"])
    def test_every_page_leads_to_it(self, address, client, db):
        page = client.get(address).content.decode()
        assert re.search(r'<a href="/was/?">Tilgængelighedserklæring</a>', page)


class TestOpenData:
    def test_no_licence_is_made_up(self, client, settings, db):
        assert "har ikke besluttet, hvilken licens" in page_of(client, "/open-data/")
        settings.OPEN_DATA_LICENSE = "https://example.org/licence"
        page = page_of(client, "/open-data/")
        assert '<a href="https://example.org/licence">' in page
        assert "ikke besluttet" not in page

    def test_every_address_it_names_is_there(self, client, db):
        page = page_of(client, "/open-data/").split("<main")[1].split("</main")[0]
        addresses = re.findall(r'href="(/[^"]*)"', page)
        assert len(addresses) > 8
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
            addresses, 200
        )


def test_robots_are_told_where_the_map_is(client, db):
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "\nSitemap: http://testserver/sitemap.xml\n" in answer.content.decode()


class TestMetadata:
    def test_a_public_page_describes_itself(self, client, meeting):
        address = "/meetings/midtjylland/2022-03-07/"
        page = page_of(client, f"{address}?from=a-mail")
        said = dict(re.findall(r'<meta (?:name|property)="([^"]+)"\s+content="([^"]*)"', page))
        assert said["description"] == "Dagsorden og bilag til mødet i KKR Midtjylland den 7. marts 2022"
        assert said["og:title"] == "KKR Midtjylland 7. marts 2022"
        assert said["og:url"] == f"http://testserver{address}"
        canonical = re.search(r'<link rel="canonical"\s+href="([^"]+)"', page)
        assert canonical.group(1) == f"http://testserver{address}"
        assert '<html lang="da">' in page

    def test_feeds_are_named_in_the_head(self, client, meeting):
        page = page_of(client, "/meetings/midtjylland/")
        feeds = re.findall(r'type="application/atom\+xml"\s+title="([^"]+)"\s+href="([^"]+)"', page)
        assert feeds == [
            ("Nyt fra de fem KKR", "/news.atom"), ("Nyt fra KKR Midtjylland", "/news/midtjylland.atom"),
        ]  # fmt: skip
