"""How long a class takes on so many nodes, by simulation from times that were measured: a table of wall times.

    swift run grader grade CLASS --out reports --jobs 2 ...
    python3 .ci/simulate-cluster.py reports 2 [NAME=SECONDS ...]

It reads from the log of a class that was graded, `reports/log.txt`, how long each submission took on a node that
grades so many at once. A submission of the simulated class takes as long as one of those, drawn at random. Every
node has several shards to do, as Slurm hands them out: the next one to the node that is free first. Every shard
starts, reads the list of the whole class, and grades every Nth submission, so many at once. When the last shard has
ended, everything is merged. What a start, the list and a merge take is named below, and can be given in other
numbers, such as `merge=0.02`. With `mean=15` the times of the log are stretched to that mean, where the log is of
a machine that had other things to do.

What isn't in it: building the kit on a node, which is done once before; waiting in a queue that others are in; a
shared disk that gets slower with more nodes; nodes of another speed; and shards that die. The log has whole seconds,
so each time is right to a second, and their sum to one for the whole run.
"""
import datetime, heapq, json, pathlib, random, statistics, sys

# In seconds; all but the first by processor time, of a grader that is built for debugging.
overheads = {
    "start": 5.0,  # a shard, until it takes in the class; of these, 3 s were seen of grader, the rest is Slurm's
    "list": 0.0011,  # taking in, for each submission of the whole class: 2.3 s for 2,000 with a roster
    "merge": 0.088,  # a submission in grader merge: 17.6 s for 200 of 140 checks each
}
shards_per_node = 4
submissions, nodes, draws = (200, 2000, 20000), (1, 8, 64), 200


def durations(folder, at_once):
    """How long each submission took: so many are under way at once, begun in the list's order, each when another ends."""
    begun, ends = None, {}
    for line in (folder / "log.txt").read_text().splitlines():
        time, words = line.split(" ", 1)
        time = datetime.datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp()
        if words.startswith("Student code"):
            begun, ends = time, {}
        elif begun is not None and " of " in words and not words.endswith("(graded before)"):
            ends[words.split(": ", 1)[1]] = time
    names = json.loads((folder / "entries.json").read_text())["entries"]
    free = [begun] * at_once
    for name in names:
        start = heapq.heappop(free)
        end = next(time for words, time in ends.items() if words.startswith(name + " "))
        yield end - start
        heapq.heappush(free, end)


def in_turn(tasks, workers):
    """When the last of these tasks ends, each of which goes to the worker that is free first."""
    free = [0.0] * workers
    for task in tasks:
        heapq.heappush(free, heapq.heappop(free) + task)
    return max(free)


def wall(measured, count, nodes, at_once):
    times = random.choices(measured, k=count)
    shards = min(shards_per_node * nodes, count)
    start = overheads["start"] + overheads["list"] * count
    graded = in_turn((start + in_turn(times[shard::shards], at_once) for shard in range(shards)), nodes)
    return graded + overheads["merge"] * count


def in_words(seconds):
    if seconds < 90: return f"{seconds:.0f} s"
    if seconds < 5400: return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


folder, at_once = pathlib.Path(sys.argv[1]), int(sys.argv[2])
for argument in sys.argv[3:]:
    name, value = argument.split("=")
    overheads[name] = float(value)
measured = list(durations(folder, at_once))
mean = overheads.pop("mean", statistics.mean(measured))
measured = [time * mean / statistics.mean(measured) for time in measured]
random.seed(1)
print(f"{len(measured)} submissions measured, {at_once} at once: {min(measured):.0f} to {max(measured):.0f} s, "
    f"{statistics.mean(measured):.1f} s on average; {overheads}, {shards_per_node} shards for each node\n")
print("| submissions | " + " | ".join(f"{n} node{'s' if n > 1 else ''}" for n in nodes) + " |")
print("|---" * (len(nodes) + 1) + "|")
for count in submissions:
    row = []
    for n in nodes:
        walls = [wall(measured, count, n, at_once) for _ in range(max(draws * 200 // count, 5))]
        row.append(in_words(statistics.median(walls)))
    print(f"| {count:,} | " + " | ".join(row) + " |")
