import Ledger
import Outputs
import Scenarios
import Simulation
import Tables

/// A simulation as one JSON document: the rows of its tables, exact, as texts; see docs/JSON.md.
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
      [("assay", .string(Version.number))]
        + tables.map {
          (key: $0.name.split(separator: "-").joined(separator: "_"), value: $0.json)
        }
    ).text
  }
}

extension Table {
  /// Every row as an object of its columns; a blank cell is null.
  package var json: JSONText {
    .array(
      (0..<rowCount).map { row in
        .object(
          zip(columns, cells(at: row)).map { column, cell in
            var text = CSVText.string(cell)
            if case .text(let name) = cell { text = name.description }
            return (column.name, text.isEmpty ? .null : .string(text))
          })
      })
  }
}
