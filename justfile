# What one does every day. `just` lists it; each line can be run by hand as well.

_list:
    @just --list --unsorted

# Starts the service on ./pumpup-data
run *flags:
    cargo run -- serve {{ flags }}

# The page as one works on it, over a server that runs with --public-url http://localhost:5173
page:
    npm --prefix web run dev

# Builds the page that goes into the binary: after every change in web/src or proto/
dist:
    npm --prefix web run build

# All tests, lint and format checks included
test:
    scripts/test

# Takes the contract as it is now for what must not break: after every change in proto/
gen:
    scripts/test --renew-image

# Prints the figures
bench:
    cargo bench
