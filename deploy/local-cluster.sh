#!/usr/bin/env bash
# Starts one logical node in three JVMs of this machine, on loopback: two with sockets, one with the
# heartbeat, gossip and the refresher. Waits until each is up; Ctrl-C ends them all.
#
#   mvn -q -DskipTests package && deploy/local-cluster.sh
#   deploy/local-cluster.sh --dir /tmp/alpha --port 4230       its files there, peers at 4230 and 4231
#
#   --dir DIR        where key, address book and logs are kept; default: target/local-cluster
#   --port N         the first server's port for peers, the second one's is N + 1; default: 4130
#   --jar FILE       default: target/fencewire.jar
#   --cluster FILE   another cluster.xml than the one in the jar, which is made for this
#   --               what follows is given to each JVM's java, as in -- -Xmx256m
#
# Environment variables of Fencewire's own (FENCEWIRE_…) are passed on: FENCEWIRE_NODE is alpha unless
# it is set. Exit code: 130 after Ctrl-C, 143 after SIGTERM, 2 for a wrong argument, 1 if a JVM ended
# by itself.
#
# Checked by LocalClusterTest: it is run, says that all are up, and leaves no process behind after
# SIGINT and after one of its JVMs was killed.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
dir=$root/target/local-cluster
jar=$root/target/fencewire.jar
port=4130
options=()
names=()
pids=()

usage() {
  echo "local-cluster: $1" >&2
  exit 2
}

# Ends every JVM that still runs, and waits until each has said goodbye to its peers.
end() {
  trap '' INT TERM
  local pid
  for pid in "${pids[@]}"; do
    kill -TERM "$pid" 2>/dev/null || true
  done
  for pid in "${pids[@]}"; do
    wait "$pid" 2>/dev/null || true
  done
  exit "$1"
}

# start NAME ROLES PORT: starts a JVM and waits until it is up.
start() {
  local name=$1 log=$dir/$1.log
  : >"$log"
  FENCEWIRE_ROLES=$2 FENCEWIRE_LISTEN_PORT=$3 FENCEWIRE_PEERS_BOOK=$dir/$name-book.json \
    java "${options[@]}" -jar "$jar" -cluster -cluster-host 127.0.0.1 >>"$log" 2>&1 &
  names+=("$name")
  pids+=($!)
  until grep -q ' is up$' "$log"; do
    living
    sleep 0.2
  done
  echo "$name: $2; process ${pids[-1]}, log $log"
}

# Ends the others if one of them has gone.
living() {
  local i
  for i in "${!pids[@]}"; do
    if ! kill -0 "${pids[i]}" 2>/dev/null; then
      echo "local-cluster: ${names[i]} has ended:" >&2
      tail -n 3 "$dir/${names[i]}.log" >&2
      end 1
    fi
  done
}

while (($# > 0)); do
  case $1 in
    --dir | --port | --jar | --cluster)
      (($# > 1)) || usage "$1 needs a value"
      case $1 in
        --dir) dir=$2 ;;
        --port) port=$2 ;;
        --jar) jar=$2 ;;
        --cluster) options+=("-Dvertx.hazelcast.config=$2") ;;
      esac
      shift 2
      ;;
    --)
      shift
      options+=("$@")
      break
      ;;
    *) usage "$1 is unknown; see the beginning of $0" ;;
  esac
done
if ! [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || ((port > 65534)); then
  usage "--port = $port is wrong: 1 to 65534"
fi
[[ -f $jar ]] || usage "--jar = $jar is wrong: there is no such file; mvn -DskipTests package makes it"

mkdir -p "$dir"
export FENCEWIRE_NODE=${FENCEWIRE_NODE:-alpha} FENCEWIRE_KEY=${FENCEWIRE_KEY:-$dir/node.key}
[[ -f $FENCEWIRE_KEY ]] || java -jar "$jar" keygen --out "$FENCEWIRE_KEY" >/dev/null

trap 'end 130' INT
trap 'end 143' TERM
# One after the other: two that start at the same moment may each begin a cluster of their own.
start one server "$port"
start two server $((port + 1))
start three heartbeat,gossip,refresh 0
echo "$FENCEWIRE_NODE is up: peers may dial 127.0.0.1:$port and 127.0.0.1:$((port + 1)); Ctrl-C ends it"
while true; do
  living
  sleep 1
done
