#!/usr/bin/env bash
# A PostgreSQL of its own for tests and measurements: a temporary cluster reached through a socket in its folder only.
#   scripts/postgres.sh start FOLDER [fast|safe]   prints the DATABASE_URL; "fast" (tests) does not wait for the disk
#   scripts/postgres.sh stop FOLDER                stops it and deletes the folder
set -euo pipefail

# PostgreSQL refuses to run as root; then the system's own user for it runs it.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid postgres --regid postgres --clear-groups -- "$@")
    else
        "$@"
    fi
}

binaries() {
    local newest
    newest=$(find /usr/lib/postgresql -maxdepth 3 -name initdb 2>/dev/null | sort -V | tail -n 1)
    if [ -z "$newest" ]; then newest=$(command -v initdb || true); fi
    if [ -z "$newest" ]; then
        echo "PostgreSQL is not installed. On Debian: apt-get install postgresql" >&2
        exit 1
    fi
    dirname "$newest"
}

start() {
    local folder=$1 speed=${2:-fast} bin
    bin=$(binaries)
    mkdir -p "$folder/socket"
    chmod 755 "$folder"
    if [ "$(id -u)" = 0 ]; then chown -R postgres "$folder"; fi
    as_postgres "$bin/initdb" --pgdata="$folder/data" --username=haandgreb --auth=trust --no-sync \
        --encoding=UTF8 --locale=C.UTF-8 >"$folder/initdb.log"
    {
        echo "listen_addresses = ''"
        echo "unix_socket_directories = '$folder/socket'"
        echo "max_connections = 200"
        echo "log_min_messages = fatal"
        if [ "$speed" = fast ]; then
            printf 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n'
        fi
    } >>"$folder/data/postgresql.conf"
    # The log takes the place of our output: the server must not hold on to the caller's pipe.
    as_postgres "$bin/pg_ctl" --pgdata="$folder/data" --wait --log="$folder/data/log" start >/dev/null
    echo "postgresql://haandgreb@/postgres?host=$folder/socket"
}

stop() {
    local folder=$1
    if [ -d "$folder/data" ]; then
        as_postgres "$(binaries)/pg_ctl" --pgdata="$folder/data" --mode=immediate stop >/dev/null 2>&1 || true
    fi
    rm -rf "$folder"
}

case ${1:-} in
start | stop) "$@" ;;
*) sed -n '2,4p' "$0" >&2 && exit 2 ;;
esac
