"""Every measurement after the other, the quick ones first: ``make bench``."""

from tests.bench import attendance, boards, composition, packet

if __name__ == "__main__":
    composition.main()
    packet.main()
    attendance.main()
    boards.main()
