"""Reads results for Gradescope as its documentation says them: which names and words there may be, and what
they sum up to. Prints the score and the number of tests of each file that is named."""
import json, sys

for path in sys.argv[1:]:
    results = json.load(open(path))
    tests = results["tests"]
    # What "Autograder Specifications" allows at each place.
    assert set(results) <= {"score", "execution_time", "output", "output_format", "test_output_format",
        "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard"}
    for test in tests:
        assert set(test) <= {"score", "max_score", "status", "name", "name_format", "number", "output",
            "output_format", "tags", "visibility", "extra_data"}
        assert test["status"] in ("passed", "failed") and 0 <= test["score"] <= test["max_score"]
    for name in ("visibility", "stdout_visibility"):
        assert results[name] in ("hidden", "after_due_date", "after_published", "visible")
    assert results["output_format"] in ("text", "html", "simple_format", "md", "ansi")
    assert results["score"] == sum(test["score"] for test in tests), results["score"]
    most = sum(test["max_score"] for test in tests)
    print(f'{results["score"]:g} of {most:g} points in {len(tests)} tests')
