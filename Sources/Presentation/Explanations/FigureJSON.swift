import Explaining
import Ledger
import Outputs

/// A figure as one JSON document; see docs/JSON.md.
package struct FigureJSON {
  let figure: FigureExplanation

  /// - Parameter figure: what the document is of.
  package init(figure: FigureExplanation) {
    self.figure = figure
  }

  /// The document.
  package var text: String {
    JSONText.object([
      ("assay", .string(Version.number)), ("figure", .string(figure.address.text)),
      ("value", value), ("unit", .string(figure.unit)),
      ("cost_only", .boolean(figure.isOfNothingSold)),
      (
        "parts",
        .array(
          (figure.ratio?.parts ?? []).map {
            .object([("column", .string($0.column)), ("value", .described($0.value))])
          })
      ),
      ("sums", .string(figure.address.measure.rawValue)),
      ("facts", .number(Int64(figure.factCount))), ("requests", .number(figure.requestCount)),
      (
        "largest_facts",
        list(figure.facts, ["day", "tier", "provider", "model", "user"])
      ),
      (
        "largest_requests",
        list(figure.requests, ["request_id", "request_started_at", "row"])
      ),
    ]).text
  }

  /// A number where the figure counts requests.
  private var value: JSONText {
    guard isCount, let count = figure.value.flatMap({ Int128($0) }) else {
      return .described(figure.value)
    }
    return .whole(count)
  }

  private var isCount: Bool {
    switch figure.address.measure {
    case .requests, .rowsRated, .rowsUnpriced, .negativeMargin: figure.ratio == nil
    case .vendorCost, .recordedCost, .credits, .recordedCredits, .listRevenue, .revenue, .margin,
      .freeTierLoss, .unchargedCost:
      false
    }
  }

  private func list(_ lines: [FigureExplanation.Line], _ names: [String]) -> JSONText {
    .array(
      lines.map { line in
        .object(
          zip(names, line.cells).map { ($0, .string($1)) }
            + [
              (
                "value",
                isCount
                  ? .whole(line.value) : .string(figure.address.measure.text(line.value))
              )
            ])
      })
  }
}
