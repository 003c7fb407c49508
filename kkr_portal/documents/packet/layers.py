"""Layers (optional content) of attachments: what was hidden in the file stays hidden in the packet."""

from pikepdf import Array, Dictionary, Name, Object, Pdf

LISTS = ("/ON", "/OFF", "/AS")


def of(source: Pdf) -> dict[str, list[Object]]:
    """The layers of ``source`` under ``/OCGs``, and how they are shown; empty where there are none."""
    layers = source.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary) or not isinstance(layers.get("/OCGs"), Array):
        return {}
    shown = layers.get("/D", Dictionary())
    found: dict[str, list[Object]] = {key: list(shown.get(key, Array())) for key in LISTS}
    if shown.get("/BaseState") == Name.OFF:
        on = {layer.objgen for layer in found["/ON"]}
        found["/OFF"] = [layer for layer in layers.OCGs if layer.objgen not in on]
    found["/OCGs"] = list(layers.OCGs)
    return {
        key: [item if item.is_indirect else source.make_indirect(item) for item in items]
        for key, items in found.items()
        if items
    }
