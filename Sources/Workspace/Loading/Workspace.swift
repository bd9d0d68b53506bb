import Intake
import Ledger
import Parsing
import Platform
import Pricing
import Rating
import Reconciliation
import Simulation

/// A workspace as found on disk: its settings, its books, and where its ledger is.
package struct Workspace: Sendable {
  package let root: String
  /// The way in which a view of another workspace is read; of every other folder nothing is stated.
  package let reading: WorkspaceViewOptions
  /// Rows of books recorded later are left out; nil takes all.
  package let knownAt: Instant?
  package private(set) var books: Books
  package let currencies: CurrencyBook
  /// The rows of `fx.csv` that were known, to name the one that converts.
  package let currencyRates: [DatedRow<CurrencyRate>]
  package let zone: ReportingZone
  /// The books that only the credit ledger needs.
  package let creditBooks: CreditBookRows
  /// The exports, by the bytes of their path.
  package let ledger: [LedgerFile]
  /// The exports of usage by bucket, which are no requests, in the same order.
  package let buckets: [BucketExport]
  /// Their digests.
  package let bucketFiles: [WrittenFile]
  /// The settings of vendors' bills.
  package let bills: ConfiguredBills
  /// The mappings of files of credit events.
  package let creditMappings: [ConfiguredBillOrEventMapping]
  /// The settings have the member `mappings`, which may be empty.
  package let hasMappings: Bool
  /// The paths of the files that the setting `ignore` leaves out, in order.
  package let ignoredFiles: [String]
  /// Mappings for unknown exports.
  package let proposals: [MappingProposal]
  /// Every file that was read as settings or a book, with the digest of what was read.
  package let bookFiles: [WrittenFile]
  /// The books as they were read.
  package let bookSources: [BookSource]
  /// The last word on each price alert, by its id.
  package let acknowledgements: [String: Acknowledgement]
  /// The first line of every book that is there, by its path.
  package let headers: [String: String]
  /// Everything wrong or noteworthy, by file and line.
  package private(set) var findings: [Finding]

  /// The name of its folder, or the one that is stated for a view.
  package var name: String {
    reading.name ?? FileSystem.name(of: FileSystem.realPath(root) ?? root)
  }

  /// The folder whose settings, books and bills are read.
  package var bookRoot: String { reading.bookRoot(of: root) }

  /// Reads settings and books and looks at every export, so that all faults are reported at once.
  ///
  /// - Parameters:
  ///   - knownAt: leaves out book rows recorded later; nil takes all.
  ///   - readsLedger: without it the exports are not looked at.
  ///   - limits: how much a gzip file of the ledger may grow.
  ///   - planned: books as they would be, by path; they are read instead of the files.
  ///   - findBill: recognises vendors' bills in `ledger/`.
  ///   - reading: what differs where the folder is a view of another workspace.
  package init(
    root: String, knownAt: Instant?, readsLedger: Bool = true, limits: GzipLimits = GzipLimits(),
    planned: [String: [UInt8]] = [:], findBill: BillFinder? = nil,
    reading: WorkspaceViewOptions = WorkspaceViewOptions()
  ) throws(SystemError) {
    var loader = WorkspaceLoader(root: root, planned: planned, reading: reading)
    loader.findBill = findBill
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
    creditBooks = loaded.credits
    loader.takeTimesShownTwice(months: zone, books: books, currencies: currencies)
    ledger =
      readsLedger
      ? try loader.ledger(
        limits, formats: settings.formats,
        models: loaded.books.prices.allModels) : []
    buckets = loader.bucketExports
    bucketFiles = loader.bucketFiles
    bills = loader.bills
    creditMappings = loader.creditMappings
    hasMappings = loader.hasMappings
    ignoredFiles = loader.ignoredFiles.map { Name($0) }.sorted().map(\.description)
    let tried = TriedProposals(
      loader.unknownExports.proposals(books), root: root, limits: limits, books: books,
      reconciler: Reconciler(currencies: currencies, settings: settings))
    proposals = tried.proposals
    self.root = root
    self.reading = reading
    self.knownAt = knownAt
    bookFiles = loader.bookFiles
    bookSources = loader.bookSources
    acknowledgements = loader.acknowledgements
    headers = loader.headers
    findings = tried.told(loader.findings).inReadingOrder.typed(in: root)
  }

  /// The workspace whose customers pay for usage, whatever its books say.
  package func sold() -> Workspace {
    var workspace = self
    workspace.books = books.with(isSold: true)
    return workspace
  }

  /// The workspace of usage that is not sold: notes that plans of accounts, which no book has, are not used.
  package func unsold() -> Workspace {
    if books.accounts.isEmpty { return self }
    var workspace = self
    workspace.findings.removeAll {
      $0.place.file == WorkspacePath.accounts && $0.code == "book.unknown"
    }
    workspace.findings.append(
      Finding(
        .note, at: Place(file: WorkspacePath.accounts), code: "book.unused",
        message: "names tiers only: no book sets customer prices, so Assay ignores the plans",
        help: "nothing to do if customers do not pay by usage; otherwise add the plans to plans.csv"
      ))
    workspace.findings = workspace.findings.inReadingOrder
    return workspace
  }

  /// Refuses the workspace if one of its errors is of a kind that is not borne, and tells all that was noted of it.
  package func refuseErrors(where isRefused: (Finding) -> Bool = { _ in true }) throws(RunRefusal) {
    if findings.contains(where: { $0.severity == .error && isRefused($0) }) {
      throw RunRefusal(findings: findings)
    }
  }
}

extension [Finding] {
  /// By file, line and column; findings of one place in the order in which they were made.
  package var inReadingOrder: [Finding] {
    enumerated().sorted { left, right in
      let (a, b) = (left.element.place, right.element.place)
      if a.file != b.file { return Name(a.file) < Name(b.file) }
      return (a.line ?? 0, a.column ?? 0, left.offset) < (b.line ?? 0, b.column ?? 0, right.offset)
    }.map(\.element)
  }
}
