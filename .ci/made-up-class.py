"""Writes the results of a made-up class: 200 students, 10 exercises of 14 checks, verdicts as the golden files
have them, and `<script>` wherever a student may put it."""
import json, pathlib, random, sys
golden, out = map(pathlib.Path, sys.argv[1:3])
students, exercises, checks = 200, 10, 14
random.seed(1)
verdicts = []
for file in sorted(golden.glob("*.txt")):
    text = file.read_text()
    document = json.loads(text[text.index("=== JSON\n") + len("=== JSON\n"):])
    verdicts.append(document["exercises"][0]["checks"][0])
passed = next(one for one in verdicts if one["status"] == "passed" and "evidence" not in one)
verdicts = [one for one in verdicts if one["status"] != "notStarted"]
names = ["BasicThreads", "SafeCounter", "ThreadPool", "URLDownloader", "ProcessPool", "PrimeFinder", "TaskGather",
    "AsyncSemaphore", "AsyncDownloader", "ToolChooser"][:exercises]
hostile = "<script>document.title='gone'</script><img src=x onerror=alert(1)>"

def check(exercise, number, skill, shown):
    one = dict(shown or (passed if random.random() < skill else random.choice(verdicts)))
    one["name"] = f"check {number} of {exercise}, a sentence that says what holds"
    one["maxPoints"] = 2
    # As four workers with three pieces of work each leave it, of which one is held.
    if number % 3 == 0:
        one["work"] = {"further": 0, "until": 9000, "stretches": [
            {"work": "fetch", "item": f"/page/{i}", "thread": i % 4 + 1, "start": i // 4 * 2000 + i * 100,
                **({"end": i // 4 * 2000 + i * 100 + 1500} if i != 11 else {})} for i in range(12)]}
    one["points"] = 2 if one["status"] in ("passed", "notMeasured") else 0
    return one

def result(exercise, skill, all_shown):
    if skill < 0.2:
        found = [dict(passed, name=f"check {i + 1} of {exercise}, a sentence that says what holds", status="notStarted",
            points=0, maxPoints=2) for i in range(checks)]
        return {"name": exercise, "status": "notStarted", "points": 0, "maxPoints": 2 * checks, "checks": found,
            "message": f"There is no file {exercise}.swift."}
    found = [check(exercise, i + 1, skill, all_shown and all_shown.pop()) for i in range(checks)]
    points = sum(one["points"] for one in found)
    failed = any(one["status"] in ("failed", "notReached") for one in found)
    return {"name": exercise, "status": "failed" if failed else "passed", "points": points,
        "maxPoints": 2 * checks, "checks": found}

(out / "submissions").mkdir(parents=True)
rows = []
for index in range(students):
    name = f"s{index:03}"
    student = {"name": f"Student {index:03} of the Class", "id": str(4000 + index), "fields": {}}
    if index == 1: student["name"] = hostile
    skill = random.random()
    # The first has every mistake there is.
    shown = list(verdicts) if index == 0 else None
    results = [result(one, 0.9 if index == 0 else min(1, max(0, random.gauss(skill, .25))), shown) for one in names]
    if index == 1:
        results[0]["message"] = hostile
        for one in results[1]["checks"]:
            one.update(printed=hostile, message=hostile)
    remarks = []
    if index % 9 == 1:
        remarks = [{"kind": "severalFiles", "exercise": names[0], "text": "2 files are named so" + (hostile if index == 1 else "")}]
    document = {"version": 1, "kit": "parallelism-and-concurrency 0.1.0", "machine": {"cores": 2, "system": "Linux"},
        "root": f"/class/{name}", "exercises": results, "fingerprint": "0", "remarks": remarks or None,
        "sandbox": "Student code ran in a sandbox.",
        "entry": {"identifier": name, "displayName": student["name"], "source": "folder", "isLate": False,
            "students": [student]}}
    if not remarks: del document["remarks"]
    (out / "submissions" / f"{name}.json").write_text(json.dumps(document))
    rows.append({"name": name, "student": student, "remarks": remarks, "result": {
        "mark": {"points": 0, "outOf": 0}, "percent": 0, "status": "failed", "diagnoses": [], "exercises": []}})
rows.append({"name": "notes.txt", "remarks": [{"kind": "notASubmission", "text": "This is no submission."}]})
(out / "class.json").write_text(json.dumps({"version": 1, "kit": "", "exercises": names, "isQuick": False,
    "remarks": [], "rows": rows, "statistics": {"graded": 0, "mean": 0, "median": 0, "checks": [], "diagnoses": []}}))
(out / "entries.json").write_text(json.dumps({"entries": [row["name"] for row in rows]}))
