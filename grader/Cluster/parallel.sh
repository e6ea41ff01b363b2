#!/usr/bin/env bash
# Grades a class with GNU parallel, shard by shard: on this machine, or on others over ssh.
#
#   CLASS=/shared/class OUT=/shared/reports SHARDS=16 grader/Cluster/parallel.sh
#   HOSTS=1/alpha,1/beta CLASS=... OUT=... SHARDS=16 grader/Cluster/parallel.sh --quick
#
# KIT is the kit's folder, this one unless it is named; it, CLASS and OUT have to lie at the same place on all
# hosts. Of the shards AT_ONCE are under way at once on each host, 1 unless it says something else: what is
# timed waits for a machine of its own. What is behind the script's name goes to `grader grade`.
#
# At the end the shards are merged, which counts what is there against the list of submissions. Called again
# it goes on where it was: shards that have ended are only looked at.
set -euo pipefail

: "${CLASS:?names the folder with the submissions}" "${OUT:?names the folder for reports}"
: "${SHARDS:?says how many shards there are}"
kit=${KIT:-$(cd "$(dirname "$0")/../.." && pwd)}
mkdir -p "$OUT"

grade=$(printf '%q ' "$kit/.build/debug/grader" grade "$CLASS" "$@")
here=$(printf '%q' "$kit")
out=$(printf '%q' "$OUT")
# It ends with the number of jobs that failed, which tells nothing here.
seq "$SHARDS" | parallel --jobs "${AT_ONCE:-1}" ${HOSTS:+--sshlogin "$HOSTS"} \
  --joblog "$OUT/parallel.log" --line-buffer --tagstring 'shard {}' \
  "cd $here && $grade --out $out/shard-{} --shard {}/$SHARDS" || true

cd "$kit"
shards=()
for shard in $(seq "$SHARDS"); do
  # One that never began has no folder, and is told as missing.
  if [ -d "$OUT/shard-$shard" ]; then shards+=("$OUT/shard-$shard"); fi
done
exec .build/debug/grader merge "$OUT" "${shards[@]}"
