"""Every measurement after the other: ``make bench``."""

from tests.bench import attendance, packet

packet.main()
attendance.main()
