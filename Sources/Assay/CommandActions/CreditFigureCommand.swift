import Commands
import Credits
import Ledger
import Outputs
import Presentation
import Terminal

/// `assay explain --figure credit-balances/…`, `grants/…` and `deferred-revenue/…`: the movements or events behind a figure.
enum CreditFigureCommand {
  static func run(_ arguments: Arguments, _ figure: CreditFigure) throws -> ExitStatus {
    let loaded = try LoadedCredits.required(
      arguments.workspace, arguments, period: try arguments.period())
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    let explanations =
      switch figure.report {
      case .balances: try [ofAccount(figure, loaded)]
      case .grants: ofGrants(figure, loaded)
      }
    if explanations.isEmpty {
      Terminal.standardError.write(
        FindingPrinter(.auto).line(
          "assay: error: no grant \"\(figure.key.description)\" by the end of the period (exit 1)"))
      return .failed
    }
    Terminal.standardOutput.write(
      arguments.has("--json")
        ? CreditFigureExplanation.json(explanations)
        : explanations.map { $0.screen(width: Terminal.width, paint: paint) }
          .joined(separator: "\n"))
    return .complete
  }

  /// The events behind a figure of `deferred-revenue.csv`.
  static func run(_ arguments: Arguments, _ figure: DeferredFigure) throws -> ExitStatus {
    let loaded = try LoadedCredits.required(
      arguments.workspace, arguments, period: try arguments.period())
    let explanation = DeferredFigureExplanation(
      figure, loaded.credits.audit, zone: loaded.workspace.zone)
    Terminal.standardOutput.write(
      arguments.has("--json")
        ? explanation.json
        : explanation.screen(
          width: Terminal.width, paint: Paint(try arguments.paint(), for: .standardOutput)))
    return .complete
  }

  private static func ofAccount(
    _ figure: CreditFigure, _ loaded: LoadedCredits
  ) throws -> CreditFigureExplanation {
    let credits = loaded.credits
    let accounts = try AccountOperands.numbers(of: [figure.key.description], in: credits)
    return CreditFigureExplanation(
      figure, ofAccount: credits.stories(of: accounts)[0],
      before: credits.stories(of: accounts, in: .beforePeriod)[0], credits.audit, credits.books,
      zone: loaded.workspace.zone)
  }

  /// One per account that has a grant of this id.
  private static func ofGrants(
    _ figure: CreditFigure, _ loaded: LoadedCredits
  ) -> [CreditFigureExplanation] {
    let found = loaded.credits.grants(of: figure.key)
    return found.map { story, index in
      CreditFigureExplanation(
        figure, ofGrant: index, story, loaded.credits.audit, loaded.credits.books,
        zone: loaded.workspace.zone)
    }
  }
}
