#!/usr/bin/env bash
# GNU parallel 20221122 and its job log
#
# A guess: a job whose `Exitval` in the job log is 0 has succeeded, as an exit status of 0 says
# everywhere, and a job that was killed has 128 and the signal's number, as in a shell.
# What happens: a job that a signal ended (out of memory, a limit, a crash) has Exitval 0, and the
# signal's number is in a column of its own. The same job has 137 if the shell that ran it is still
# there to tell, so it depends on how the command is written which of both it is.
# Whom it concerns: whoever grades a class as jobs and counts on that column: the submission that
# brought its grader down is counted as done.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

apt-get -qq -o APT::Sandbox::User=root download parallel=20221122+ds-2 && dpkg-deb -x parallel_*.deb . \
  || cannot "the package couldn't be had."
export HOME=$work
PERL5LIB=$work/usr/share/perl5 timeout 60 usr/bin/parallel --will-cite --joblog log --jobs 1 \
  ::: 'exec true' 'kill -KILL $$' 'bash -c "kill -KILL \$\$"; exit' 'exit 3' > output 2>&1
status=$?
[[ -s log ]] || cannot "parallel wrote no job log."

echo "$(usr/bin/parallel --version | head -1)"
cut -f 7- log
echo "Exit status of parallel, which is the number of jobs that failed: $status."
results=$(tail -n +2 log | cut -f 7,8 | tr '\t\n' '/ ')
[[ $status -eq 3 && $results == "0/0 0/9 137/0 3/0 " ]]
