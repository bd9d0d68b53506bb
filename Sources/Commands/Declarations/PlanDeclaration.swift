import Terminal

extension CommandDeclaration {
  package static let plan = CommandDeclaration(
    name: "plan", purpose: "divide a run into tasks for several machines",
    summary: """
      Write a folder with the tasks of a run. Other machines map the tasks, and \
      assay reduce then writes the files of assay run, byte for byte.
      """,
    operands: "[WORKSPACE]",
    examples: [
      "assay plan shop --to run1 --period 2026-09",
      "assay plan shop --to run1 --slice-bytes 1000000000",
    ],
    options: run.options.filter { ["--period", "--month"].contains($0.name) } + [
      Option(
        name: "--from", value: "DAY", group: .period,
        help: "set the first day; --to DAY sets the end day (exclusive)"),
      Option(
        name: "--last", value: "N", group: .period, help: "not supported; use --from DAY --to DAY"),
      .asKnownAt,
      Option(
        name: "--to", value: "RUN", group: .output, help: "write the plan to the new folder RUN",
        takes: .folder, repeats: true),
      .output, .force,
      Option(
        name: "--rated", value: "FILE", group: .output, help: "not supported; use assay run",
        takes: .file),
    ]
      + run.options.filter {
        [
          "--fail-on", "--bill-tolerance", "--max-rejects", "--max-ratio", "--max-bytes",
          "--skip-bad-files", "--careful", "--focus", "--focus-by",
        ].contains($0.name)
      } + [
        Option(
          name: "--slice-bytes", value: "N", group: .work,
          help: "map about N bytes per task [ledger/1000, 256 MiB to 8 GiB]"),
        Option(
          name: "--shards", value: "N", group: .work,
          help: "merge the sums in N further tasks; 1 = no task [one per 8 GiB]"),
        .help,
      ],
    closing: """
      Then run every task in RUN/tasks with assay map RUN TASK, and pass the printed
      lines to assay reduce RUN. Repeat until the exit status of reduce is not 4.
      Engines, storage and unsupported options: docs/DISTRIBUTED.md.
      """)

  static let map = CommandDeclaration(
    name: "map", purpose: "run one task of a planned run",
    summary: "Map the rows of one task, write them to a new file in RUN/parts, and print its name.",
    operands: "RUN TASK",
    examples: ["assay map run1 map-00001", "assay map /mnt/run1 map2-00017 >> /mnt/lines"],
    options: [.color, .help],
    closing: """
      You can repeat a task, on any machine where the workspace and RUN are at the
      same paths. See docs/DISTRIBUTED.md.
      """)

  static let reduce = CommandDeclaration(
    name: "reduce", purpose: "write the reports of a planned run",
    summary:
      "Read the lines of finished tasks. Once all tasks are done, write the files of assay run.",
    operands: "RUN",
    examples: ["assay reduce run1 < lines", "assay reduce run1 --json < lines"],
    options: [.json, .quiet, .verbose, .noProgress, .color, .wait]
      + run.options.filter { $0.name == "--threads" } + [.help],
    closing: """
      While tasks in RUN/tasks are open, the exit status is 4; after that, it is the
      exit status of assay run. See docs/DISTRIBUTED.md.
      """)
}
