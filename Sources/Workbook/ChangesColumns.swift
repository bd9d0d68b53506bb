import Comparing
import Overview
import Tables

/// The columns of What changed: the drivers that moved the movers of a list most have one each, as far as a page has room.
struct ChangesColumns {
  /// In digits: two names, three figures, the drivers.
  let widths: [Int]
  /// The number of columns for drivers.
  private let most: Int

  /// The columns before the figures: the account or model, and the tier.
  static let names = 2
  /// The columns before the drivers: the names, before, after and change.
  static let figures = names + 3
  /// The fewest columns, so that the chart has room.
  private static let fewest = 9

  init(_ changed: ComparisonSummary, movers: [ComparisonSummary.ShownMover]) {
    let ofModels = movers.map(\.names).filter { $0.count > 1 }
    func width(_ texts: [String], least: Int) -> Int {
      min(40, max(least, (texts.map(SheetText.width).max() ?? 0) + 2))
    }
    // Accounts and the words of the table have the second column too.
    let tier = width(ofModels.map { $0[1] }, least: 9)
    let wide =
      changed.lines.map { "    " + $0.label }
      + movers.map(\.names).filter { $0.count == 1 }.map { $0[0] }
    let name = max(
      width(ofModels.map { $0[0] }, least: 14),
      width(wide, least: 14) - tier)
    let ofMovers = movers.flatMap { [$0.shown.start, $0.shown.end, $0.shown.change] }
    let amounts = changed.lines.flatMap(\.amounts).compactMap(\.self) + ofMovers
    let longest = amounts.map { changed.text($0).count }.max() ?? 0
    let figure = max(10, longest + 2)
    var print = PrintSetup(title: "", scope: "")
    print.isLandscape = false
    let room = print.pagePixels * 100 / PrintSetup.leastScale - 7 * (name + tier) - 10
    most = max(2, room / (7 * figure + 5) - 3)
    let used = Set(movers.flatMap(\.shown.largestDrivers)).count
    let count = ChangesColumns.figures + min(most, used)
    widths =
      [name, tier]
      + Array(repeating: figure, count: max(ChangesColumns.fewest, count) - ChangesColumns.names)
  }

  /// Returns the drivers of a list in the order of attribution; others moved some mover where one more column has their
  /// sum.
  func drivers(of movers: [ComparisonSummary.ShownMover]) -> (shown: [Driver], hasOthers: Bool) {
    func size(_ driver: Driver) -> Int128 {
      movers.reduce(0) { $0 + abs($1.shown[driver]) }
    }
    let largest = Driver.allCases.map(size).max() ?? 0
    let ranked = Driver.allCases.filter { size($0) > 0 }.sorted { left, right in
      // What is all of a mover's change stands there already, unless it moved more than any other.
      let isLate = [left, right].map { $0.isOfWhole && size($0) < largest }
      guard isLate[0] == isLate[1] else { return isLate[1] }
      let (one, other) = (size(left), size(right))
      return one == other ? left.rawValue < right.rawValue : one > other
    }
    let hasOthers = ranked.count > most
    let kept = Set(ranked.prefix(hasOthers ? most - 1 : most))
    return (Driver.allCases.filter(kept.contains), hasOthers)
  }
}

extension Driver {
  /// A mover has all of its change from it, or nothing.
  fileprivate var isOfWhole: Bool { self == .newAccounts || self == .lostAccounts }
}
