import Cube
import Intake
import Ledger
import Parsing
import Platform
import Rating
import Workspace

/// The vendors' bills of a workspace: the files in `bills/`, and what the settings say of them.
package struct BillFolder: Sendable {
  let inputs: [BillInput]
  /// The zones in which vendors begin days, by name.
  let zones: [String: ReportingZone]
  /// The files that can be read, by the bytes of their paths.
  private let files: [(path: String, location: String, identity: FileSystem.Identity)]
  /// About the folder and the settings; an error refuses the bill.
  let findings: [Finding]

  /// Looks at `bills/`; nil where it holds no file.
  ///
  /// Call it before any thread starts: time zones are read.
  package init?(of workspace: Workspace, limits: GzipLimits) throws(SystemError) {
    let found = try BillFolder.found(in: workspace)
    if found.paths.isEmpty && found.findings.isEmpty { return nil }
    var findings = found.findings
    var zones: [String: ReportingZone] = [:]
    for name in BillFormat.zones {
      guard let zone = try TimeZones.zone(named: name) else {
        findings.append(
          Finding(
            .error, at: Place(file: WorkspacePath.bills), code: "cfg.zone",
            message: "\"\(name)\" is not a time zone of this machine's IANA database",
            help: "install tzdata"))
        continue
      }
      zones[name] = zone
    }
    let stated = BillSettingsMatch(
      workspace.bills, paths: found.paths.map(\.description),
      isOfView: workspace.reading.linksLeadOut)
    findings += stated.findings
    var inputs: [BillInput] = []
    var files: [(path: String, location: String, identity: FileSystem.Identity)] = []
    for path in found.paths.map(\.description) {
      let location = workspace.bookRoot + "/" + path
      do throws(FileFailure) {
        let identity = try LedgerBytes.identity(of: location)
        let isGzip = identity.size > 1 ? try LedgerBytes.isGzip(location) : false
        files.append((path, location, identity))
        let source = ByteSource(path: path) { () throws(ReadFault) in
          do throws(FileFailure) {
            // It is read several times, and each time must show the same.
            guard try LedgerBytes.identity(of: location) == identity else {
              throw FileFailure(.changed)
            }
            return try LedgerBytes.reader(of: location, isGzip: isGzip, limits: limits)
          } catch { throw ReadFault.cannotRead(reason: error.fault.message) }
        }
        inputs.append(stated.input(source))
      } catch { findings.append(error.finding(in: path)) }
    }
    self.inputs = inputs
    self.zones = zones
    self.files = files
    self.findings = findings
  }

  /// The paths of the files in `bills/`, by their bytes.
  package static func paths(of workspace: Workspace) throws(SystemError) -> [Name] {
    try found(in: workspace).paths
  }

  private static func found(in workspace: Workspace) throws(SystemError) -> BillFiles {
    try BillFiles(in: workspace.bookRoot) { path in
      workspace.books.settings.ignored.contains { ConfiguredMapping.matches(path, $0) }
    }
  }

  /// The number of files that can be read.
  package var fileCount: Int { files.count }

  /// The files with their digests, by the bytes of their paths.
  package func digested() throws -> [WrittenFile] {
    try files.map { path, location, identity in
      let digest = try SHA256.file(location)
      guard try LedgerBytes.identity(of: location) == identity else {
        throw RunRefusal(findings: [FileFailure(.changed).finding(in: path)])
      }
      return WrittenFile(path: path, size: digest.size, sha256: digest.sha256)
    }
  }

  /// The zones in which bills begin their days.
  package func dayZones(of workspace: Workspace) -> [ReportingZone] {
    Set(Array(zones.values) + inputs.compactMap(\.settings.zone) + [workspace.zone, .utc])
      .sorted { $0.name < $1.name }
  }

  /// Splits the difference between the bills and what the ledger used.
  ///
  /// Refuses bills that cannot be used, unless they may be skipped.
  ///
  /// - Parameters:
  ///   - period: the days whose bill periods are shown; nil is all.
  ///   - choice: the bills that are wanted.
  ///   - rejected: the rows of the ledger that could not be read.
  ///   - give: gets every line as it is read; whether that was right the result says.
  package func result(
    beside use: QuarterHourUse, of workspace: Workspace, period: Period?, skipsBadFiles: Bool,
    choice: BillFilter = BillFilter(), rejected: [RejectedUsageRow] = [],
    give: (ListedBillLine) -> Void = { _ in }
  ) throws(RunRefusal) -> BillComparison {
    let context = context(use, workspace, period: period, choice: choice)
    var kept = BillLineCache()
    let assembly = BillAssembly(inputs, context) {
      kept.add($0)
      give($0)
    }
    let lines = assembly.gaveLines ? kept.all : nil
    let all = (findings + assembly.findings).inReadingOrder
    let refused = findings.contains { $0.severity == .error } || !assembly.refusedFiles.isEmpty
    if refused && !skipsBadFiles {
      throw RunRefusal(findings: all, unlisted: assembly.omitted)
    }
    let skipped = assembly.refusedFiles.map { path in
      (path: path, code: all.first { $0.place.file == path && $0.severity == .error }?.code ?? "")
    }
    var exports = BucketQuantities(workspace.buckets, books: workspace.books, use: use)
    let bills = assembly.bills.filter { choice.has($0.format, $0.vendor) }
      .map { exports.completed($0) }
    let (books, zone) = (workspace.books, workspace.zone)
    @Sendable func zonesOf(_ vendor: Name) -> [ReportingZone] {
      BillFormat.zones(of: vendor).compactMap { zones[$0] }
    }
    let reconciliation = DifferenceSplit.reconciliation(
      of: bills, use: use, books: books, reportingZone: zone, zones: zonesOf,
      period: period, rejected: rejected
    ).with(remarks: BillRemark.all(of: assembly, all, skipped: skipped, choice))
    return BillComparison(
      reconciliation: reconciliation, findings: all, unlisted: assembly.omitted,
      hasDoubtfulLines: assembly.linesNotUsed > 0, skippedFiles: skipped,
      gaveLines: assembly.gaveLines,
      giveLines: { areNumbered, give in
        if let lines {
          return BillLineCache.give(lines, numbersLines: areNumbered, to: give)
        }
        let problem = assembly.visit(numbersLines: areNumbered, give: give)
        if let problem { throw RunRefusal(findings: [problem]) }
      },
      sources: { group in
        bills.first { BillKey(format: $0.format, vendor: $0.vendor) == group.bill }.flatMap {
          DifferenceSplit.sources(
            of: group, in: $0, use: use, books: books, reportingZone: zone,
            zones: zonesOf(group.vendor))
        }
      })
  }

  /// Everything besides the files that decides how the bills are read.
  func context(
    _ use: QuarterHourUse, _ workspace: Workspace, period: Period?,
    choice: BillFilter = BillFilter()
  ) -> BillContext {
    let currencies = workspace.currencies
    return BillContext(
      books: workspace.books, use: use, zones: zones, reportingZone: workspace.zone,
      period: period, choice: choice, rate: { currencies.usdTrillionths(of: $0, on: $1) })
  }

  /// The refusal of a workspace without bills.
  package static func noBills(in workspace: Workspace) -> RunRefusal {
    RunRefusal(findings: [
      Finding(
        .error, at: Place(file: WorkspacePath.bills), code: "bill.none",
        message: "no vendor bill, expected a CSV or JSON file in bills/",
        help: "download the bill of the month, and put it into"
          + " \(FileSystem.shellPath(WorkspacePath.bills, in: workspace.root))/")
    ])
  }
}
