import Glibc
import Ledger
import Pricing

extension CommandDeclaration {
  static let prices = CommandDeclaration(
    name: "prices", purpose: "the price book: list, check, compare, import",
    summary: "The price book: what is in force, what is wrong, what changed, and catalogs.",
    operands: "list|check|diff|import [WORKSPACE] [CATALOG]",
    examples: [
      "assay prices import data.json --as-of 2026-08-21", "assay prices list --at 2026-08-01",
    ],
    options: [
      Option(
        name: "--source", value: "NAME", group: .request,
        help: "the catalog that is imported [found out]",
        takes: .word(CatalogSource.allCases.map(\.rawValue))),
      Option(
        name: "--as-of", value: "DAY", group: .request,
        help: "the day of a catalog [in its name, else today]"),
      Option(
        name: "--accept-jump", value: "REASON", group: .request,
        help: "why a price about 1,000 times another is right"),
      .json, .color, .wait, .help,
    ],
    closing: """
      import adds rows to prices/, aliases.csv and derivations.csv; none is changed.
      """,
    action: PricesCommand.run)
}

/// `assay prices`: the price book.
enum PricesCommand {
  private enum Verb: String, CaseIterable {
    case `import`
  }

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let words = Verb.allCases.map(\.rawValue)
    guard let first = arguments.operands.first else {
      throw UsageFault.missingOperand(
        command: "prices", operand: "one of " + words.joined(separator: ", "))
    }
    guard let verb = Verb(rawValue: first) else {
      throw UsageFault.wrongOperand(
        command: "prices", text: first, expected: words.joined(separator: ", "),
        near: nearest(to: first, among: words))
    }
    let rest = Array(arguments.operands.dropFirst())
    switch verb {
    case .import: return try importCatalog(rest, arguments)
    }
  }

  private static func importCatalog(
    _ operands: [String], _ arguments: Arguments
  ) throws -> ExitStatus {
    guard let catalog = operands.last else {
      throw UsageFault.missingOperand(command: "prices import", operand: "a file or folder")
    }
    let root = Arguments.folder(operands.count > 1 ? operands[0] : nil)
    let source = try arguments.value(
      "--source", expected: CatalogSource.allCases.map(\.rawValue).joined(separator: ", ")
    ) { CatalogSource(rawValue: $0) }
    let day = try arguments.value("--as-of", expected: "a day such as 2026-08-21") { Day($0) }
    let reason = arguments.text("--accept-jump")
    if let reason { try Proposer.check(reason, option: "--accept-jump", isName: false) }
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    try arguments.requireWorkspace(at: root)
    let today = Instant(nanoseconds: Int64(time(nil)) * Instant.nanosecondsPerSecond).utcDay
    let files = try CatalogFiles(catalog, source: source, day: day, today: today)
    let lock = try WorkspaceLock(root, waiting: try arguments.patience())
    defer { lock.release() }
    let done = try PriceImport(
      files, into: try Workspace(root: root, knownAt: nil, readsLedger: false),
      jumpReason: reason)
    try done.write()
    let after = try Workspace(root: root, knownAt: nil, readsLedger: false)
    let report = ImportReport(done, books: after.books)
    Terminal.standardOutput.write(
      arguments.has("--json")
        ? report.json.text : report.text(width: Terminal.width, paint: paint))
    return .complete
  }
}
