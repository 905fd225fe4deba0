#!/usr/bin/env bash
# Lets Fencewire be the peer of real snarkOS code on loopback, and checks what both ends make of it.
#
#   interop/run.sh [--minutes N] [--versions "3.0.0 4.12.0"] [--only noise]
#
# --only noise leaves the nodes out, and tries the Noise handshake alone, in less than a minute.
# It needs a JDK from 17 on, Maven, rustup, a C++ compiler, OpenSSL and libclang (for what snarkOS
# 3.0.0 links; LIBCLANG_PATH says where, if it is not found). The first run fetches the crates from
# crates.io and compiles them, which takes an hour of one core; what it makes stays in interop/.build
# or in INTEROP_BUILD. INTEROP_JOBS compiles on more cores. Exit code 0: all checks hold; 1: one does
# not; 2: it could not be run. docs/INTEROP.md has what came of it.
set -euo pipefail

minutes=10
versions="3.0.0 4.12.0"
only=""
while [ $# -gt 0 ]; do
  case "$1" in
    --minutes) minutes="${2:?--minutes takes a number}"; shift 2 ;;
    --versions) versions="${2:?--versions takes a list such as \"3.0.0 4.12.0\"}"; shift 2 ;;
    --only)
      [ "${2:-}" = noise ] || { echo "--only takes noise" >&2; exit 2; }
      only=noise; versions=4.12.0; shift 2 ;;
    *)
      echo "unknown option '$1'; known are --minutes N, --versions \"V…\" and --only noise" >&2
      exit 2 ;;
  esac
done

here="$(cd "$(dirname "$0")" && pwd)"
jar="$here/../target/fencewire.jar"
build="${INTEROP_BUILD:-$here/.build}"

for tool in java javac mvn cargo rustup c++; do
  command -v "$tool" > /dev/null || { echo "$tool is not there; see the head of $0" >&2; exit 2; }
done
for version in $versions; do
  [ -d "$here/peer-$version" ] || {
    echo "there is no peer of version '$version'; there are $(cd "$here" && echo peer-*)" >&2
    exit 2
  }
done

[ -f "$jar" ] || (cd "$here/.." && mvn -q -DskipTests package)

pairs=()
for version in $versions; do
  echo "== snarkOS $version from crates.io, $(cd "$here/peer-$version" && rustc --version)"
  # from its folder: the toolchain is named there
  (cd "$here/peer-$version" &&
    CARGO_TARGET_DIR="$build/cargo-$version" nice -n 15 \
      cargo build --release --locked -j "${INTEROP_JOBS:-1}" ${only:+--bin "interop-$only"}) || {
    echo "snarkOS $version could not be built" >&2
    exit 2
  }
  made="$build/cargo-$version/release"
  [ -n "$only" ] || pairs+=("$version=$made/interop-peer")
  # 3.0.0 knows nothing of Noise
  [ ! -d "$here/peer-$version/src/noise" ] || pairs+=("noise-$version=$made/interop-noise")
done

rm -rf "$build/classes"
mkdir -p "$build/classes"
javac -Xlint:all,-classfile,-try -Werror -cp "$jar" -d "$build/classes" "$here"/driver/interop/*.java

run="$build/run-$(date +%Y%m%d-%H%M%S)"
mkdir -p "$run"
java -cp "$build/classes:$jar" interop.Interop "$minutes" "$jar" "$run" "${pairs[@]}" |
  tee "$run/output.log"
