import Cube
import Engine
import Intake
import Ledger
import Reconciliation

/// The source of a figure: the rows of facts that it sums, and its heaviest requests.
package struct FigureExplanation {
  package let address: FigureAddress
  /// The sum, even where the figure is a ratio of it.
  let sum: Int128
  /// It is a figure of sales, and nothing is sold: no report has it.
  package let isOfNothingSold: Bool
  /// Anything of the sum is known; else nothing is listed.
  private let isKnown: Bool
  /// Nil of a figure that is a sum itself.
  package let ratio: FigureRatioWorked?
  /// The number of rows of `facts.csv` that the figure sums, and of their requests.
  package let factCount: Int
  package let requestCount: Int64
  /// The first and the last day of these rows.
  package let days: ClosedRange<Day>
  /// The heaviest first, at most `listed`.
  package let facts: [Line]
  package let requests: [Line]

  /// A fact or a request, and what it adds to the figure.
  package struct Line {
    package let value: Int128
    /// Texts that say which it is.
    package let cells: [String]
  }

  package static let listed = 100

  /// The figure as its report has it; nil where that leaves it blank.
  package var value: String? {
    if let ratio { return ratio.value }
    return isKnown ? address.measure.text(sum) : nil
  }

  package var unit: String { address.ratio?.unit ?? address.measure.unit }

  /// Nil where no fact has the key.
  package init?(_ address: FigureAddress, of run: LedgerRun) throws {
    let facts = run.figures.facts
    let charged = run.workspace.books.settings.charged
    var heaviest = TopContributors()
    var sum: Int128 = 0
    var totals = MoneyTotals()
    var users: Set<Name> = []
    var last: (line: Int32, day: Day, user: Int32)?
    var open: Line?
    var count = 0
    var days: ClosedRange<Day>?
    for fact in facts.rows {
      let dimensions = facts.dimensions[Int(fact.dimensions)]
      let user = facts.users[Int(fact.user)]
      guard address.includes(fact.day, dimensions, user, charged: charged) else { continue }
      let measures = facts.rows.measures(of: fact)
      let part = address.measure.value(measures, facts.moneyTerms[Int(fact.dimensions)])
      sum += part
      totals.add(measures, facts.moneyTerms[Int(fact.dimensions)])
      users.insert(user.reported)
      days =
        min(days?.lowerBound ?? fact.day, fact.day)...max(days?.upperBound ?? fact.day, fact.day)
      let number = facts.lineOfDimensions[Int(fact.dimensions)]
      // Facts that differ only in their terms are one row of facts.csv.
      if let last, let line = open, last == (number, fact.day, fact.user) {
        open = Line(value: line.value + part, cells: line.cells)
        continue
      }
      if let open { heaviest.append(open) }
      last = (number, fact.day, fact.user)
      count += 1
      open = Line(
        value: part,
        cells: [fact.day.description] + dimensions.cells.prefix(3).map(\.description)
          + [user.reported.description])
    }
    if let open { heaviest.append(open) }
    guard let days else { return nil }
    self.address = address
    self.sum = sum
    isKnown = address.measure.isKnown(totals)
    isOfNothingSold = address.measure.isOfSales && facts.total().isUnsold
    ratio = address.ratio?.worked(
      totals, users: users.count,
      freeTierLoss: facts.total(where: \.terms.isFree).vendorCost)
    factCount = count
    self.days = days
    requestCount = totals.requests
    self.facts = isKnown ? heaviest.finished : []
    self.requests = isKnown ? try FigureExplanation.requests(address, of: run) : []
  }

  /// The heaviest requests of the figure, found by going over the ledger once more.
  private static func requests(_ address: FigureAddress, of run: LedgerRun) throws -> [Line] {
    let charged = run.workspace.books.settings.charged
    var heaviest = TopContributors()
    try LedgerRescan.forEachBlock(of: run.map) { blocks, slice in
      for index in blocks.records.indices {
        let (record, rated) = (blocks.records[index], blocks.rated[index])
        let dimensions = blocks.card(of: rated).dimensions
        guard
          address.includes(record.day, dimensions, blocks.user(of: record), charged: charged)
        else { continue }
        var measures = Measures()
        _ = measures.add(record, rated, blocks.outcomes[index], sign: 1)
        let value = address.measure.value(measures, MoneyTerms(dimensions))
        guard heaviest.takes(value) else { continue }
        let location = RowLocation(record, slice: slice)
        if run.repeats.locations.contains(location) { continue }
        let place = run.map.place(of: location)
        heaviest.append(
          Line(
            value: value,
            cells: [
              Name(bytes: record.requestID).description,
              Name(bytes: record.startedAtText).description,
              "\(place.file):\(place.line)",
            ]))
      }
    }
    return heaviest.finished
  }
}

/// Collects the lines that weigh most, equal ones in the order in which they came.
struct TopContributors {
  private var lines: [(line: FigureExplanation.Line, order: Int)] = []
  private var count = 0
  /// The minimum weight of a line among the heaviest, once there are enough.
  private var least: UInt128 = 0

  /// True if a line of this value may be among the heaviest; zero never is.
  func takes(_ value: Int128) -> Bool { value != 0 && value.magnitude >= least }

  mutating func append(_ line: FigureExplanation.Line) {
    count += 1
    lines.append((line, count))
    if lines.count >= 4 * FigureExplanation.listed { cut() }
  }

  private mutating func cut() {
    lines.sort {
      let (left, right) = ($0.line.value.magnitude, $1.line.value.magnitude)
      return left == right ? $0.order < $1.order : left > right
    }
    if lines.count > FigureExplanation.listed {
      lines.removeLast(lines.count - FigureExplanation.listed)
      least = lines.last?.line.value.magnitude ?? 0
    }
  }

  var finished: [FigureExplanation.Line] {
    var all = self
    all.cut()
    return all.lines.map(\.line)
  }
}
