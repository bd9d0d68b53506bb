import Credits
import Intake
import Ledger
import Workspace

extension EventInput {
  /// Makes the input of a file of credit events, with the mapping that the settings state for it.
  package init(_ file: CreditFiles.File) {
    self.init(
      source: file.source, isJSONLines: file.isJSONLines,
      mapping: file.mapping.map { CreditMapping($0) }, size: file.size)
  }
}

extension CreditMapping {
  /// Makes the mapping that the settings state.
  package init(_ stated: ConfiguredBillOrEventMapping) {
    self.init()
    func column(_ name: String) -> CreditColumn {
      guard let column = CreditColumn.allCases.first(where: { $0.header == name }) else {
        preconditionFailure("the settings allow known columns only")
      }
      return column
    }
    for (name, sources) in stated.columns { columns[column(name)] = sources }
    for (name, text) in stated.constants { constants[column(name)] = text }
    for (name, texts) in stated.values { values[column(name)] = texts }
    for (name, unit) in stated.units { units[column(name)] = UnitFactor(word: unit) }
    if let times = stated.times { self.times = times }
    numbers = stated.numbers
  }
}
