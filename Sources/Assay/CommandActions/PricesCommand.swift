import Commands
import Ledger
import Outputs
import Presentation
import PriceImport
import Pricing
import Scenarios
import Terminal
import Workspace

/// `assay prices`: the price book.
enum PricesCommand {
  private enum Verb: String, CaseIterable {
    case list, check, diff
    case `import`
  }

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let (verb, rest): (Verb, [String]) = try arguments.verb(of: "prices")
    switch verb {
    case .list: return try list(rest, arguments)
    case .check: return try check(rest, arguments)
    case .diff: return try compare(rest, arguments)
    case .import: return try importCatalog(rest, arguments)
    }
  }

  /// Splits off the last `count` operands; what is left is the workspace.
  private static func split(
    _ operands: [String], _ count: Int, _ verb: Verb, _ name: String
  ) throws(UsageFault) -> (root: String, rest: [String]) {
    guard operands.count >= count else {
      throw .missingOperand(command: "prices \(verb)", operand: name)
    }
    guard operands.count <= count + 1 else {
      throw .tooManyOperands(command: "prices \(verb)", first: operands[count + 1])
    }
    let hasRoot = operands.count > count
    return (Arguments.folder(hasRoot ? operands[0] : nil), Array(operands.suffix(count)))
  }

  /// Says it as JSON where that is requested, else as words.
  private static func answer(
    _ json: JSONText, _ arguments: Arguments, _ text: (Int, Paint) -> String
  ) throws {
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    Terminal.standardOutput.write(
      arguments.has("--json") ? json.text : text(Terminal.width, paint))
  }

  /// The workspace with books that can be used.
  private static func workspace(at root: String, _ arguments: Arguments) throws -> Workspace {
    try MissingWorkspace.refuse(root)
    let workspace = try Workspace(
      root: root, knownAt: try arguments.knownAt(), readsLedger: false)
    let errors = workspace.findings.filter { $0.severity == .error }
    if !errors.isEmpty { throw RunRefusal(findings: errors) }
    return workspace
  }

  // MARK: list

  private static func list(_ operands: [String], _ arguments: Arguments) throws -> ExitStatus {
    let (root, _) = try split(operands, 0, .list, "")
    let at = try arguments.instant("--at") ?? Instant(startOf: Instant.now.utcDay)
    let prices = try workspace(at: root, arguments).books.prices
    let provider = arguments.text("--provider").map { Name($0) }
    let providers = Set(prices.allModels.map(\.provider)).sorted().map(\.description)
    if let provider, !providers.contains(provider.description) {
      throw UsageFault.wrongValue(
        option: "--provider", text: provider.description,
        expected: "a provider of the price book",
        near: providers.first { Name($0).lowercased == provider.lowercased }
          ?? nearest(to: provider.description, among: providers))
    }
    let listing = PriceListing(
      quotes: prices.quotes(at: at).filter { provider == nil || $0.price.key.provider == provider },
      at: at, knownAt: try arguments.knownAt())
    try answer(listing.json, arguments, listing.text)
    return .complete
  }

  // MARK: check

  private static func check(_ operands: [String], _ arguments: Arguments) throws -> ExitStatus {
    let (root, _) = try split(operands, 0, .check, "")
    var options = try arguments.workOptions()
    options.weighsPrices = true
    try MissingWorkspace.refuse(root)
    let workspace = try Workspace(root, options)
    let progress = arguments.progress(for: workspace)
    let review: PriceReview
    do throws(RunRefusal) {
      review = PriceReview(
        try Run(workspace: workspace, options: options, progress: progress?.ofLedger))
    } catch { review = PriceReview(error) }
    progress?.erase()
    if !arguments.has("--json") {
      let printer = FindingPrinter(try arguments.paint())
      Terminal.standardError.write(
        printer.text(review.findings.errorsFirst))
    }
    try answer(review.json, arguments, review.text)
    if !arguments.has("--json"), let conclusion = review.conclusion {
      Terminal.standardError.write(conclusion + "\n")
    }
    return review.status
  }

  // MARK: diff

  private static func compare(_ operands: [String], _ arguments: Arguments) throws -> ExitStatus {
    let (root, sides) = try split(operands, 2, .diff, "two days, instants or files")
    let times = sides.map { Instant(dayOrInstant: $0) }
    let differences: [PriceDifference]
    if let start = times[0], let end = times[1] {
      differences = PriceDifference.between(
        start, end, in: try workspace(at: root, arguments).books.prices)
    } else if times.allSatisfy({ $0 == nil }) {
      differences = PriceDifference.between(
        try book(sides[0], arguments), try book(sides[1], arguments))
    } else {
      throw UsageFault.wrongOperand(
        command: "prices diff", text: sides[times[0] == nil ? 0 : 1],
        expected: "two days or instants, or two files", near: nil)
    }
    let report = DifferenceReport(differences: differences, from: sides[0], to: sides[1])
    try answer(report.json, arguments, report.text)
    return .complete
  }

  /// A price book that need not be in a workspace.
  private static func book(_ path: String, _ arguments: Arguments) throws -> PriceBook {
    var findings: [Finding] = []
    let bytes = try WholeFile.named(path, expected: "CSV")
    let rows = PriceFile.prices(bytes, file: path, faults: &findings)
    var faults: [BookProblem] = []
    let book = PriceBook(rows, knownAt: try arguments.knownAt(), faults: &faults)
    let errors = (findings + faults.map { $0.finding() })
      .filter { $0.severity == .error }
    if !errors.isEmpty { throw RunRefusal(findings: errors.inReadingOrder) }
    return book
  }

  // MARK: import

  private static func importCatalog(
    _ operands: [String], _ arguments: Arguments
  ) throws -> ExitStatus {
    let (root, catalog) = try split(operands, 1, .import, "a file or folder")
    let source = try arguments.value(
      "--source", expected: CatalogSource.allCases.map(\.rawValue).joined(separator: ", ")
    ) { CatalogSource(rawValue: $0) }
    let day = try arguments.value("--as-of", expected: "a day such as 2026-08-21") { Day($0) }
    let reason = arguments.text("--accept-jump")
    if let reason { try BookInputCheck.check(reason: reason, option: "--accept-jump") }
    try MissingWorkspace.refuse(root)
    let files = try CatalogFiles(catalog[0], source: source, day: day, today: Instant.now.utcDay)
    let lock = try WorkspaceLock.ofWriter(root, waiting: try arguments.patience())
    defer { lock.release() }
    let done = try PriceImport(
      files, into: try Workspace(root: root, knownAt: nil, readsLedger: false),
      jumpReason: reason, forAllTime: arguments.has("--for-all-time"))
    let report = ImportReport(done, books: try done.planned().books)
    try done.write()
    try answer(report.json, arguments, report.text)
    if !arguments.has("--json") {
      Terminal.standardError.write(
        FindingPrinter(try arguments.paint()).text(
          try ClosedMonthNote.findings(WorkspacePath.prices, done.times, in: root)))
    }
    return .complete
  }
}
