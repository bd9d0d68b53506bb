import Explaining
import Intake
import Ledger
import Outputs
import Pricing
import Reconciliation

/// A request as one JSON document, with the facts of its screen; see docs/JSON.md.
package struct ExplainJSON {
  let explanation: Explanation
  let reconciler: Reconciler
  let currencyRates: [DatedRow<CurrencyRate>]
  /// The credits of the request; nil if `credits/` has no file.
  let credits: RequestCredits?

  /// - Parameters: see the members of these names.
  package init(
    explanation: Explanation, reconciler: Reconciler, currencyRates: [DatedRow<CurrencyRate>],
    credits: RequestCredits? = nil
  ) {
    self.explanation = explanation
    self.reconciler = reconciler
    self.currencyRates = currencyRates
    self.credits = credits
  }

  /// The document.
  package var text: String {
    JSONText.object([("assay", .string(Version.number))] + members).text
  }

  /// Returns one document on several requests, in their order, and the ids that no row has.
  package static func text(of requests: [ExplainJSON], notFound: [Name]) -> String {
    JSONText.object([
      ("assay", .string(Version.number)),
      ("requests", .array(requests.map { .object($0.members) })),
      ("not_found", .array(notFound.map { .string($0.description) })),
    ]).text
  }

  private var members: [(key: String, value: JSONText)] {
    let shown = explanation.shown
    var members: [(key: String, value: JSONText)] = [
      ("request_id", .string(explanation.requestID.description)),
      ("state", .string(explanation.state.code)), ("file", .string(shown.file.path)),
      ("line", .number(shown.line)),
    ]
    switch shown.content {
    case .counted(let row): members += counted(row)
    case .rejected(let content):
      members += [
        ("faults", faults(content)), ("estimated_cost_usd", .described(content.estimatedCost)),
      ]
    }
    members.append(("other_rows", .array(explanation.others.map(other))))
    if let credits { members.append(("credit_ledger", credits.json)) }
    return members
  }

  private func counted(_ row: CountedRow) -> [(key: String, value: JSONText)] {
    let json = TraceJSON(trace: row.trace)
    let isRated = row.trace.rated.disposition == .rated
    let exchangeRate = ExchangeRate(of: row, among: currencyRates)
    let creditsDifference = row.recordedCredits.map { $0 - row.trace.rated.credits }
    return [
      ("request_started_at", .string(row.startedAtText.description)),
      ("request_started_at_row", .described(explanation.firstLine?.place)),
      ("user_id", .text(row.user.user)), ("account_id", .text(row.user.account)),
      ("tier_row", .row(row.isTierGiven ? row.account?.place : nil)),
      ("plan_of_account", row.account.map { .text($0.value.plan) } ?? .null),
    ] + json.request + [
      (
        "cost",
        .object(
          json.cost + [
            ("recorded_cost_usd", .described(row.outcome.recordedCost)),
            ("recorded_amount", .described(row.recordedCost)),
            ("recorded_currency", .text(row.trace.card.kind.currency)),
            ("exchange_rate", .described(exchangeRate?.usdPerUnit)),
            ("exchange_rate_row", .row(exchangeRate?.place)),
            ("class", .string(row.outcome.cost.name)),
            ("difference_usd", .described(costDifference(row))),
          ])
      ),
      (
        "charge",
        .object(
          json.charge + [
            ("recorded_credits", .described(row.recordedCredits)),
            ("recorded_multiplier", .described(row.recordedMultiplier)),
            ("class", .string(row.outcome.credits.name)),
            (
              "difference",
              isRated ? .described(creditsDifference) : .null
            ),
          ])
      ),
    ] + [("diagnosis", DiagnosisJSON(row: row).value)]
  }

  private func costDifference(_ row: CountedRow) -> Money? {
    reconciler.difference(row.outcome.recordedCost, row.trace)
  }

  private func other(_ other: Explanation.Other) -> JSONText {
    var members: [(key: String, value: JSONText)] = [
      ("state", .string(other.state.code)), ("file", .string(other.row.file.path)),
      ("line", .number(other.row.line)),
    ]
    switch other.state {
    case .conflict(_, let differences):
      members.append(
        (
          "differences",
          .array(
            differences.map {
              .object([
                ("column", .string($0.column.name)), ("here", .string($0.here.description)),
                ("there", .string($0.there.description)),
              ])
            })
        ))
    case .rejected(let content): members.append(("faults", faults(content)))
    case .compared, .unpriced, .duplicate, .outsidePeriod: break
    }
    return .object(members)
  }

  private func faults(_ content: RejectedContent) -> JSONText {
    .array(
      content.faults.map {
        .object([("code", .string($0.code)), ("message", .string($0.message))])
      })
  }
}
