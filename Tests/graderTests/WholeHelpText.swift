extension WholeReportsTests {
  static let help = """
    USAGE: grader [check] [Name ...] [--root DIR] [--format text|json|md|junit|gradescope|exercism|github] [--quick] [--workers N] [--rubric FILE]
           grader grade DIR --out DIR [--jobs N] [--quick] [--workers N] [--format A,B] [--rubric FILE] [--shard K/N]
           grader report OUT [--format A,B] [--rubric FILE]
           grader merge OUT SHARD ... [--format A,B] [--rubric FILE]
           grader rubric [Name ...]
           grader verify [Name[/Solution] ...] [--combinations pairs|all] [--points] [--quick] [--repeat N] [--load N] [--cores N] [--jobs N] [--format text|json]
           grader replay Name TOKEN [--root DIR]
           grader sanitize [Name ...] [--root DIR]
           grader tour
           grader measure
           grader calibrate [--format text|json]
           grader version
           grader help

      check      checks the exercises in Exercises, or those found in the root given
      grade      grades a class: every directory in DIR is one submission; writes a JSON and a
                 Markdown report for each, and class.csv, class.md and class.json for all
      report     writes the reports of a class again, from results that 'grade --out OUT' left:
                 in more formats, or counted by another rubric
      merge      puts the results of 'grade --shard K/N --out SHARD' together in OUT, and tells
                 which submissions are missing
      rubric     prints a rubric of all exercises, or of those named, as the kit counts them: a
                 JSON file for --rubric, to be changed
      verify     proves the kit: right solutions pass, wrong ones get their diagnosis
      replay     shows an order of steps again, whose token a report told
      sanitize   runs the checks under Thread Sanitizer and tells what it reports; never for points
      tour       shows threads, pools, processes and tasks at work, as lanes over time
      measure    measures each tool on each row of the decision table, on this machine
      calibrate  says what this machine can give, and which timed checks can be measured here
      version    prints the kit's name and version

      --root DIR             look for the exercises' files below DIR
      --format FORMAT        text (the default), json, md, junit, gradescope, exercism or github
      --quick                leave timed and long checks out; they count as not measured
      --workers N            compute with N workers at most, 1 to 64, if this process may not have every
                             core that it sees
      --rubric FILE          count as FILE says: which exercises were assigned, what they and their checks
                             count, what late days cost
      --out DIR              where the reports go; run again, it goes on where it was stopped
      --jobs N               how many exercises are graded side by side, 1 to 64
      --format A,B           write these as well: junit, gradescope and exercism for each
                             submission; excel, moodle and canvas for all
      --shard K/N            grade only every Nth submission, from the Kth on, such as 2/8; 'merge' puts the
                             shards' results together
      --combinations EXTENT  judge solutions put together from parts in place of the banks, right ones and
                             broken ones: pairs, in which every two parts meet, or all
      --points               run every check of wrong solutions too, and tell what each earns
      --repeat N             judge every solution so often, 1 to 10000, and tell how often each verdict
                             came; stopped and called again, it goes on where it was
      --load N               keep N cores busy meanwhile, 0 to 64
      --cores N              use N cores only (Linux)

    EXIT STATUS: 0 nothing begun is wrong, 1 something is, 2 the call was wrong or the grader failed

    """
}
