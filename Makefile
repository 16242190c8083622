# Two commands do everything. HOST and PORT change where `make run` answers; PYTHON names another Python.
.PHONY: run test bench lock version

run:
	@bash scripts/run.sh

test:
	@bash scripts/test.sh

bench:
	@bash scripts/bench.sh

# Keep the demo of this version for the tests of later ones: docs/releases.md.
version:
	@bash scripts/version.sh

# Choose and pin versions anew; read the difference before you commit it.
lock:
	@bash scripts/lock.sh
