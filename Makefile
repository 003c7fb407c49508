# Alt arbejdet ligger i kkr_portal/bootstrap.py, som kører under maskinens egen Python (3.11 eller nyere).
MAKEFLAGS += --no-print-directory
.PHONY: help run test lint bench pictures stop lock audit

define bootstrap
@for python in $$PYTHON python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
		exec "$$python" -m kkr_portal.bootstrap $@; \
done; \
echo "Portalen kræver Python 3.11 eller nyere, og den findes ikke på denne maskine. På Debian og Ubuntu: sudo apt-get install python3 python3-venv" >&2; \
exit 1
endef

help:
	@echo "make run    åbner portalen på denne maskine (PORT=8123 make run vælger porten)"
	@echo "make test   kører alle prøver: kodestil, typer, indstillinger og hele testen (ARGS=\"-k møde\" vælger ud)"
	@echo "make lint   kører alle prøver undtagen testen"
	@echo "make bench  måler portalen og skriver det som én tabel"
	@echo "make pictures  tager hjælpens og README's billeder igen fra portalens sider"
	@echo "make stop   standser den medfølgende database"
	@echo "make lock   skriver låsefilerne på ny ud fra pyproject.toml"
	@echo "make audit  slår låsefilernes pakker op blandt kendte sikkerhedshuller"

run test lint bench pictures stop lock audit:
	$(bootstrap)
