#!/usr/bin/env bash
# Past one database machine with what PostgreSQL has: the months of one table on two clusters, by native partitions and postgres_fdw.
# Starts two temporary clusters on this machine, spreads a year of invented requests over them, asks both, and shows what was asked where.
#   two-databases.sh [ROWS A MONTH, 100000 unless said]
set -euo pipefail
rows=${1:-100000}
PG=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)}
dir=$(mktemp -d)
as_postgres() { if [ "$(id -u)" = 0 ]; then unshare -U "$@"; else "$@"; fi; }
stop() {
    for each in near far; do as_postgres "$PG/pg_ctl" stop -s -D "$dir/$each" -m immediate || true; done
    rm -rf "$dir"
}
trap stop EXIT

read -r NEAR FAR < <(perl -MIO::Socket::INET -e 'my @s = map { IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1) } 1 .. 2;
    print join(" ", map { $_->sockport } @s), "\n"')
for each in near:$NEAR far:$FAR; do
    as_postgres "$PG/initdb" -D "$dir/${each%:*}" -U servicemap -A trust -E UTF8 --locale=C.UTF-8 --no-sync > /dev/null
    as_postgres "$PG/pg_ctl" start -s -w -D "$dir/${each%:*}" -l "$dir/${each%:*}.log" \
        -o "-p ${each#*:} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
done
at() { as_postgres "$PG/psql" -qX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$1" -U servicemap -d postgres "${@:2}"; }

columns="month int NOT NULL, id bigint NOT NULL, received_at timestamptz NOT NULL, category text, area_2 text, unit text, solved boolean"
months_far="202601 202602 202603 202604 202605 202606 202607 202608 202609"
months_near="202610 202611 202612"

echo "== the far cluster holds the months that are past"
{
    for m in $months_far; do
        echo "CREATE TABLE requests_$m ($columns, PRIMARY KEY (month, id), CHECK (month = $m));"
        echo "INSERT INTO requests_$m SELECT $m, $m::bigint * 10000000 + n, to_date('$m', 'YYYYMM') + n % 28 + time '08:00', 'C' || n % 40,
              'A' || n % 16, 'U' || n % 300, n % 5 > 0 FROM generate_series(1, $rows) AS n;"
    done
    echo "ANALYZE;"
} | at "$FAR"

echo "== the near one holds the last months, and the others as foreign partitions"
{
    echo "CREATE EXTENSION postgres_fdw;
    CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '$FAR', dbname 'postgres',
        fetch_size '10000', batch_size '5000', use_remote_estimate 'true', async_capable 'true');
    CREATE USER MAPPING FOR servicemap SERVER far OPTIONS (user 'servicemap');
    CREATE TABLE requests ($columns) PARTITION BY LIST (month);"
    for m in $months_far; do
        echo "CREATE FOREIGN TABLE requests_$m PARTITION OF requests FOR VALUES IN ($m) SERVER far;"
    done
    for m in $months_near; do
        echo "CREATE TABLE requests_$m PARTITION OF requests FOR VALUES IN ($m);
        ALTER TABLE requests_$m ADD PRIMARY KEY (month, id);
        INSERT INTO requests_$m SELECT $m, $m::bigint * 10000000 + n, to_date('$m', 'YYYYMM') + n % 28 + time '08:00', 'C' || n % 40,
              'A' || n % 16, 'U' || n % 300, n % 5 > 0 FROM generate_series(1, $rows) AS n;"
    done
    echo "ANALYZE requests_202610, requests_202611, requests_202612;"
} | at "$NEAR"

ask() {
    echo
    echo "-- $1"
    at "$NEAR" -c "SET enable_partitionwise_aggregate = on" -c '\timing on' -c "$1"
    at "$NEAR" -At -c "SET enable_partitionwise_aggregate = on" -c "EXPLAIN (COSTS off) $1" |
        { grep -E "Foreign Scan|Relations:|(Seq|Index|Index Only|Bitmap Heap) Scan" || true; } | sed 's/^ *//' | sort | uniq -c
}

echo "== what is asked of one month stays where the month is"
ask "SELECT category, count(*) FROM requests WHERE month = 202611 GROUP BY category ORDER BY 2 DESC, 1 LIMIT 3"
ask "SELECT unit, solved FROM requests WHERE month = 202603 AND id = 202603::bigint * 10000000 + 7"
echo
echo "== what is asked of the year is counted at both, and only sums travel"
ask "SELECT month, count(*), count(*) FILTER (WHERE solved) AS solved FROM requests GROUP BY month ORDER BY month"
echo
echo "== a month moves: copied, then its place taken in one transaction"
at "$FAR" -c "CREATE TABLE requests_202610 ($columns, PRIMARY KEY (month, id), CHECK (month = 202610))"
at "$NEAR" -c '\timing on' -c "BEGIN; ALTER TABLE requests DETACH PARTITION requests_202610;
    ALTER TABLE requests_202610 RENAME TO requests_202610_moved;
    CREATE FOREIGN TABLE requests_202610 PARTITION OF requests FOR VALUES IN (202610) SERVER far;
    INSERT INTO requests SELECT * FROM requests_202610_moved; COMMIT"
ask "SELECT count(*) FROM requests WHERE month = 202610"
