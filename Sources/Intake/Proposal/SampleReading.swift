import Ledger

/// The way in which a proposed mapping reads an unknown export.
///
/// It covers its times, its numbers, and the classes that its totals include.
struct SampleReading {
  /// The properties that exports share so that one mapping reads them.
  ///
  /// They matter if one mapping of all exports reads some wrongly.
  struct Manner: Hashable {
    let start: [String]
    let times: String?
    /// So that what is open here is not settled by another.
    let isDayOrMonthFirst: Bool
    let namesZone: Bool
    let form: NumberForm
    let held: [LedgerColumn: Bool]
  }

  private let maker: ProposalMaker

  init(_ table: SampleTable, telling: Set<String>) {
    maker = ProposalMaker(table, telling: telling)
  }

  var manner: Manner {
    Manner(
      start: start, times: maker.guess.times?.format,
      isDayOrMonthFirst: maker.guess.times?.isDayOrMonthFirst ?? false,
      namesZone: maker.guess.times?.namesZone ?? false, form: maker.form,
      held: maker.totals.held)
  }

  /// Returns true if it reads another export as that export's own reading does.
  ///
  /// The rows of that export decide, as far as they show it.
  func fits(_ own: SampleReading) -> Bool {
    own.start == start && reads(own.maker.guess.times, own.maker.guess.texts(.startedAt))
      && LedgerColumn.allCases.allSatisfy { readsNumbers(of: $0, own) }
      && own.maker.totals.held.allSatisfy { maker.totals.held[$0] == $1 }
  }

  private var start: [String] { maker.guess.found[.startedAt, default: []] }

  private func reads(_ own: SampleTimes?, _ texts: [String]) -> Bool {
    guard let own else { return true }
    return maker.guess.times.map { $0.count(of: texts) >= own.count(of: texts) } ?? false
  }

  private func readsNumbers(of column: LedgerColumn, _ own: SampleReading) -> Bool {
    let isAmount: Bool
    switch column.content {
    case .quantity: isAmount = column == .seconds || own.maker.guess.unit(column) != nil
    case .cost, .credits, .multiplier: isAmount = true
    case .id, .name, .time: return true
    }
    func read(_ text: String, _ form: NumberForm) -> String? {
      guard let plain = form.plain(text, allowsExponent: isAmount) else { return nil }
      return isAmount || plain.isEmpty || Int64(plain) != nil ? plain : nil
    }
    return own.maker.guess.texts(column).allSatisfy { text in
      guard let plain = read(text, own.maker.form) else { return true }
      return read(text, maker.form) == plain
    }
  }
}

extension SampleTable {
  /// The places of `tables`, files of the same columns, in lists of those that one mapping can read.
  ///
  /// - Parameter telling: the names of the columns that tell their requests apart.
  package static func readAlike(_ tables: [SampleTable], telling: Set<String>) -> [[Int]] {
    if tables.count == 1 { return [[0]] }
    let all = SampleReading(joined(tables), telling: telling)
    let own = tables.map { SampleReading($0, telling: telling) }
    if own.allSatisfy(all.fits) { return [Array(tables.indices)] }
    let places = Dictionary(grouping: tables.indices) { own[$0].manner }
    return places.values.sorted { $0[0] < $1[0] }
  }
}
