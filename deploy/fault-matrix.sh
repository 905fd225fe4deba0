#!/usr/bin/env bash
# Runs the fault matrix: a node in three clustered JVMs with peers outside, each JVM killed, stopped,
# cut off, restarted and drained in turn; prints what it cost, and ends with 0 only if all holds.
#   deploy/fault-matrix.sh [--rounds N] [--peers N] [--only REGEX]
# --only takes rows by their name, as in --only 'kill.*'. Logs are in target/matrix. Linux, a JDK and
# Maven; with root, or user namespaces, it makes network namespaces, which vanish with it, and cuts
# JVMs off in them; else all is on loopback, and nobody is cut off. docs/FAULTS.md has the figures.
set -euo pipefail
cd "$(dirname "$0")/.."

# Called by Maven with the class path: java, class path, rounds, folder, peers, rows.
if [[ ${1:-} == --run ]]; then
  java=$2 class_path=$3 rounds=$4 folder=$5 peers=$6 only=$7
  rm -rf "$folder"
  mkdir -p "$folder"
  program=("$java" -Xmx384m -XX:+UseSerialGC -Dhazelcast.logging.type=slf4j
    -cp "$class_path" io.fencewire.matrix.Matrix "$rounds")
  namespaces=(unshare -n -m)
  ((EUID == 0)) || namespaces=(unshare -r -n -m)
  inside='ip link set lo up && mkdir -p /run/netns && mount -t tmpfs tmpfs /run/netns && "$@"'
  if "${namespaces[@]}" bash -c "$inside" - ip netns add fwtry 2>/dev/null; then
    exec "${namespaces[@]}" bash -c "$inside" - \
      "${program[@]}" namespaces "$folder" "$peers" "$only"
  fi
  exec "${program[@]}" loopback "$folder" "$peers" "$only"
fi

rounds=5 peers=12 only='.*'
while (($#)); do
  case $1 in
    --rounds) rounds=$2 ;;
    --peers) peers=$2 ;;
    --only) only=$2 ;;
    *)
      echo "usage: $0 [--rounds N] [--peers N] [--only REGEX]" >&2
      exit 2
      ;;
  esac
  shift 2
done
exec mvn -q -B -Pmatrix -DskipTests process-test-classes \
  "-Dmatrix.rounds=$rounds" "-Dmatrix.peers=$peers" "-Dmatrix.only=$only"
