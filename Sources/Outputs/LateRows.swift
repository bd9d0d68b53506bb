import Closing
import Credits
import Engine
import Ledger
import Parsing
import Platform
import Workspace

/// The rows of usage and of credit events that a close does not have, read without the closed ones.
///
/// Of a file that has grown only the header and the new rows are read, where its format allows that. Closed credit events
/// are read again only where they may state that they were recorded after the close.
struct LateRows {
  /// A file with rows that matter to a month.
  struct File: Hashable {
    let path: String
    let rows: Int64
    /// Nil in a compressed file.
    let firstLine: Int64?
  }

  private let workspace: Workspace
  private let runs: ClosedMonthRun
  /// Exports with later rows, by path.
  private let usage: [ClosedFileChange]
  /// The months of their rows; nil if a row may hide another one.
  private var months: Set<Month>?
  /// Credit events that the close did not know, by file.
  private var events: [String: [LateEvent]] = [:]

  /// - Parameters:
  ///   - changes: every file of the close or of now.
  ///   - now: the workspace as it is now.
  ///   - knownAt: the instant of the close.
  init(_ changes: [ClosedFileChange], _ now: CurrentInputs, knownAt: Instant) throws {
    workspace = now.workspace
    runs = now.runs
    let later = changes.filter { $0.state == .grown || $0.state == .added }
    let requests = Set(workspace.ledger.map(\.path))
    usage = later.filter {
      $0.cause == .lateUsage && requests.contains($0.path)
        && !($0.state == .added && now.exportsOfPeriod.contains($0.path))
    }
    months = try usageMonths()
    let ofEvents = changes.filter { $0.cause == .lateCreditEvent }
    events = try eventsAdded(later.filter { $0.cause == .lateCreditEvent })
      .merging(eventsRecordedLater(ofEvents, than: knownAt), uniquingKeysWith: +)
  }

  /// Returns the months of all late usage rows; nil if a row may hide one of another month.
  private func usageMonths() throws -> Set<Month>? {
    if usage.isEmpty { return [] }
    return try read(usage) { workspace, options in
      let sums = try SummedLedger(workspace: workspace, options: options, progress: nil)
      return sums.hasFactsOfMonths ? Set(sums.facts.byDayAndDimensions.map(\.day.month)) : nil
    }
  }

  /// Returns the files with late usage rows of a month, by path.
  func usage(of month: Month) throws -> [File] {
    if usage.isEmpty || months.map({ !$0.contains(month) }) ?? false { return [] }
    return try read(usage) { workspace, options in
      var options = options
      options.period = .days(month.period)
      let sums = try SummedLedger(workspace: workspace, options: options, progress: nil)
      var rows: [String: Int64] = [:]
      for (path, counts) in sums.rowsOfFiles {
        rows[path] = counts.rated + counts.unpriced + counts.duplicate + counts.conflict
      }
      return try usage.compactMap { file in
        guard let count = rows[file.path], count > 0 else { return nil }
        return File(path: file.path, rows: count, firstLine: try firstLine(of: file))
      }
    }
  }

  /// Returns the files with late credit events before the end of a month, by path.
  func events(before end: Instant) throws -> [File] {
    events.keys.sorted { Name($0) < Name($1) }.compactMap { path in
      let known = events[path, default: []].filter { $0.at < end.nanoseconds }
      guard let first = known.first else { return nil }
      let line = known.reduce(first.line) { min($0, $1.line) }
      return File(
        path: path, rows: Int64(known.count), firstLine: path.hasSuffix(".gz") ? nil : line)
    }
  }

  /// A credit event that a close did not know.
  private struct LateEvent {
    /// Nanoseconds since 1970.
    let at: Int64
    /// Of an event that was added, the first added line of its file.
    let line: Int64
  }

  /// The events that were added to files, by path.
  private func eventsAdded(_ files: [ClosedFileChange]) throws -> [String: [LateEvent]] {
    var lines: [String: Int64] = [:]
    for file in files { lines[file.path] = try firstLine(of: file) ?? 1 }
    return try events(of: files) { path, event in
      LateEvent(at: event.at, line: lines[path] ?? 1)
    }
  }

  /// The closed events that were recorded after an instant, by path.
  ///
  /// All events of a compressed file that has grown are among those that were added.
  private func eventsRecordedLater(
    _ files: [ClosedFileChange], than knownAt: Instant
  ) throws -> [String: [LateEvent]] {
    let closed = files.filter {
      $0.state == .same || $0.state == .grown && !$0.path.hasSuffix(".gz")
    }
    if closed.isEmpty { return [:] }
    let paths = Set(closed.map(\.path))
    let stating = try Set(
      CreditFiles(of: workspace, limits: GzipLimits())?.files
        .filter { paths.contains($0.path) && EventInput($0).mayStateRecordingTimes }
        .map(\.path) ?? [])
    let kept = closed.filter { stating.contains($0.path) }
    var closedLines: [String: Int64] = [:]
    for file in kept where file.state == .grown {
      closedLines[file.path] = try FileSystem.lineCount(
        of: workspace.root + "/" + file.path, count: file.closedSize)
    }
    return try events(of: kept, isWhole: true) { path, event in
      let line = Int64(event.line)
      return event.recordedAt > knownAt.nanoseconds && line <= closedLines[path] ?? .max
        ? LateEvent(at: event.at, line: line) : nil
    }
  }

  /// The events of some files for which `late` returns one, by path.
  ///
  /// - Parameter isWhole: the closed rows are read too.
  private func events(
    of files: [ClosedFileChange], isWhole: Bool = false,
    _ late: (_ path: String, CreditEvent) -> LateEvent?
  ) throws -> [String: [LateEvent]] {
    if files.isEmpty { return [:] }
    return try read(files, isWhole: isWhole) { workspace, options in
      guard let source = try CreditLedgerInputs(of: workspace, options) else { return [:] }
      let ledger = try source.reading().ledger
      let paths = ledger.files.map(\.description)
      var found: [String: [LateEvent]] = [:]
      for event in ledger.events where !event.isBookBalance {
        let path = paths[Int(event.file)]
        if let event = late(path, event) { found[path, default: []].append(event) }
      }
      return found
    }
  }

  /// Reads the present books with later rows of some files, or with all their rows.
  private func read<Value>(
    _ files: [ClosedFileChange], isWhole: Bool = false,
    _ body: (Workspace, RunOptions) throws -> Value
  ) throws -> Value {
    let books = workspace.bookFiles.map { ViewFile($0.path) }.filter {
      RestatementCause(fileAt: $0.path) != nil
    }
    let cut =
      try isWhole ? [] : files.compactMap { file in try pieces(of: file).map { (file.path, $0) } }
    let paths = Set(cut.map { $0.0 })
    let whole = files.map(\.path).filter { !paths.contains($0) }.map { ViewFile($0) }
    return try runs.read(
      books + whole,
      make: { folder in
        for (path, ranges) in cut {
          try FileSystem.makeFolder(FileSystem.parent(of: folder + "/" + path))
          try FileSystem.copy(ranges, of: workspace.root + "/" + path, to: folder + "/" + path)
        }
      }, body)
  }

  /// The bytes of the header and of the new rows; nil if the file has to be read whole.
  private func pieces(of file: ClosedFileChange) throws -> [Range<Int64>]? {
    guard file.state == .grown else { return nil }
    let header: Int64
    if let export = export(at: file.path) {
      if export.isSequential || export.start.layout.format.isJSONDocument { return nil }
      header = export.start.headerEnd
    } else if file.path.hasSuffix(".csv") {
      let start = try FileSystem.beginning(of: workspace.root + "/" + file.path, count: 1 << 16)
      guard let end = start.firstIndex(of: 0x0A) else { return nil }
      header = Int64(end + 1)
    } else if file.path.hasSuffix(".gz") {
      return nil
    } else {
      header = 0
    }
    guard header <= file.closedSize else { return nil }
    return [0..<header, file.closedSize..<file.size]
  }

  private func export(at path: String) -> LedgerFile? {
    workspace.ledger.first { $0.path == path }
  }

  /// The line of the first later row; nil in a compressed file.
  private func firstLine(of file: ClosedFileChange) throws -> Int64? {
    if file.path.hasSuffix(".gz") { return nil }
    guard file.state == .grown else {
      let header = export(at: file.path)?.start.headerLines
      return Int64(header ?? (file.path.hasSuffix(".csv") ? 1 : 0)) + 1
    }
    return try FileSystem.lineCount(of: workspace.root + "/" + file.path, count: file.closedSize)
      + 1
  }
}
