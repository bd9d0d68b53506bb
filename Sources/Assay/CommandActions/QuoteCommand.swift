import Commands
import Explaining
import Ledger
import Presentation
import Pricing
import Rating
import Terminal
import Workspace

/// `assay quote`: what a request that has not happened would cost and be charged, by the code of a run.
enum QuoteCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let operands = try WorkspaceOperands(arguments, command: "quote", operand: "a model")
    let quantities = try arguments.quantities()
    let start = try arguments.instant("--at")
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    let printer = FindingPrinter(try arguments.paint())
    let status = try arguments.status()
    let knownAt = try arguments.knownAt()
    try MissingWorkspace.refuse(operands.workspace)
    let workspace = try Workspace(
      root: operands.workspace, knownAt: knownAt, readsLedger: false)
    try workspace.refuseErrors()
    let provider: Name
    do throws(UnknownModel) {
      provider = try ModelProviderLookup(Name(operands.subject), books: workspace.books)
        .provider(stated: arguments.text("--provider"))
    } catch {
      Terminal.standardError.write(printer.line("assay: error: \(error.message) (exit 1)"))
      return .failed
    }
    func text(_ option: String, else fallback: Name) -> Name {
      arguments.text(option).flatMap { $0.isEmpty ? nil : Name($0) } ?? fallback
    }
    let kind = RateKey(
      tier: text("--tier", else: .empty), service: RateKey.chatService, provider: provider,
      model: Name(operands.subject), status: status, isBYOK: arguments.has("--byok"),
      serviceTier: text("--service-tier", else: RateKey.standardServiceTier),
      region: text("--region", else: .empty), currency: .empty)
    let quote = try quoted(kind, quantities, at: start, books: workspace.books)
    for warning in QuoteWarnings.lines(kind, books: workspace.books) {
      Terminal.standardError.write(printer.line("assay: warning: \(warning)"))
    }
    if arguments.has("--json") {
      Terminal.standardOutput.write(QuoteJSON(quote: quote).text)
    } else {
      Terminal.standardOutput.write(
        QuoteScreen(
          quote: quote, books: workspace.books, currencies: workspace.currencies,
          width: Terminal.width, paint: paint
        ).text)
    }
    return conclude(quote)
  }

  private static func quoted(
    _ kind: RateKey, _ quantities: Quantities, at start: Instant?, books: Books
  ) throws(RunRefusal) -> Quote {
    do throws(BookProblem) {
      return try Quote(kind, quantities: quantities, at: start, books: books)
    } catch {
      throw RunRefusal(error)
    }
  }

  private static func conclude(_ quote: Quote) -> ExitStatus {
    switch quote.trace.rated.disposition {
    case .rated: return .complete
    case .unpriced:
      Terminal.standardError.write("assay: the request has no price (exit 2)\n")
    case .inexact:
      Terminal.standardError.write("assay: the cost needs more than 18 decimals (exit 2)\n")
    case .tooLarge:
      Terminal.standardError.write(
        "assay: the cost or charge is above \(RatedRecord.Disposition.limits) (exit 2)\n")
    }
    return .rowsNotUsed
  }
}
