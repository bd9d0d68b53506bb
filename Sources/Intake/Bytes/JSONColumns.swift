import Ledger
import Parsing

/// The members of JSON lines that are cells: their names, and how a value becomes the text of a cell.
package struct JSONColumns: Sendable {
  let names: [Name]
  /// Returns the text of a value as a cell of the column of that number; nil for a value of another type.
  let text: @Sendable (_ value: JSONValue.Content, _ column: Int) -> [UInt8]?
  /// Returns the fault of a value of a type that the column does not have.
  let fault: @Sendable (_ column: Int, _ found: String) -> RowFault

  /// - Parameters:
  ///   - names: the names of the members, in the order of the cells.
  ///   - text: returns the text of a value as a cell of a column; nil for a value of another type.
  ///   - fault: returns the fault of a value of another type, which is stated in words.
  package init(
    names: [Name], text: @escaping @Sendable (JSONValue.Content, Int) -> [UInt8]?,
    fault: @escaping @Sendable (Int, String) -> RowFault
  ) {
    self.names = names
    self.text = text
    self.fault = fault
  }
}

extension LedgerColumn {
  /// The members of our own ledger format.
  package static let jsonColumns = JSONColumns(
    names: allCases.map { Name($0.name) },
    text: { value, column in allCases[column].text(of: value) },
    fault: { column, found in .jsonType(allCases[column], found: found) })

  /// The text of a value as a cell of this column; nil for a value of another type.
  ///
  /// Null is blank.
  ///
  /// A number may be in quotes only where it is money or a rate, which some exports write so to keep
  /// them exact.
  private func text(of value: JSONValue.Content) -> [UInt8]? {
    switch (value, content) {
    case (.null, _): []
    case (.boolean(let boolean), .name) where self == .byok:
      Array((boolean ? "true" : "false").utf8)
    case (.number(let number), .name) where self == .byok: Array(number.utf8)
    case (.number(let number), .quantity), (.number(let number), .cost),
      (.number(let number), .credits), (.number(let number), .multiplier):
      Array(number.utf8)
    case (.string(let string), .id), (.string(let string), .name), (.string(let string), .time),
      (.string(let string), .cost), (.string(let string), .credits),
      (.string(let string), .multiplier):
      Array(string.utf8)
    case (.boolean, _), (.number, _), (.string, _), (.array, _), (.object, _): nil
    }
  }
}

extension JSONValue.Content {
  /// The type in words.
  var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
