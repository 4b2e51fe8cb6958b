#!/bin/sh
# Makes the role and the database, as the owner of the server: su postgres -c 'sh deploy/postgresql.sh'
# The role has no password and comes in through the socket alone, as the system's user of its name.
set -eu
createuser --no-superuser --no-createdb --no-createrole kzdash
createdb --owner kzdash --encoding UTF8 --locale C.UTF-8 --template template0 kzdash
