import Ledger

/// The number formats of the columns of one sheet: all amounts of US dollars have one number of decimals, and so have
/// the columns of a pair.
struct SheetViews {
  /// Per column, by the kind that cells are shown as.
  let columns: [[Column.Kind: NumberView]]

  private typealias Number = (value: Int128, scale: Int)

  /// - Parameters:
  ///   - rows: with the total.
  ///   - pairs: the indices of two columns and of their difference.
  ///   - decimals: of all amounts; nil for as many as the largest needs.
  init(_ kinds: [Column.Kind], _ rows: [[Cell]], pairs: [[Int]], decimals: Int? = nil) {
    let numbers = kinds.indices.map { SheetViews.numbers(of: rows, in: $0, kinds[$0]) }
    func all(_ kind: Column.Kind) -> [Number] { numbers.flatMap { $0[kind] ?? [] } }
    let money =
      decimals.map { NumberView.grouped(decimals: $0) } ?? NumberView.sheetMoney(of: all(.money))
    let request = NumberView.grouped(
      decimals: min(8, max(2, NumberView.mostDecimals(of: all(.requestMoney)))))
    var columns = numbers.map { numbers in
      Dictionary(
        uniqueKeysWithValues: numbers.compactMap { kind, numbers in
          switch kind {
          case .money: (kind, money)
          case .requestMoney: (kind, request)
          case .text, .count, .credits, .percent, .points, .day, .seconds, .multiplier, .decimal:
            NumberView.view(of: numbers, kind: kind).map { (kind, $0) }
          }
        })
    }
    for pair in pairs {
      let kinds = Set(pair.flatMap { columns[$0].keys })
      for kind in kinds {
        let view = SheetViews.view(of: pair, kind, rows, numbers)
        for column in pair where columns[column][kind] != nil { columns[column][kind] = view }
      }
    }
    self.columns = columns
  }

  /// The view of the cells of one kind in the columns of a pair.
  private static func view(
    of pair: [Int], _ kind: Column.Kind, _ rows: [[Cell]],
    _ numbers: [[Column.Kind: [Number]]]
  ) -> NumberView? {
    switch kind {
    case .money, .requestMoney:
      return .grouped(
        decimals: DifferenceDecimals.decimals(
          rows.compactMap { row in
            guard let first = row[pair[0]].number, let second = row[pair[1]].number,
              let difference = row[pair[2]].number, row[pair[0]].kind == .money
            else { return nil }
            return (first, second, difference)
          }))
    case .text, .count, .credits, .percent, .points, .day, .seconds, .multiplier, .decimal:
      return NumberView.view(of: pair.flatMap { numbers[$0][kind] ?? [] }, kind: kind)
    }
  }

  /// The numbers in the cells of a column of `kind`, by what they are shown as.
  private static func numbers(
    of rows: [[Cell]], in column: Int, _ kind: Column.Kind
  ) -> [Column.Kind: [Number]] {
    var numbers: [Column.Kind: [Number]] = [:]
    for row in rows {
      guard let number = row[column].number else { continue }
      numbers[kind.shown(as: row[column]), default: []].append(number)
    }
    return numbers
  }
}
