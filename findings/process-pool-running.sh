#!/usr/bin/env bash
# Python's concurrent.futures.ProcessPoolExecutor (CPython 3.11 to 3.13)
#
# A guess: `future.running()` tells of calls that a worker is carrying out, so never more than
# `max_workers` futures are running, and the others can be cancelled.
# What happens: the pool marks a future as running when it hands the call to a queue between itself
# and the workers, which holds more calls than there are workers. With one worker, two futures are
# running while a single call has begun, and `cancel()` refuses the one that hasn't. A
# `ThreadPoolExecutor` counts as expected.
# Whom it concerns: whoever checks "never more than N at once", or shows progress or cancellation,
# by asking the futures: a right pool looks as if it broke its limit. Count inside the calls.
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
import concurrent.futures
import multiprocessing
import threading
import time


def share(*values):
    global begun, go
    begun, go = values


def call():
    with begun.get_lock():
        begun.value += 1
    go.wait()


def report(pool):
    """Six calls for one worker: how many have begun, say so, and may be cancelled."""
    futures = [pool.submit(call) for _ in range(6)]
    while begun.value == 0:
        time.sleep(0.01)
    time.sleep(1)
    counts = begun.value, sum(f.running() for f in futures), sum(f.cancel() for f in futures)
    go.set()
    return counts


class Count:
    def __init__(self):
        self.value, self.lock = 0, threading.Lock()

    def get_lock(self):
        return self.lock


if __name__ == "__main__":
    share(Count(), threading.Event())
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        print(*report(pool))

    context = multiprocessing.get_context("spawn")
    share(context.Value("i", 0), context.Event())
    with concurrent.futures.ProcessPoolExecutor(
        1, mp_context=context, initializer=share, initargs=(begun, go)
    ) as pool:
        print(*report(pool))
PYTHON
{ read -r threads && read -r processes; } < <(timeout 120 python3 pools.py) \
  || cannot "the program didn't end."

echo "CPython $version"
tell() { echo "$1: six calls, one worker: begun $2, running $3, could be cancelled $4."; }
tell ThreadPoolExecutor $threads
tell ProcessPoolExecutor $processes
[[ $threads == "1 1 5" && $processes == "1 2 4" ]]
