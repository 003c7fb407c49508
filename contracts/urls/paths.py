"""How a contract is named in an address: its house and its year."""

HOUSE = "<slug:house>/"
CONTRACT = "<slug:house>/<int:year>/"
