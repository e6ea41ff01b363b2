#!/usr/bin/env bash
# gradescope-utils 0.5.0
#
# A guess: a test whose subtest fails is told as failed, with no points of those it can give.
# What happens: it isn't told at all. Neither its points nor those it could give are in the results,
# so what is left may be full marks: with right code 10 of 10, with wrong code 4 of 4. The test is
# listed when all its subtests pass, so trying the autograder on a solution shows nothing.
# Whom it concerns: whoever checks one property per number of threads, or per order of events, with
# `subTest`, and reads marks by test or as a share of what is listed.
# Reported: gradescope/gradescope-utils#5, as a wish for subtests.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

python3 -m venv venv && venv/bin/pip install --quiet --disable-pip-version-check gradescope-utils==0.5.0 \
  || cannot "gradescope-utils couldn't be installed."

cat > grade.py <<'PYTHON'
import io
import json
import sys
import unittest

from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner


def threads_used(workers):
    """The student's code; the wrong one never has more than two threads."""
    return workers if sys.argv[1] == "right" else min(workers, 2)


class Pool(unittest.TestCase):
    @weight(4)
    def test_one_worker(self):
        self.assertEqual(threads_used(1), 1)

    @weight(6)
    def test_every_number_of_workers(self):
        for workers in (1, 2, 4):
            with self.subTest(workers=workers):
                self.assertEqual(threads_used(workers), workers)


output = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Pool)
JSONTestRunner(visibility="visible", stream=output).run(suite)
results = json.loads(output.getvalue())
tests = results["tests"]
print(f"{results['score']:g} of {sum(t['max_score'] for t in tests)}, tests: {len(tests)}")
PYTHON
right=$(venv/bin/python grade.py right) && wrong=$(venv/bin/python grade.py wrong) \
  || cannot "the tests didn't run."

echo "gradescope-utils 0.5.0, $(venv/bin/python --version)"
echo "Right code: $right. Wrong code: $wrong."
[[ $right == "10 of 10, tests: 2" && $wrong == "4 of 4, tests: 1" ]]
