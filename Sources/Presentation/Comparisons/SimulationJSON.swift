import Ledger
import Outputs
import Scenarios
import Simulation
import Tables
import Workbook

/// A simulation as one JSON document: the rows of its tables, exact; see docs/JSON.md.
package struct SimulationJSON {
  let answer: SimulationAnswer

  /// - Parameter answer: what the document is of.
  package init(answer: SimulationAnswer) {
    self.answer = answer
  }

  /// The document.
  package var text: String {
    let tables = [answer.simulation.table] + [answer.search?.table].compactMap(\.self)
    return JSONText.object(
      [
        ("assay", .string(Version.number)),
        ("coverage", .described(answer.simulation.baseline.coverage)), ("scenarios", scenarios),
      ]
        + tables.map {
          (key: $0.name.split(separator: "-").joined(separator: "_"), value: $0.json)
        } + (isBare ? [("tier_multipliers", .array(answer.tierNeeds.map(json)))] : [])
    ).text
  }

  private var isBare: Bool { answer.simulation.scenarios.isEmpty && answer.search == nil }

  /// The assumption of each scenario, and the loss of usage at which it no longer raises margin.
  private var scenarios: JSONText {
    let simulation = answer.simulation
    return .array(
      simulation.scenarios.indices.map { index in
        .object([
          ("scenario", .string(simulation.scenarios[index].name.description)),
          ("assumption", .string("usage stays the same")),
          (
            "break_even_loss_percent",
            simulation.breakEvenLoss(of: index).map {
              .string(DecimalText.string($0.perMille, scale: 1))
            } ?? .null
          ),
        ])
      })
  }

  private func json(_ need: TierBreakEven) -> JSONText {
    .object([
      ("tier", .string(need.tier.description)),
      ("multiplier_lowest", .string(need.least.description)),
      ("multiplier_highest", .string(need.most.description)),
      ("zero_margin_multiplier", .described(need.zero.multiplier)),
      ("target_margin_percent", .described(need.targetMargin)),
      ("target_multiplier", .described(need.target?.multiplier)),
      ("short_usd", .described(need.short)),
    ])
  }
}

extension Table {
  /// Every row as an object of its columns.
  package var json: JSONText {
    .array(
      (0..<rowCount).map { row in
        .object(zip(columns, cells(at: row)).map { ($0.name, $1.json) })
      })
  }
}

extension Cell {
  /// A count as a number, anything else as its text with every digit; null where it is blank.
  var json: JSONText {
    switch self {
    case .count(let count): return .whole(count)
    case .text(let name): return name.isEmpty ? .null : .string(name.description)
    case .blank, .money, .credits, .creditsSum, .seconds, .multiplier, .percent, .decimal,
      .shownMoney, .day, .boolean:
      let text = CSVText.string(self)
      return text.isEmpty ? .null : .string(text)
    }
  }
}
