"""Every measurement after the other, the quick ones first: ``make bench``."""

from tests.bench import (
    attendance,
    boards,
    composition,
    contracts,
    contracts_editing,
    contracts_years,
    october,
    packet,
    quotas,
    quotas_what_if,
    search,
)

if __name__ == "__main__":
    composition.main()
    packet.main()
    october.main()
    attendance.main()
    contracts.main()
    contracts_editing.main()
    contracts_years.main()
    boards.main()
    quotas.main()
    quotas_what_if.main()
    search.main()
