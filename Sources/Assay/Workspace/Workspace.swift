import Intake
import Ledger
import Platform
import Pricing
import Rating
import Reconciliation
import Simulation

/// A workspace as found on disk: its settings, its books, and where its ledger is.
struct Workspace: Sendable {
  let root: String
  /// Rows of books recorded later are left out; nil takes all.
  let knownAt: Instant?
  private(set) var books: Books
  let currencies: CurrencyBook
  /// The rows of `fx.csv` that were known, to name the one that converts.
  let currencyRates: [DatedRow<CurrencyRate>]
  let zone: ReportingZone
  /// The exports, by the bytes of their path.
  let ledger: [LedgerFile]
  /// The exports of usage by bucket, which are no requests, in the same order.
  let buckets: [BucketExport]
  /// Their digests.
  let bucketFiles: [WrittenFile]
  /// The paths of the files that the setting `ignore` leaves out, in order.
  let ignoredFiles: [String]
  /// Mappings for exports that nobody knows.
  let proposals: [MappingProposal]
  /// Every file that was read as settings or a book, with the digest of what was read.
  let bookFiles: [WrittenFile]
  /// The books as they were read.
  let bookSources: [BookSource]
  /// The last word on each price alert, by its id.
  let acknowledgements: [String: Acknowledgement]
  /// The first line of every book that is there, by its path.
  let headers: [String: String]
  /// Everything wrong or noteworthy, by file and line.
  private(set) var findings: [Finding]

  /// Reads settings and books and looks at every export, so that all that is wrong is told at once.
  ///
  /// - Parameters:
  ///   - knownAt: leaves out book rows recorded later; nil takes all.
  ///   - readsLedger: without it the exports are not looked at.
  ///   - limits: how much a gzip file of the ledger may grow.
  ///   - planned: books as they would be, by path; they are read instead of the files.
  init(
    root: String, knownAt: Instant?, readsLedger: Bool = true, limits: GzipLimits = GzipLimits(),
    planned: [String: [UInt8]] = [:]
  ) throws(SystemError) {
    var loader = WorkspaceLoader(root: root, planned: planned)
    let settings = loader.settings()
    var zone = ReportingZone.utc
    if let known = try TimeZones.zone(named: settings.timeZone) {
      zone = known
    } else {
      loader.noteUnknownZone(settings.timeZone)
    }
    self.zone = zone
    try loader.checkDatabase()
    try loader.noteMisnamedBooks()
    let loaded = loader.books(settings: settings, knownAt: knownAt)
    books = loaded.books
    currencies = loaded.currencies
    currencyRates = loaded.rates
    loader.takeTimesShownTwice(months: zone, books: books, currencies: currencies)
    ledger =
      readsLedger
      ? try loader.ledger(
        limits, formats: settings.formats,
        models: loaded.books.prices.allModels) : []
    buckets = loader.bucketExports
    bucketFiles = loader.bucketFiles
    ignoredFiles = loader.ignoredFiles.map { Name($0) }.sorted().map(\.description)
    let tried = TriedProposals(
      loader.unknownExports.proposals(books), root: root, limits: limits, books: books,
      reconciler: Reconciler(currencies: currencies, settings: settings))
    proposals = tried.proposals
    self.root = root
    self.knownAt = knownAt
    bookFiles = loader.bookFiles
    bookSources = loader.bookSources
    acknowledgements = loader.acknowledgements
    headers = loader.headers
    findings = tried.told(loader.findings).inReadingOrder.typed(in: root)
  }

  /// Reads the workspace at `root` as a command was told to.
  init(_ root: String, _ options: RunOptions) throws(SystemError) {
    try self.init(root: root, knownAt: options.knownAt, limits: options.gzipLimits)
    if !books.isSold, RecordedCredits.exist(in: self, options) { books = books.with(isSold: true) }
    if !books.isSold, !books.accounts.isEmpty { noteUnusedPlans() }
  }

  /// Says of plans of accounts, which no book has, that they are not used: nothing is sold.
  private mutating func noteUnusedPlans() {
    findings.removeAll { $0.place.file == WorkspacePath.accounts && $0.code == "book.unknown" }
    findings.append(
      Finding(
        .note, at: Place(file: WorkspacePath.accounts), code: "book.unused",
        message: "gives names of tiers only: no book says what customers pay, so no plan is used",
        help: "nothing to do if customers do not pay by usage; else add the plans to plans.csv"))
    findings = findings.inReadingOrder
  }

  /// Refuses the workspace if one of its errors is of a kind that is not borne, and tells all that was noted of it.
  func refuseErrors(where isRefused: (Finding) -> Bool = { _ in true }) throws(RunRefusal) {
    if findings.contains(where: { $0.severity == .error && isRefused($0) }) {
      throw RunRefusal(findings: findings)
    }
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
