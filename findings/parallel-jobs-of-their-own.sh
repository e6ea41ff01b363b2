#!/usr/bin/env bash
# GNU parallel 20221122 and process groups
#
# A guess: a signal to the process group that GNU parallel was started in reaches its jobs, as it
# reaches those of `make -j` or `xargs -P`. So killing the group at a deadline ends everything.
# What happens: each job is started in a process group of its own. SIGKILL for the group ends GNU
# parallel alone; its jobs lose their parent and go on.
# Whom it concerns: whoever puts a limit on a class graded in parallel, with `timeout`, a job
# manager or a CI's cancel button that signals the group: the graders go on, use the machine that
# the next try is timed on, and write results that belong to a run that is over.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
[[ $(uname -s) == Linux ]] || cannot "this is about Linux."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

apt-get -qq -o APT::Sandbox::User=root download parallel=20221122+ds-2 && dpkg-deb -x parallel_*.deb . \
  || cannot "the package couldn't be had."
export HOME=$work PERL5LIB=$work/usr/share/perl5

# A job says that it has started, lives until its input is closed, and then says that it went on.
cat > job <<'JOB'
#!/bin/bash
echo $$ > "$1.started"
read -r _ < "$1.input"
echo "went on" > "$1.after"
JOB
chmod +x job

# Kills the group of a tool that runs the job; tells what became of the job.
after_kill() {
  local name=$1
  shift
  mkfifo "$name.input"
  setsid --fork bash -c 'echo $$ > "$0.group"; exec "$@"' "$name" "$@" > "$name.output" 2>&1 < items
  for _ in {1..300}; do
    [[ -s $name.started ]] && break
    sleep 0.1
  done
  [[ -s $name.started ]] || cannot "the job of $name didn't start."
  kill -KILL -- "-$(< "$name.group")"
  timeout 5 bash -c 'exec 9> "$0"' "$name.input"
  for _ in {1..20}; do
    [[ -s $name.after ]] && break
    sleep 0.1
  done
  [[ -s $name.after ]] && cat "$name.after" || echo "ended"
}

echo parallel > items
parallel=$(after_kill parallel usr/bin/parallel --will-cite ./job) || exit 2
echo xargs > items
xargs=$(after_kill xargs xargs -P 1 -n 1 ./job) || exit 2

echo "$(usr/bin/parallel --version | head -1)"
echo "Its group was killed. The job of parallel: $parallel; the job of xargs -P: $xargs."
[[ $parallel == "went on" && $xargs == "ended" ]]
