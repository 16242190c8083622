# Two commands do everything. HOST and PORT change where `make run` answers; PYTHON names another Python.
.PHONY: run test bench lock

run:
	@bash scripts/run.sh

test:
	@bash scripts/test.sh

bench:
	@bash scripts/bench.sh

# Choose and pin versions anew; read the difference before you commit it.
lock:
	@bash scripts/lock.sh
