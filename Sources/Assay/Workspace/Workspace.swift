import Glibc
import Intake
import Ledger
import Pricing
import Rating
import Reconciliation

/// A workspace as found on disk: its settings, its books, and where its ledger is.
struct Workspace: Sendable {
  let root: String
  let books: Books
  let currencies: CurrencyBook
  let zone: ReportingZone
  /// The exports, by the bytes of their path.
  let ledger: [LedgerFile]
  /// The paths in the workspace of every file that was read as settings or a book.
  let bookFiles: [String]
  /// Everything wrong or noteworthy, by file and line.
  let findings: [Finding]

  /// Reads settings and books and looks at every export, so that all that is wrong is told at once.
  ///
  /// - Parameter knownAt: leaves out book rows recorded later; nil takes all.
  init(root: String, knownAt: Instant?) throws(SystemError) {
    var loader = WorkspaceLoader(root: root)
    try loader.requireWorkspace()
    let settings = try loader.settings()
    var zone = ReportingZone.utc
    if let known = TimeZones.zone(named: settings.timeZone) {
      zone = known
    } else {
      loader.noteUnknownZone(settings.timeZone)
    }
    self.zone = zone
    try loader.checkDatabase()
    let loaded = try loader.books(settings: settings, knownAt: knownAt)
    books = loaded.books
    currencies = loaded.currencies
    ledger = try loader.ledger()
    self.root = root
    bookFiles = loader.bookFiles
    findings = loader.findings.inReadingOrder
  }
}

extension [Finding] {
  /// By file, line and column; findings of one place in the order in which they were made.
  var inReadingOrder: [Finding] {
    enumerated().sorted { left, right in
      let (a, b) = (left.element.place, right.element.place)
      if a.file != b.file { return Name(a.file) < Name(b.file) }
      return (a.line ?? 0, a.column ?? 0, left.offset) < (b.line ?? 0, b.column ?? 0, right.offset)
    }.map(\.element)
  }
}

/// Reads the files of a workspace one after another, collecting what is wrong with them.
struct WorkspaceLoader {
  private let root: String
  private(set) var findings: [Finding] = []
  private(set) var bookFiles: [String] = []
  /// Where the settings name the time zone.
  private var zonePlace: Place?

  static let settingsFile = "assay.json"

  init(root: String) {
    self.root = root
  }

  /// Refuses what is no folder.
  func requireWorkspace() throws(SystemError) {
    guard case .folder = try FileSystem.kind(of: root) else {
      throw SystemError(path: root, number: try FileSystem.kind(of: root) == nil ? ENOENT : ENOTDIR)
    }
  }

  /// Notes that the settings name a zone that this machine does not know.
  mutating func noteUnknownZone(_ name: String) {
    let fault = SettingsFault.unknownZone(name)
    findings.append(
      Finding(
        .error, at: zonePlace ?? Place(file: WorkspaceLoader.settingsFile), code: fault.code,
        message: fault.message, help: fault.help))
  }

  private mutating func noteIgnored(_ path: String, _ message: String) {
    findings.append(
      Finding(.warning, at: Place(file: path), code: "file.ignored", message: message))
  }

  mutating func checkDatabase() throws(SystemError) {
    if let finding = try DatabaseGuard.finding(in: root) { findings.append(finding) }
  }

  mutating func settings() throws(SystemError) -> Settings {
    guard let bytes = try book(WorkspaceLoader.settingsFile) else { return Settings() }
    let file = SettingsFile(bytes, file: WorkspaceLoader.settingsFile)
    findings += file.findings
    zonePlace = file.zonePlace
    return file.settings
  }

  /// The bytes of a book; nil where the workspace has no such file.
  private mutating func book(_ path: String) throws(SystemError) -> [UInt8]? {
    guard let kind = try FileSystem.kind(of: root + "/" + path) else { return nil }
    guard case .file = kind else {
      findings.append(
        Finding(
          .error, at: Place(file: path), code: "file.open",
          message: "not a file, expected a readable file"))
      return nil
    }
    bookFiles.append(path)
    return try FileSystem.contents(of: root + "/" + path)
  }

  // MARK: Books

  mutating func books(
    settings: Settings, knownAt: Instant?
  ) throws(SystemError) -> (books: Books, currencies: CurrencyBook) {
    var faults: [(fault: BookFault, place: Place)] = []
    var priceRows: [DatedRow<Price>] = []
    for name in try FileSystem.names(in: root + "/prices").map(\.description)
    where !name.hasPrefix(".") {
      if name.trimmedLowercase.hasSuffix(".csv") {
        priceRows += try rows("prices/\(name)", PriceFile.prices)
      } else {
        noteIgnored("prices/\(name)", "not a price book by its name (.csv), ignored")
      }
    }
    let prices = PriceBook(priceRows, knownAt: knownAt, faults: &faults)
    let aliases = AliasBook(
      try rows("aliases.csv", PriceFile.aliases), knownAt: knownAt, faults: &faults)
    let derivations = DerivationBook(
      try rows("derivations.csv", PriceFile.derivations), knownAt: knownAt, faults: &faults)
    let models = ModelBook(
      try rows("models.csv", PriceFile.models), knownAt: knownAt, faults: &faults)
    let multipliers = MultiplierBook(
      try rows("multipliers.csv", RateFile.multipliers), fallback: settings.defaultMultiplier,
      knownAt: knownAt, faults: &faults)
    let plans = PlanBook(
      try rows("plans.csv", RateFile.plans), knownAt: knownAt, faults: &faults)
    let currencies = CurrencyBook(
      try rows("fx.csv", RateFile.currencies), knownAt: knownAt, faults: &faults)
    findings += faults.map { $0.fault.finding(at: $0.place) }
    let books = Books(
      settings: settings, prices: prices, derivations: derivations, aliases: aliases,
      models: models, multipliers: multipliers, plans: plans)
    return (books, currencies)
  }

  private mutating func rows<Value>(
    _ path: String, _ read: ([UInt8], String, inout [Finding]) -> [DatedRow<Value>]
  ) throws(SystemError) -> [DatedRow<Value>] {
    guard let bytes = try book(path) else { return [] }
    if bytes.isEmpty {
      findings.append(FileFailure(.empty).finding(in: path))
      return []
    }
    return read(bytes, path, &findings)
  }

  // MARK: The ledger

  /// Looks at every export below `ledger/`; one that cannot be used is noted.
  mutating func ledger() throws(SystemError) -> [LedgerFile] {
    var files: [LedgerFile] = []
    var starts: [LedgerStart: LedgerStart] = [:]
    for path in try ledgerPaths(in: "ledger").sorted() {
      do throws(FileFailure) {
        var file = try LedgerBytes.inspect(
          path: path.description, location: root + "/" + path.description)
        // Most files of a ledger have one header: it is kept once.
        file.start = starts[file.start] ?? file.start
        starts[file.start] = file.start
        files.append(file)
      } catch {
        findings.append(error.finding(in: path.description))
      }
    }
    if files.isEmpty && !findings.contains(where: { $0.place.file.hasPrefix("ledger/") }) {
      findings.append(
        Finding(
          .warning, at: Place(file: "ledger"), code: "file.none",
          message: "no usage export, expected .csv, .tsv or .jsonl files, or .gz of them"))
    }
    return files
  }

  private static let extensions = [".csv", ".tsv", ".jsonl", ".ndjson"]
  private static let later = [".json"]

  private mutating func ledgerPaths(in folder: String) throws(SystemError) -> [Name] {
    var paths: [Name] = []
    for name in try FileSystem.names(in: root + "/" + folder)
    where name.bytes.first != UInt8(ascii: ".") {
      let path = folder + "/" + name.description
      let kind: FileSystem.Kind?
      do throws(SystemError) { kind = try FileSystem.kind(of: root + "/" + path) } catch {
        findings.append(FileFailure(.cannotOpen(reason: error.reason)).finding(in: path))
        continue
      }
      if kind == .folder {
        // A link to a folder could lead out of the workspace, or round in circles.
        if try !FileSystem.isLink(root + "/" + path) { paths += try ledgerPaths(in: path) }
        continue
      }
      if try leadsOut(path) {
        let reason = "a link that leads out of ledger/"
        findings.append(FileFailure(.cannotOpen(reason: reason)).finding(in: path))
        continue
      }
      let name = path.trimmedLowercase
      let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
      if WorkspaceLoader.extensions.contains(where: plain.hasSuffix) {
        paths.append(Name(path))
      } else if WorkspaceLoader.later.contains(where: plain.hasSuffix) {
        findings.append(FileFailure(.otherKind("JSON document")).finding(in: path))
      } else {
        noteIgnored(path, "not a usage export by its name, ignored")
      }
    }
    return paths
  }
}

extension WorkspaceLoader {
  /// Whether the file at `path` is a link to one outside the ledger.
  private func leadsOut(_ path: String) throws(SystemError) -> Bool {
    guard try FileSystem.isLink(root + "/" + path),
      let real = FileSystem.realPath(root + "/" + path),
      let ledger = FileSystem.realPath(root + "/ledger")
    else { return false }
    return !real.hasPrefix(ledger + "/")
  }
}

extension FileFailure {
  /// The failure as a finding in the file at `path` of the workspace.
  func finding(in path: String) -> Finding {
    Finding(
      .error, at: Place(file: path, line: line, column: column), code: fault.code,
      message: fault.message, help: fault.help)
  }
}
