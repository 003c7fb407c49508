"""Layers (optional content) of attachments: what was hidden in the file stays hidden in the packet."""

from pikepdf import Array, Dictionary, Name, Object, Pdf

LISTS = ("/ON", "/OFF", "/AS")


def carry(target: Pdf, source: Pdf) -> None:
    """Adds the layers of ``source``, whose pages are in ``target`` already, to the packet's."""
    layers = source.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary) or not isinstance(layers.get("/OCGs"), Array):
        return
    shown = layers.get("/D", Dictionary())
    lists: dict[str, list[Object]] = {key: list(shown.get(key, Array())) for key in LISTS}
    if shown.get("/BaseState") == Name.OFF:
        on = {layer.objgen for layer in lists["/ON"]}
        lists["/OFF"] = [layer for layer in layers.OCGs if layer.objgen not in on]
    if "/OCProperties" not in target.Root:
        target.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(Order=Array()))
    mine = target.Root.OCProperties
    mine.OCGs.extend(target.copy_foreign(source.make_indirect(Array(layers.OCGs))))
    for key, found in lists.items():
        if found:
            if key not in mine.D:
                mine.D[key] = Array()
            mine.D[key].extend(target.copy_foreign(source.make_indirect(Array(found))))
