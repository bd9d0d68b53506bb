import Intake
import Ledger
import Platform
import Pricing
import Rating
import Reconciliation
import Simulation

/// Reads the files of a workspace one after another, collecting what is wrong with them.
struct WorkspaceLoader {
  let root: String
  let reading: WorkspaceViewOptions
  /// The folder of the settings and books.
  private var bookRoot: String { reading.bookRoot(of: root) }
  /// Books as they would be, by path: they are read instead of the files.
  private let planned: [String: [UInt8]]
  var findings: [Finding] = []
  private(set) var bookFiles: [WrittenFile] = []
  /// Exports of usage by bucket, and their digests.
  var bucketExports: [BucketExport] = []
  var bucketFiles: [WrittenFile] = []
  /// The mappings of exports' columns in the settings.
  var mappings: [ConfiguredMapping] = []
  /// Those of the settings with faults.
  private(set) var faultyMappings: [ConfiguredMapping] = []
  private(set) var renaming: UsageMapping?
  private(set) var bills = ConfiguredBills()
  private(set) var creditMappings: [ConfiguredBillOrEventMapping] = []
  /// The settings have the member `mappings`, which may be empty.
  private(set) var hasMappings = false
  /// Names of columns of exports on which no price depends, in lower case.
  private(set) var harmless: Set<String> = []
  /// The files that the settings leave out: paths, in which `*` matches any letters.
  private(set) var ignored: [String] = []
  /// The files left out by it, in order of name.
  var ignoredFiles: [String] = []
  /// Files of the ledger that are no exports by their names.
  var unread: [UnreadFile] = []
  var unknownExports = UnknownExports()
  /// Returns the finding about a file in `ledger/` that begins with these bytes, if it is a vendor's bill.
  var findBill: BillFinder?
  private(set) var bookSources: [BookSource] = []
  /// The last word on each price alert, by its id.
  private(set) var acknowledgements: [String: Acknowledgement] = [:]
  /// The first line of every book that is there, by its path.
  private(set) var headers: [String: String] = [:]
  /// The place of the time zone in the settings.
  private var zonePlace: Place?

  init(
    root: String, planned: [String: [UInt8]], reading: WorkspaceViewOptions = WorkspaceViewOptions()
  ) {
    self.root = root
    self.reading = reading
    self.planned = planned
  }

  /// Notes that the settings name a zone that this machine does not know.
  mutating func noteUnknownZone(_ name: String) {
    let place = zonePlace ?? Place(file: WorkspacePath.settings)
    findings.append(SettingsFault.unknownZone(name).finding(at: place))
  }

  private mutating func noteIgnored(_ path: String, _ message: String, help: String) {
    findings.append(
      Finding(.warning, at: Place(file: path), code: "file.ignored", message: message, help: help))
  }

  /// Returns a shell command that moves the file at `path` into the workspace, beside its folder.
  private func moveAway(_ path: String) -> String {
    "mv \(FileSystem.shellPath(path, in: root)) \(ShellWord.path(root))/"
  }

  /// Notes that what is at `path` among the price books is none by its name.
  private mutating func noteNoBook(_ path: String) {
    let name = path.trimmedLowercase
    let isSpreadsheet = [".xlsx", ".xls", ".xlsm", ".ods", ".numbers"].contains {
      name.hasSuffix($0)
    }
    noteIgnored(
      path, "ignored: the name of a price book must end in .csv",
      help: isSpreadsheet
        ? "save it as CSV UTF-8 into prices/, and keep the spreadsheet elsewhere"
        : "if it is a price book, give it a name that ends in .csv; otherwise keep it elsewhere: "
          + moveAway(path))
  }

  /// Notes that what is at `path` would be read if its name did not begin with a dot.
  mutating func noteHidden(_ path: String) {
    noteIgnored(
      path, "ignored: hidden file (its name starts with a dot)",
      help: "to use it, remove the dot from its name; otherwise keep it elsewhere: "
        + moveAway(path))
  }

  /// True if the name of the file at `path` is text; if not, a finding is recorded.
  mutating func isReadable(_ name: Name, at path: String) -> Bool {
    if !name.isText { findings.append(FileFailure(.nameNotText).finding(in: path)) }
    return name.isText
  }

  mutating func checkDatabase() throws(SystemError) {
    if let finding = try DatabaseGuard.finding(in: root) { findings.append(finding) }
    findings += try StagedBooks.findings(in: root)
  }

  mutating func settings() -> Settings {
    guard let bytes = book(WorkspacePath.settings) else { return Settings() }
    let file = SettingsFile(bytes, file: WorkspacePath.settings)
    findings += file.findings
    zonePlace = file.zonePlace
    mappings = file.mappings.filter { !$0.isFaulty }
    faultyMappings = file.mappings.filter(\.isFaulty)
    renaming = file.renaming
    bills = file.bills
    creditMappings = file.creditMappings
    harmless = file.harmless
    hasMappings = file.hasMappings
    ignored = file.settings.ignored
    return file.settings
  }

  /// True if the bytes of a book are given instead of the file.
  func isPlanned(_ book: String) -> Bool { planned[book] != nil }

  /// True if there is a folder of credit events; one that cannot be looked at may hold some.
  var hasCredits: Bool {
    do throws(SystemError) {
      return try FileSystem.isFolder(root + "/" + WorkspacePath.credits)
    } catch {
      return true
    }
  }

  /// True if a book exists, or would exist.
  func isThere(_ book: String) throws(SystemError) -> Bool {
    if planned[book] != nil { return true }
    return try FileSystem.exists(StagedBooks.location(of: book, in: bookRoot))
  }

  /// The bytes of a book; nil where the workspace has no such file, or one that cannot be read, which is
  /// noted.
  mutating func book(_ path: String) -> [UInt8]? {
    if let bytes = planned[path] { return bytes }
    do throws(RunRefusal) {
      guard let bytes = try BookBytes.read(path, in: bookRoot) else { return nil }
      if let cut = NewWorkspace.cut(path, bytes, in: root) { findings.append(cut) }
      headers[path] = BookBytes.header(bytes)
      // The digest is of the bytes that are used, whatever becomes of the file meanwhile.
      let hash = SHA256()
      bytes.withUnsafeBytes { hash.update($0) }
      let file = WrittenFile(path: path, size: Int64(bytes.count), sha256: hash.finish())
      bookFiles.append(path == WorkspacePath.settings ? reading.settings ?? file : file)
      return bytes
    } catch {
      findings += error.findings
      return nil
    }
  }

  /// The names in a folder of the workspace; none where it cannot be read, which is noted.
  mutating func names(in folder: String) -> [Name] {
    let added = planned.keys.filter { $0.hasPrefix(folder + "/") }.map {
      Name(FileSystem.name(of: $0))
    }
    let root = WorkspacePath.isInLedger(folder + "/") ? root : bookRoot
    do throws(SystemError) {
      let staged = try FileSystem.names(in: root + "/" + StagedBooks.folder + "/" + folder)
      return Set(try FileSystem.names(in: root + "/" + folder) + staged).union(added).sorted()
    } catch {
      findings.append(
        Finding(
          .error, at: Place(file: folder), code: "file.open",
          message: "\(error.reason), expected a readable folder"))
      return []
    }
  }

  // MARK: Books

  mutating func books(
    settings: Settings, knownAt: Instant?
  ) -> (
    books: Books, currencies: CurrencyBook, rates: [DatedRow<CurrencyRate>], credits: CreditBookRows
  ) {
    var faults: [BookProblem] = []
    var priceRows: [DatedRow<Price>] = []
    for file in names(in: WorkspacePath.prices) {
      let name = file.words
      let isBook = name.trimmedLowercase.hasSuffix(".csv")
      if file.isHidden {
        if isBook && !file.isBeside { noteHidden("prices/\(name)") }
        continue
      }
      guard isReadable(file, at: "prices/\(name)") else { continue }
      if isIgnored("prices/\(name)") {
        ignoredFiles.append("prices/\(name)")
        continue
      }
      if isBook {
        priceRows += rows("prices/\(name)", PriceFile.prices)
      } else {
        noteNoBook("prices/\(name)")
      }
    }
    let sources = priceSources(of: priceRows, knownAt: knownAt)
    let prices = PriceBook(priceRows, knownAt: knownAt, sources: sources, faults: &faults)
    let aliases = AliasBook(
      rows(WorkspacePath.aliases, PriceFile.aliases), knownAt: knownAt, faults: &faults)
    let derivations = DerivationBook(
      rows(WorkspacePath.derivations, PriceFile.derivations), knownAt: knownAt, faults: &faults)
    let models = ModelBook(
      rows(WorkspacePath.models, PriceFile.models), knownAt: knownAt, faults: &faults)
    let multiplierRows = rows(MultiplierFile.name, MultiplierBookReader.rows)
    let multipliers = MultiplierBook(
      multiplierRows, fallback: settings.defaultMultiplier, knownAt: knownAt, faults: &faults)
    let plans = PlanBook(
      rows(WorkspacePath.plans, PlanBookReader.rows), knownAt: knownAt,
      faults: &faults)
    let (accountRows, accountTerms) = readAccounts(knownAt: knownAt)
    let accounts = AccountBook(accountRows, knownAt: knownAt, faults: &faults)
    // A name may stand in a row that could not be read.
    let broken = findings.filter { $0.severity == .error }.map(\.place.file)
    if !broken.contains(WorkspacePath.plans) {
      faults += AccountBook.unknownPlans(in: accountRows, knownAt: knownAt, plans: plans)
    }
    let hasPrices = !broken.contains(where: WorkspacePath.namesModels)
    let sellers = broken.filter { $0 == WorkspacePath.plans || $0 == MultiplierFile.name }
    faults += MultiplierNames(
      plans: broken.contains(WorkspacePath.plans) ? nil : plans, prices: hasPrices ? prices : nil,
      aliases: aliases
    ).faults(in: multiplierRows, knownAt: knownAt)
    if let bytes = book(AcknowledgementFile.name) {
      acknowledgements = AcknowledgementFile.read(bytes, knownAt: knownAt, faults: &findings)
    }
    let credits = readCreditBooks(
      terms: accountTerms, plans: plans, knownAt: knownAt, faults: &faults)
    let rates = rows(WorkspacePath.currencies, CurrencyBookReader.rows)
    let currencies = CurrencyBook(rates, knownAt: knownAt, faults: &faults)
    findings += faults.map { $0.finding(knownAt: knownAt) }
    let books = Books(
      settings: settings, prices: prices, derivations: derivations, aliases: aliases,
      models: models, multipliers: multipliers, plans: plans, accounts: accounts,
      isSold: !multipliers.isEmpty || !plans.isEmpty || !sellers.isEmpty)
    return (books, currencies, rates.filter { $0.isKnown(at: knownAt) }, credits)
  }

  /// The price book that wins; without a setting, all of them are one.
  private mutating func priceSources(
    of rows: [DatedRow<Price>], knownAt: Instant?
  ) -> PriceSources {
    guard let bytes = book(PriceSourcesFile.name) else { return PriceSources() }
    return PriceSourcesFile.read(
      bytes, knownAt: knownAt, books: Set(Set(rows.map(\.place.file)).map(PriceSources.name)),
      faults: &findings)
  }

  mutating func rows<Value>(
    _ path: String, _ read: ([UInt8], String, inout [Finding]) -> [DatedRow<Value>]
  ) -> [DatedRow<Value>] {
    guard let bytes = book(path) else { return [] }
    bookSources.append(BookSource(path: path, bytes: bytes))
    return read(bytes, path, &findings)
  }
}

extension Name {
  /// It begins with a dot: such files are never read.
  package var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

  /// A system, an editor or this program made it, beside a file that has a name of its own.
  var isBeside: Bool {
    ["._", ".#", Stage.prefix].contains { bytes.starts(with: $0.utf8) }
  }
}
