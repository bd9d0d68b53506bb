import Ledger

extension CommandDeclaration {
  private static let periodOptions: [Option] = [
    Option(
      name: "--period", value: "MONTH", group: .period,
      help: "report one month, as in 2026-08 [all days]"),
    Option(name: "--from", value: "DAY", group: .period, help: "report from this day on"),
    Option(
      name: "--to", value: "DAY", group: .period, help: "report up to the day before this one"),
    Option(
      name: "--last", value: "DAYS", group: .period,
      help: "report the last days, back from the ledger's last"),
    Option(
      name: "--as-known-at", value: "TIME", group: .period,
      help: "leave out what the books recorded later"),
  ]

  private static let workOptions: [Option] = [
    Option(
      name: "--threads", value: "N", group: .work,
      help: "workers [one per processor]; changes no byte"),
    Option(
      name: "--block-bytes", value: "N", group: .work,
      help: "bytes read at once [262144]; changes no byte"),
    Option(
      name: "--careful", value: nil, group: .work,
      help: "check every row the slow way; changes no byte"),
    Option(
      name: "--wait", value: "SECONDS", group: .work,
      help: "wait for another run in the workspace to end [5]"),
    Option(
      name: "--no-progress", value: nil, group: .work, help: "draw no progress line"),
    Option(
      name: "--color", value: "WHEN", group: .work, help: "auto, always or never [auto]"),
    Option(name: "--help", value: nil, group: .work, help: "show this"),
  ]

  private static let checkOptions: [Option] = [
    Option(
      name: "--max-rejects", value: "N|P%", group: .checks,
      help: "bear so many bad rows a file [half, from 20]"),
    Option(
      name: "--skip-bad-files", value: nil, group: .checks,
      help: "use the other files; still exit 1"),
  ]

  static let run = CommandDeclaration(
    name: "run", summary: "Rate, reconcile and report: the main job.",
    operands: "[WORKSPACE]", maximumOperands: 1,
    examples: ["assay run --period 2026-09", "assay run --fail-on mismatch,unpriced --json"],
    options: periodOptions + [
      Option(
        name: "--output", value: "DIR", group: .output,
        help: "where to write [out, or out/PERIOD]"),
      Option(
        name: "--rated", value: "FILE", group: .output,
        help: "also write every row with its figures (.gz: gzip)"),
      Option(
        name: "--force", value: nil, group: .output,
        help: "replace files that assay did not write"),
      Option(name: "--json", value: nil, group: .output, help: "print the summary as JSON"),
      Option(name: "--quiet", value: nil, group: .output, help: "print no summary"),
      Option(
        name: "--fail-on", value: "LIST", group: .checks,
        help: "exit 3 on any of: mismatch, unpriced"),
    ] + checkOptions + workOptions,
    closing: """
      Writes summary, facts, exceptions, rejects, reconciliation, margin, revenue,
      free-tier and forecast reports as CSV, assay-report.xlsx, report.html and
      manifest.json.
      """)

  static let check = CommandDeclaration(
    name: "check", summary: "Validate settings, books and exports; writes nothing.",
    operands: "[WORKSPACE]", maximumOperands: 1,
    examples: ["assay check", "assay check --as-known-at 2026-08-01"],
    options: periodOptions.filter { $0.name == "--as-known-at" }
      + checkOptions.filter {
        $0.name == "--max-rejects"
      } + workOptions.filter { $0.name != "--wait" },
    closing: "Exit status: 0 ready, 2 some rows cannot be used, 1 something must be mended.")

  static let initialise = CommandDeclaration(
    name: "init", summary: "Make a new workspace with settings and the shipped price book.",
    operands: "DIR", maximumOperands: 1, examples: ["assay init demo && assay run demo"],
    options: workOptions.filter { ["--help", "--color"].contains($0.name) },
    closing: "Existing files are never touched.")

  /// Every command, in the order in which the help lists them.
  static let all: [CommandDeclaration] = [.run, .check, .initialise]
}

extension Arguments {
  /// The folder to work in: the operand, or the current folder.
  var workspace: String {
    guard let path = operands.first, !path.isEmpty else { return "." }
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  func paint() throws(UsageFault) -> Paint.Choice {
    try value("--color", expected: "auto, always or never") { Paint.Choice(rawValue: $0) } ?? .auto
  }

  func knownAt() throws(UsageFault) -> Instant? {
    try value("--as-known-at", expected: "a day or an RFC 3339 instant") { text in
      do throws(InstantFault) { return try Instant(bookDate: Name(text)) } catch { return nil }
    }
  }

  /// How many seconds to wait for another run in the workspace.
  func patience() throws(UsageFault) -> Int {
    try value("--wait", expected: "a number of seconds from 0 to 86400") {
      Int($0).flatMap { (0...86_400).contains($0) ? $0 : nil }
    } ?? 5
  }

  /// What is the same for every command that reads the ledger.
  func workOptions() throws(UsageFault) -> RunOptions {
    var options = RunOptions()
    options.knownAt = try knownAt()
    options.threads =
      try value("--threads", expected: "a whole number from 1 to 1024") {
        Int($0).flatMap { (1...1024).contains($0) ? $0 : nil }
      } ?? Processors.count
    options.blockBytes =
      try value("--block-bytes", expected: "a whole number from 1 to 1073741824") {
        Int($0).flatMap { (1...1_073_741_824).contains($0) ? $0 : nil }
      } ?? options.blockBytes
    options.isCarefulOnly = has("--careful")
    options.rejectLimit = try value(
      "--max-rejects", expected: "a number of rows, or a percentage such as 5%"
    ) { text in
      let isPercent = text.hasSuffix("%")
      guard let number = Int64(isPercent ? String(text.dropLast()) : text), number >= 0 else {
        return nil
      }
      if isPercent { return number <= 100 ? .percent(number) : nil }
      return .rows(number)
    }
    return options
  }

  /// The days to report.
  func period() throws(UsageFault) -> RunOptions.PeriodOption {
    let month = try value("--period", expected: "a month such as 2026-08") { Month($0) }
    let from = try value("--from", expected: "a day such as 2026-08-01") { Day($0) }
    let to = try value("--to", expected: "a day such as 2026-09-01") { Day($0) }
    let last = try value("--last", expected: "a number of days from 1") {
      Int($0).flatMap { $0 >= 1 && $0 <= 100_000 ? $0 : nil }
    }
    let given = [
      (month != nil, "--period"), (from != nil, "--from"), (to != nil, "--to"),
      (last != nil, "--last"),
    ].filter(\.0).map(\.1)
    if let month {
      if given.count > 1 { throw .contradiction("--period", given[1]) }
      return .days(month.period)
    }
    if let last {
      if given.count > 1 { throw .contradiction("--last", given[0]) }
      return .last(last)
    }
    guard from != nil || to != nil else { return .all }
    let period = Period(from: from ?? Period.always.from, to: to ?? Period.always.to)
    guard period.from < period.to else {
      throw .wrongValue(option: "--to", text: "\(period.to)", expected: "a day after --from")
    }
    return .days(period)
  }
}

extension Period {
  /// Every day that a ledger may name, in any zone.
  static let always = Period(
    from: Month(year: 2014, month: 12).period.from,
    to: Month(year: 2100, month: 1).period.to)

  /// The name of the folder for reports of these days.
  var folderName: String {
    if from.month.period == self { return from.month.description }
    if to == Period.always.to { return "from-\(from)" }
    if from == Period.always.from { return "to-\(to)" }
    return "\(from)_\(to)"
  }
}
