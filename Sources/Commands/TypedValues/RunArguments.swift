import Bills
import Engine
import Ledger
import Outputs
import Parsing
import Platform
import Terminal
import Workspace

extension Arguments {
  /// The folder to work in: the operand, or the current folder.
  package var workspace: String { Arguments.folder(operands.first) }

  /// The folder that an operand names; the current one where there is none.
  package static func folder(_ operand: String?) -> String {
    guard let path = operand, !path.isEmpty else { return "." }
    let end = path.lastIndex { $0 != "/" }
    return end.map { String(path[...$0]) } ?? "/"
  }

  /// Returns the folder for reports: as stated, else `out` in the workspace, by period.
  package func outputFolder(in workspace: String, period: Period?) -> String {
    if let path = text("--output"), !path.isEmpty { return Arguments.folder(path) }
    return DefaultFolder.path(of: period, in: workspace)
  }

  /// The files that are outside the folder for reports.
  package var loneFiles: OptionalOutputs {
    OptionalOutputs(rated: text("--rated"), eventRevenue: text("--event-revenue"))
  }

  /// Returns when the output has colours.
  package func paint() throws(UsageFault) -> Paint.Choice {
    try value("--color", expected: "auto, always or never") { Paint.Choice(rawValue: $0) } ?? .auto
  }

  /// True if a person reads what is found at once, and did not ask for all of it.
  package var isBrief: Bool { Terminal.standardError.isTerminal && !has("--verbose") }

  /// The line for standard error that tells how far reading has come; nil where it would not be read.
  package func progress(for workspace: Workspace) -> Progress? {
    guard Terminal.standardError.isTerminal, Terminal.hasGlyphs, Terminal.allowsColour,
      !has("--no-progress")
    else { return nil }
    return Progress(totalBytes: workspace.ledger.reduce(0) { $0 + $1.weight })
  }

  /// The day, meaning midnight UTC, or the instant that an option names; nil when it was not given.
  package func instant(_ option: String) throws(UsageFault) -> Instant? {
    try value(option, expected: "a day or an RFC 3339 instant") { Instant(dayOrInstant: $0) }
  }

  /// The time whose knowledge counts; nil is all that is known.
  package func knownAt() throws(UsageFault) -> Instant? { try instant("--as-known-at") }

  /// Returns the number of seconds to wait for another run in the workspace.
  package func patience() throws(UsageFault) -> Int {
    try whole("--wait", in: 0...86_400, of: "seconds") ?? 5
  }

  /// Returns the number of threads that may work.
  package func threadCount() throws(UsageFault) -> Int {
    try whole("--threads", in: 1...1024) ?? Processors.count
  }

  /// Returns the options that all commands share that read the ledger.
  package func workOptions() throws(UsageFault) -> RunOptions {
    var options = try readingOptions()
    options.knownAt = try knownAt()
    options.knownAtText = text("--as-known-at")
    options.rejectLimit = try value(
      "--max-rejects", expected: "a number of rows, or a percentage such as 5%"
    ) { text in
      let isPercent = text.hasSuffix("%")
      guard let number = Int64(digits: isPercent ? String(text.dropLast()) : text)
      else {
        return nil
      }
      if isPercent { return number <= 100 ? .percent(number) : nil }
      return .rows(number)
    }
    options.gzipLimits = try gzipLimits()
    return options
  }

  /// Returns the options of a command that reads the ledger and has no option that changes a figure.
  package func readingOptions() throws(UsageFault) -> RunOptions {
    var options = RunOptions()
    options.reading.threads = try threadCount()
    options.reading.blockBytes =
      try whole("--block-bytes", in: 1...1_073_741_824) ?? options.reading.blockBytes
    options.reading.isCarefulOnly = has("--careful")
    options.findBill = BillOpening.misplaced
    return options
  }

  /// Returns the limits on the size of an inflated gzip file.
  private func gzipLimits() throws(UsageFault) -> GzipLimits {
    var limits = GzipLimits()
    limits.ratio = try whole("--max-ratio", in: 1...10_000) ?? limits.ratio
    limits.bytes =
      try value("--max-bytes", expected: "a number of bytes from 1") {
        Int64(digits: $0).flatMap { $0 >= 1 ? $0 : nil }
      } ?? limits.bytes
    return limits
  }

  /// The days to report.
  package func period() throws(UsageFault) -> RunOptions.PeriodOption {
    let days = 1...100_000
    let last = try value(
      "--last", expected: "a number of days from \(days.lowerBound) to \(days.upperBound)"
    ) { text in
      // Other tools write 7d.
      Int(digits: text.hasSuffix("d") ? String(text.dropLast()) : text)
        .flatMap { days.contains($0) ? $0 : nil }
    }
    if let last {
      for name in PeriodArgument.options where text(name) != nil {
        throw .contradiction(name, "--last")
      }
      for name in ["--from", "--to"] where text(name) != nil {
        throw .contradiction("--last", name)
      }
      return .last(last)
    }
    return try statedPeriod()
  }

  /// The days that were named, without a count of days.
  ///
  /// - Parameter hasFirstDay: `--from` is a day; else it has another meaning.
  package func statedPeriod(hasFirstDay: Bool = true) throws(UsageFault) -> RunOptions.PeriodOption
  {
    let from =
      hasFirstDay ? try value("--from", expected: "a day such as 2026-08-01") { Day($0) } : nil
    let to = try value("--to", expected: "a day such as 2026-09-01") { Day($0) }
    let named = PeriodArgument.options.filter { text($0) != nil }
    if named.count > 1 { throw .contradiction(named[0], named[1]) }
    if let option = named.first, let text = text(option) {
      for name in hasFirstDay ? ["--from", "--to"] : ["--to"] where self.text(name) != nil {
        throw .contradiction(option, name)
      }
      guard let period = PeriodArgument.read(text) else {
        throw .wrongValue(
          option: option, text: text, expected: PeriodArgument.expected,
          near: PeriodArgument.near(text))
      }
      return period
    }
    guard from != nil || to != nil else { return .all }
    let period = Period(from: from ?? Period.always.from, to: to ?? Period.always.to)
    guard period.from < period.to else {
      throw .wrongValue(option: "--to", text: "\(period.to)", expected: "a day after --from")
    }
    return .days(period)
  }
}
