import Ledger

/// Why nothing was added to the multiplier book.
package enum MultiplierRefusal: FindingError, Hashable {
  case missingColumns([String])
  case noRow(line: Int, root: String)
  case notWaiting(line: Int, root: String)
  /// The requester may not decide on it.
  case ownRequest(line: Int, name: String)
  case nobodyAsked(line: Int)
  case nothingToPropose

  package var finding: Finding {
    let place: Place =
      switch self {
      case .noRow(let line, _), .notWaiting(let line, _), .ownRequest(let line, _),
        .nobodyAsked(let line):
        Place(file: MultiplierFile.name, line: line)
      case .missingColumns, .nothingToPropose: Place(file: MultiplierFile.name)
      }
    return Finding(.error, at: place, code: "sim.approval", message: message, help: help)
  }

  private var message: String {
    switch self {
    case .missingColumns(let columns):
      "the book has no column " + columns.map { "\"\($0)\"" }.joined(separator: ", ")
    case .noRow: "no row of the book begins on this line"
    case .notWaiting: "is not awaiting approval"
    case .ownRequest(_, let name):
      "was requested by \"\(name)\", who may not approve or reject it"
    case .nobodyAsked: "has no requested_by, so Assay cannot check that another person decides"
    case .nothingToPropose: "no scenario changes a multiplier, so there is nothing to propose"
    }
  }

  private var help: String {
    switch self {
    case .missingColumns: "add the columns to the header, and a comma for each to every row"
    case .noRow(_, let root), .notWaiting(_, let root):
      "list the pending rows: " + TypedCommand.text("multipliers list", in: root)
    case .ownRequest: "let another person decide: --by NAME"
    case .nobodyAsked: "write requested_by into the row that proposes it"
    case .nothingToPropose: "name one, as in: --set tier:pro=1.4"
    }
  }
}
