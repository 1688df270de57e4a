#!/usr/bin/env bash
# A whole cluster on one machine: PostgreSQL 15 with PostGIS and a streaming replica, two ServiceMap nodes, HAProxy. For trying,
# and for the fault tests, which drive it. Needs Debian's postgresql-15-postgis-3 and haproxy, and a Java 17.
#
#   cluster.sh FOLDER up                 makes what is missing, starts all, waits until the balancer serves
#   cluster.sh FOLDER status             who runs where, in which role, and how far the replica is behind
#   cluster.sh FOLDER start|stop|kill|pause|resume WHO...   WHO: primary replica node1 node2 balancer
#   cluster.sh FOLDER promote            the replica becomes the primary (stop or kill the old one first: two would part)
#   cluster.sh FOLDER rejoin             the old primary comes back as the replica of the new one
#   cluster.sh FOLDER sync on|off        whether a write is acknowledged only when the replica has it (on at first)
#   cluster.sh FOLDER cut|mend NODE...   drops every packet between a node and both database servers, or lets them pass again (root,
#                                        iptables; only a node's own loopback address 127.0.1.N is touched)
#   cluster.sh FOLDER env                the addresses, as lines for a shell
#   cluster.sh FOLDER down               stops all; the folder stays
#
# From the environment: SERVICEMAP_COMMAND (what starts a node; the jar beside this checkout), SERVICEMAP_* options for the nodes,
# CLUSTER_FAST=1 (fsync off: for tests that kill programs, not machines), NODE1_WRAP, NODE2_WRAP (commands before a node's own).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 2 ] || { sed -n '2,22p' "$0"; exit 2; }
mkdir -p "$1"
dir=$(cd "$1" && pwd)
do=$2
shift 2

PG=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
[ -x "$PG/initdb" ] || { echo "cluster.sh: no PostgreSQL: install postgresql-15-postgis-3" >&2; exit 1; }
command -v haproxy >/dev/null || { echo "cluster.sh: no HAProxy: install haproxy" >&2; exit 1; }
COMMAND=${SERVICEMAP_COMMAND:-java -jar "$here/../../target/servicemap.jar"}

# PostgreSQL refuses to run as root; a user namespace makes root nobody in particular
as_postgres() { if [ "$(id -u)" = 0 ]; then unshare -U "$@"; else "$@"; fi; }

free_ports() {
    perl -MIO::Socket::INET -e 'my @s = map { IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1) } 1 .. shift;
        print join(" ", map { $_->sockport } @s), "\n"' "$1"
}

if [ ! -f "$dir/ports" ]; then
    read -r p r n1 n2 b < <(free_ports 5)
    cat > "$dir/ports" <<PORTS
PRIMARY_PORT=${PRIMARY_PORT:-$p}
REPLICA_PORT=${REPLICA_PORT:-$r}
NODE1_PORT=${NODE1_PORT:-$n1}
NODE2_PORT=${NODE2_PORT:-$n2}
BALANCER_PORT=${BALANCER_PORT:-$b}
PORTS
fi
. "$dir/ports"

port_of() { local name; name=$(echo "$1" | tr a-z A-Z)_PORT; echo "${!name}"; }

settings() { # of a PostgreSQL server, at its port
    cat <<SETTINGS
# each node comes by an address of its own, so that it can be cut off alone
listen_addresses = '127.0.0.1,127.0.1.1,127.0.1.2'
port = $1
unix_socket_directories = ''
max_connections = 200
wal_level = replica
hot_standby = on
max_wal_senders = 10
wal_keep_size = '512MB'
wal_log_hints = on
# the replica may make a reading wait, or the reading the replica: so long, then the reading goes on at the primary
max_standby_streaming_delay = '5s'
wal_receiver_timeout = '10s'
wal_sender_timeout = '10s'
# who was cut off gives up its locks
tcp_keepalives_idle = 10
tcp_keepalives_interval = 5
tcp_keepalives_count = 3
SETTINGS
    if [ "${CLUSTER_FAST:-0}" = 1 ]; then
        printf 'fsync = off\nfull_page_writes = off\n'
    fi
}

pg() { as_postgres "$PG/pg_ctl" "$1" -s -w -D "$dir/$2" "${@:3}"; }

psql_at() { as_postgres "$PG/psql" -qAtX -h 127.0.0.1 -p "$1" -U servicemap -d "${3:-postgres}" -c "$2"; }

make_primary() {
    as_postgres "$PG/initdb" -D "$dir/primary" -U servicemap -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    settings "$PRIMARY_PORT" >> "$dir/primary/postgresql.conf"
    pg start primary -l "$dir/primary.log"
    psql_at "$PRIMARY_PORT" "CREATE DATABASE servicemap"
}

make_replica() { # NAME from the server at PORT
    rm -rf "${dir:?}/$1"
    as_postgres "$PG/pg_basebackup" -D "$dir/$1" -h 127.0.0.1 -p "$2" -U servicemap -c fast -X stream --no-sync
    # its own port; and once it is promoted it must not wait for a replica that is not there
    settings "$(port_of "$1")" >> "$dir/$1/postgresql.conf"
    : > "$dir/$1/postgresql.auto.conf"
    echo "primary_conninfo = 'host=127.0.0.1 port=$2 user=servicemap application_name=replica'" >> "$dir/$1/postgresql.auto.conf"
    touch "$dir/$1/standby.signal"
    pg start "$1" -l "$dir/$1.log"
}

leader() { # the port of the server that takes writes
    for each in "$PRIMARY_PORT" "$REPLICA_PORT"; do
        if [ "$(psql_at "$each" 'SELECT NOT pg_is_in_recovery()' 2>/dev/null)" = t ]; then echo "$each"; return; fi
    done
    return 1
}

sync() {
    local names=''
    [ "$1" = on ] && names=replica
    psql_at "$(leader)" "ALTER SYSTEM SET synchronous_standby_names = '$names'"
    psql_at "$(leader)" "SELECT pg_reload_conf()" >/dev/null
}

start_node() {
    local n=${1#node} wrap host
    host=127.0.1.$n
    wrap=NODE${n}_WRAP
    mkdir -p "$dir/$1" "$dir/shared"
    SERVICEMAP_PORT=$(port_of "$1") SERVICEMAP_HOST=127.0.0.1 SERVICEMAP_PROXIES=${SERVICEMAP_PROXIES:-1} \
    SERVICEMAP_DATA="$dir/$1" SERVICEMAP_KEYS="$dir/shared/keys" \
    SERVICEMAP_ATTACHMENTS="${SERVICEMAP_ATTACHMENTS:-$dir/shared/attachments}" \
    SERVICEMAP_DB_URL="jdbc:postgresql://$host:$PRIMARY_PORT,$host:$REPLICA_PORT/servicemap?targetServerType=primary&hostRecheckSeconds=1&connectTimeout=2" \
    SERVICEMAP_DB_READ_URL="${SERVICEMAP_DB_READ_URL-jdbc:postgresql://$host:$REPLICA_PORT/servicemap?connectTimeout=2}" \
    SERVICEMAP_DB_USER=servicemap SERVICEMAP_DB_PASSWORD= \
        setsid nohup ${!wrap:-} $COMMAND serve >> "$dir/$1.log" 2>&1 < /dev/null &
    echo $! > "$dir/$1.pid"
}

start_balancer() {
    BALANCER=127.0.0.1:$BALANCER_PORT NODE1=127.0.0.1:$NODE1_PORT NODE2=127.0.0.1:$NODE2_PORT STATS=$dir/haproxy.sock \
        setsid nohup haproxy -db -f "$here/haproxy.cfg" >> "$dir/balancer.log" 2>&1 < /dev/null &
    echo $! > "$dir/balancer.pid"
}

running() { # pid of a part, or nothing
    local pid=''
    case $1 in
    primary | replica) [ -f "$dir/$1/postmaster.pid" ] && pid=$(head -1 "$dir/$1/postmaster.pid") ;;
    *) [ -f "$dir/$1.pid" ] && pid=$(cat "$dir/$1.pid") ;;
    esac
    if [ -n "$pid" ] && [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; then echo "$pid"; fi
}

former() { cat "$dir/former" 2>/dev/null || true; } # the primary that another took over from, until it comes back

start() {
    [ -z "$(running "$1")" ] || return 0
    [ "$(former)" != "$1" ] || {
        echo "cluster.sh: $1 is not started: the other took over, and two would part. Let it come back with rejoin" >&2
        exit 1
    }
    case $1 in
    primary | replica) rm -f "$dir/$1/postmaster.pid"; pg start "$1" -l "$dir/$1.log" ;;
    node*) start_node "$1" ;;
    balancer) start_balancer ;;
    *) echo "cluster.sh: nobody is called $1" >&2; exit 2 ;;
    esac
}

stop() {
    local pid
    pid=$(running "$1")
    [ -n "$pid" ] || return 0
    case $1 in
    primary | replica) pg stop "$1" -m "${2:-fast}" ;;
    *) kill -TERM "$pid"; while [ -n "$(running "$1")" ]; do sleep 0.05; done ;;
    esac
}

signal() { # SIGNAL WHO: to a node, or to a PostgreSQL server with all its processes
    local pid
    pid=$(running "$2")
    [ -n "$pid" ] || return 0
    case $2 in
    primary | replica) kill "-$1" "$pid" $(pgrep -P "$pid" || true) 2>/dev/null || true ;;
    *) kill "-$1" "$pid" ;;
    esac
}

wait_for() { # URL, at most 180 seconds
    local end=$((SECONDS + 180))
    until curl -fs -o /dev/null -m 2 "$1"; do
        for who in node1 node2 balancer; do
            [ -n "$(running $who)" ] || { echo "cluster.sh: $who ended:" >&2; tail -n 5 "$dir/$who.log" >&2; exit 1; }
        done
        [ $SECONDS -lt $end ] || { echo "cluster.sh: $1 does not answer" >&2; exit 1; }
        sleep 0.1
    done
}

up() {
    if [ ! -f "$dir/primary/PG_VERSION" ]; then make_primary; elif [ "$(former)" != primary ]; then start primary; fi
    if [ ! -f "$dir/replica/PG_VERSION" ]; then make_replica replica "$PRIMARY_PORT"; elif [ "$(former)" != replica ]; then start replica; fi
    [ -f "$dir/synced" ] || { sync on; touch "$dir/synced"; }
    start node1
    start node2
    start balancer
    wait_for "http://127.0.0.1:$NODE1_PORT/health/ready"
    wait_for "http://127.0.0.1:$NODE2_PORT/health/ready"
    wait_for "http://127.0.0.1:$BALANCER_PORT/health/ready"
}

promote() { # whichever of the two is the replica now
    local to=replica from=primary
    if [ -f "$dir/primary/standby.signal" ]; then to=primary from=replica; fi
    [ -z "$(running $from)" ] || { echo "cluster.sh: the primary runs: stop or kill it first, two would part" >&2; exit 1; }
    echo $from > "$dir/former"
    pg promote $to || { rm -f "$dir/former"; exit 1; }
}

rejoin() {
    local from who
    from=$(leader)
    who=primary
    [ "$from" = "$PRIMARY_PORT" ] && who=replica
    stop "$who" immediate
    rm -f "$dir/former"
    make_replica "$who" "$from"
}

status() {
    local each
    for each in primary replica node1 node2 balancer; do
        printf '%-9s port %-6s %s\n' "$each" "$(port_of "$each")" "$([ -n "$(running "$each")" ] && echo runs || echo stopped)"
    done
    each=$(leader) && {
        echo "writes go to port $each; its replicas:"
        psql_at "$each" "SELECT application_name, state, sync_state, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) || ' bytes behind' FROM pg_stat_replication"
    }
}

cut() { # -I or -D, and the node
    local address=127.0.1.${2#node}
    iptables -w "$1" INPUT -i lo -d "$address" -j DROP
    iptables -w "$1" INPUT -i lo -s "$address" -j DROP
}

each_of() { local f=$1 who; shift; for who in "$@"; do "$f" "$who"; done; }

case $do in
up) up ;;
start) each_of start "$@" ;;
stop) each_of stop "$@" ;;
kill) for who in "$@"; do signal KILL "$who"; while [ -n "$(running "$who")" ]; do sleep 0.02; done; done ;;
pause) for who in "$@"; do signal STOP "$who"; done ;;
resume) for who in "$@"; do signal CONT "$who"; done ;;
cut) for who in "$@"; do cut -I "$who"; done ;;
mend) for who in "$@"; do cut -D "$who"; done ;;
promote) promote ;;
rejoin) rejoin ;;
sync) sync "$1" ;;
status) status ;;
env) cat "$dir/ports" ;;
down)
    for who in balancer node1 node2; do signal CONT "$who"; done
    for who in balancer node1 node2; do stop "$who" & done
    wait
    for who in replica primary; do signal CONT "$who"; stop "$who" immediate || true; done
    ;;
*) sed -n '2,22p' "$0"; exit 2 ;;
esac
