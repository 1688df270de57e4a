"""Reads a running server as any program that uses OWSLib would; fails loudly. Argument: the landing page."""
import sys

from owslib.ogcapi.features import Features

features = Features(sys.argv[1])
assert features.response["title"]
assert any("conf/core" in one for one in features.conformance()["conformsTo"])
assert features.api()["openapi"].startswith("3.0")
names = features.feature_collections()
assert {"places", "area_district", "overlay_heating_zone"} <= set(names), names
for name in names:
    described = features.collection(name)
    assert described["id"] == name, described
    page = features.collection_items(name, limit=3)
    assert page["type"] == "FeatureCollection"
    assert page["numberReturned"] == len(page["features"])
    assert page["numberMatched"] >= page["numberReturned"]
    if page["features"]:
        fid = page["features"][0]["id"]
        assert features.collection_item(name, fid)["id"] == fid
box = features.collection_items("places", bbox=[116.41, 39.90, 116.43, 39.91], limit=100)
assert 0 < box["numberMatched"] < features.collection_items("places")["numberMatched"]
counts = features.collection_items("request_statistics", limit=10)
assert counts["numberMatched"] == 2, counts
assert counts["features"][0]["properties"]["requests"] == 90
print(len(names), "collections")
