import Ledger

/// Something wrong with a row of a file of series or of balances.
///
/// It carries the values; `finding` makes the words.
enum SeriesFault: Hashable {
  case step(text: Name)
  case value(column: String, text: Name)
  case gap(id: Name, step: Int64, expected: Int64)
  case stepTwice(id: Name, step: Int64, line: Int)
  case balanceTwice(id: Name, line: Int)
  /// A balance of what is no series.
  case unknown(id: Name)

  /// The most steps of a series.
  static let lastStep: Int64 = 10_000_000

  func finding(at place: Place) -> Finding {
    Finding(.error, at: place, code: code, message: message, help: help)
  }

  private var code: String {
    switch self {
    case .step, .value: "book.number"
    case .gap: "series.gap"
    case .stepTwice, .balanceTwice: "series.twice"
    case .unknown: "series.unknown"
    }
  }

  private var message: String {
    switch self {
    case .step(let text):
      "step is \"\(text.description.excerpt)\", expected a whole number from 1 to"
        + " \(SeriesFault.lastStep)"
    case .value(let column, let text):
      "\(column) is \"\(text.description.excerpt)\", expected a number of at most 10^24"
    case .gap(let id, let step, let expected):
      "\"\(id.description.excerpt)\" has step \(step) here and no step \(expected)"
    case .stepTwice(let id, let step, let line):
      "\"\(id.description.excerpt)\" has step \(step) at line \(line) already"
    case .balanceTwice(let id, let line):
      "\"\(id.description.excerpt)\" has a balance at line \(line) already"
    case .unknown(let id): "\"\(id.description.excerpt)\" has a balance and no series"
    }
  }

  private var help: String {
    switch self {
    case .step: "write a whole number, as in: 1"
    case .value: "write it with digits and a decimal point, as in: 1.25"
    case .gap:
      "number the steps of each id 1, 2, 3 … without gaps; for a step without activity, write value 0"
    case .stepTwice, .balanceTwice: "delete one of the two"
    case .unknown: "spell the id as in the series file, or delete the row"
    }
  }
}
