# What one does every day. `just` lists it; each line can be run by hand as well.

_list:
    @just --list --unsorted

# Starts the service on ./pumpup-data
run *flags:
    cargo run -- serve {{ flags }}

# All tests, lint and format checks included
test:
    scripts/test

# Takes the contract as it is now for what must not break: after every change in proto/
gen:
    scripts/test --renew-image

# Prints the figures
bench:
    cargo bench
