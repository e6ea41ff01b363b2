#!/usr/bin/env bash
# Python's multiprocessing.Pool (CPython 3.11 to 3.13)
#
# A guess: with `maxtasksperchild=1` every item of `map` has a process of its own, so nothing that
# one call leaves behind (globals, threads, a changed directory) reaches the next.
# What happens: `map` and `starmap` hand out chunks, and a chunk is one task. With 2 workers and 40
# items, 8 processes carry out 5 items each. It needs `chunksize=1` as well, or `imap`. With few items
# the chunks have one item each, so a try in the small shows nothing.
# Whom it concerns: whoever grades submissions, or measures, in a fresh process each: five
# submissions run in one process, and the first one's globals are there for the others.
# Reported: python/cpython#68663, as a matter of documentation.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
version=$(python3 -c 'import sys; print(*sys.version_info[:3], sep=".")') || cannot "this needs python3."
[[ $version =~ ^3\.1[1-3]\. ]] || cannot "this needs CPython 3.11, 3.12 or 3.13."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

cat > pools.py <<'PYTHON'
import multiprocessing

left_behind = 0


def call(item):
    """How many calls this process has carried out, this one included."""
    global left_behind
    left_behind += 1
    return left_behind


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    for items, size in (8, None), (40, None), (40, 1):
        with context.Pool(2, maxtasksperchild=1) as pool:
            print(max(pool.map(call, range(items), chunksize=size)), end=" ")
    with context.Pool(2, maxtasksperchild=1) as pool:
        print(max(pool.imap(call, range(40))))
PYTHON
timeout 300 python3 pools.py > counts || cannot "the program didn't end."
read -r few many single imap < counts

echo "CPython $version"
echo "Calls in one process, at most one task for each child and 2 workers:"
echo "Pool.map of 8 items: $few, of 40 items: $many, of 40 with chunksize=1: $single."
echo "Pool.imap of 40 items: $imap."
[[ "$few $many $single $imap" == "1 5 1 1" ]]
