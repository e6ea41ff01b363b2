extension WholeReportsTests {
  static let help = """
    USAGE: grader [check] [Name ...] [--root DIR] [--format text|json|md|junit|gradescope|exercism|github] [--quick] [--workers N] [--sandbox required|auto|off] [--rubric FILE] [--all-checks] [--wide] [--html FILE]
           grader watch [Name] [--root DIR]
           grader next
           grader hint [Name] [--again]
           grader list
           grader explain [DIAGNOSIS [Name]]
           grader reset Name [--yes]
           grader replay Name NUMBER|TOKEN [--root DIR] [--wide]
           grader grade DIR --out DIR [--only NAME,...] [--roster FILE] [--again NAME,...] [--jobs N] [--quick] [--workers N] [--sandbox required|auto|off] [--format A,B] [--rubric FILE] [--shard K/N]
           grader report OUT [--format A,B] [--rubric FILE]
           grader merge OUT SHARD ... [--format A,B] [--rubric FILE]
           grader rubric [Name ...]
           grader verify [Name[/Solution] ...] [--combinations pairs|all] [--points] [--hostile] [--sandbox required|auto|off] [--quick] [--repeat N] [--load N] [--cores N] [--jobs N] [--format text|json]
           grader sanitize [Name ...] [--root DIR]
           grader tour
           grader measure
           grader calibrate [--format text|json]
           grader try FILE.swift [OTHER.swift ...] [ARGUMENT ...]
           grader version
           grader help

      check      checks the exercises in Exercises, or those found in the root given
      watch      gives a verdict whenever you save, one problem at a time, and goes on to the next
                 exercise when one is whole
      next       says which exercise to work on, which file to open, and what to do first
      hint       shows one more hint on an exercise, from gentle to direct
      list       lists the exercises: state, points, and when they were checked last
      explain    says what a mistake's name means, and what the lesson says of it; lists all names
                 if none is given
      reset      puts an exercise's stub back, and keeps a copy of what was there
      replay     shows an order of steps again, by the number that check told, or by the token in
                 a report as JSON or Markdown
      grade      grades a class: every entry of DIR is one submission, as a folder, an archive or
                 a file, and as Moodle, Canvas and Gradescope hand them out; DIR may be an archive
                 itself. Writes a JSON report, a Markdown one and a page for each,
                 and class.csv, class.md, class.json and index.html for all
      report     writes the reports of a class again, from results that 'grade --out OUT' left:
                 in more formats, or counted by another rubric
      merge      puts the results of 'grade --shard K/N --out SHARD' together in OUT, and tells
                 which submissions are missing
      rubric     prints a rubric of all exercises, or of those named, as the kit counts them: a
                 JSON file for --rubric, to be changed
      verify     proves the kit: right solutions pass, wrong ones get their diagnosis
      sanitize   runs the checks under Thread Sanitizer and tells what it reports; never for points
      tour       shows threads, pools, processes and tasks at work, as lanes over time
      measure    measures each tool on each row of the decision table, on this machine
      calibrate  says what this machine can give, and which timed checks can be measured here
      try        builds a file of your own with ExerciseKit, as the exercises are built, and runs it:
                 with other Swift files, such as an exercise's, and with arguments, if there are any
      version    prints the kit's name and version

      --root DIR             look for the exercises' files below DIR
      --format FORMAT        text (the default), json, md, junit, gradescope, exercism or github
      --quick                leave timed and long checks out; they count as not measured
      --workers N            compute with N workers at most, 1 to 64, if this process may not have every
                             core that it sees
      --sandbox CHOICE       run student code in a sandbox (Linux, with bubblewrap): required grades nothing
                             without one; auto, which grade does, where there is one; off, which check does
      --rubric FILE          count as FILE says: which exercises were assigned, what they and their checks
                             count, what late days cost
      --all-checks           tell every check with its verdict, not only the first problem
      --wide                 show tables with all rows, however wide they are
      --html FILE            write a page to look at as well: every check, with pictures of what was seen
      --again                show the hints once more that were shown before
      --yes                  don't ask
      --out DIR              where the reports go; run again, it goes on where it was stopped
      --only NAME,...        the exercises that were assigned; points are of these alone
      --roster FILE          the students, as comma-separated values with a heading: name, id, email,
                             username, entry; or a table of Moodle's, Canvas's or Gradescope's as it is
      --again NAME,...       grade these entries once more, whatever was found before
      --jobs N               how many exercises are graded side by side, 1 to 64
      --format A,B           write these as well: junit, gradescope and exercism for each
                             submission; excel, moodle and canvas for all
      --shard K/N            grade only every Nth submission, from the Kth on, such as 2/8; 'merge' puts the
                             shards' results together
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
