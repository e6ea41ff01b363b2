extension WholeReportsTests {
  static let help = """
    USAGE: grader [check] [Name ...] [--root DIR] [--format text|json] [--quick] [--workers N] [--sandbox required|auto|off]
           grader grade DIR --out DIR [--jobs N] [--quick] [--workers N] [--sandbox required|auto|off]
           grader verify [Name[/Solution] ...] [--combinations pairs|all] [--points] [--hostile] [--sandbox required|auto|off] [--quick] [--repeat N] [--load N] [--cores N] [--jobs N] [--format text|json]
           grader replay Name TOKEN [--root DIR]
           grader sanitize [Name ...] [--root DIR]
           grader tour
           grader measure
           grader calibrate [--format text|json]
           grader version
           grader help

      check      checks the exercises in Exercises, or those found in the root given
      grade      grades a class: every directory in DIR is one submission; writes a JSON and a
                 Markdown report for each, and class.csv and class.md for all
      verify     proves the kit: right solutions pass, wrong ones get their diagnosis
      replay     shows an order of steps again, whose token a report told
      sanitize   runs the checks under Thread Sanitizer and tells what it reports; never for points
      tour       shows threads, pools, processes and tasks at work, as lanes over time
      measure    measures each tool on each row of the decision table, on this machine
      calibrate  says what this machine can give, and which timed checks can be measured here
      version    prints the kit's name and version

      --root DIR             look for the exercises' files below DIR
      --format FORMAT        text (the default) or json
      --quick                leave timed and long checks out; they count as not measured
      --workers N            compute with N workers at most, 1 to 64, if this process may not have every
                             core that it sees
      --sandbox CHOICE       run student code in a sandbox (Linux, with bubblewrap): required grades nothing
                             without one; auto, which grade does, where there is one; off, which check does
      --out DIR              where the reports go; run again, it goes on where it was stopped
      --jobs N               how many exercises are graded side by side, 1 to 64
      --combinations EXTENT  judge solutions put together from parts in place of the banks, right ones and
                             broken ones: pairs, in which every two parts meet, or all
      --points               run every check of wrong solutions too, and tell what each earns
      --hostile              run code that tries something against whoever runs it in place of the banks, and
                             tell what it gained, whom it changed and what it left
      --repeat N             judge every solution so often, 1 to 10000, and tell how often each verdict
                             came; stopped and called again, it goes on where it was
      --load N               keep N cores busy meanwhile, 0 to 64
      --cores N              use N cores only (Linux)

    EXIT STATUS: 0 nothing begun is wrong, 1 something is, 2 the call was wrong or the grader failed

    """
}
