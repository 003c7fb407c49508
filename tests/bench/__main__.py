"""All measurements, the quick one first: ``make bench``."""

from tests.bench import composition, packet

if __name__ == "__main__":
    composition.main()
    packet.main()
