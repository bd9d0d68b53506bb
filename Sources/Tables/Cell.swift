import Ledger

/// One typed value of a table; the type decides how it is written and shown.
package enum Cell: Hashable, Sendable {
  /// Not known or not applicable; never zero.
  case blank
  case text(Name)
  case count(Int128)
  case money(Money)
  case credits(Credits)
  /// A sum of credits, which may leave the range of `Credits`.
  case creditsSum(microcredits: Int128)
  case seconds(nanoseconds: Int128)
  case multiplier(Multiplier)
  /// A percentage or a difference of percentages in points, in 10⁻⁴ of one.
  case percent(tenThousandths: Int128)
  /// Any other exact decimal: the first value × 10⁻ˢᶜᵃˡᵉ.
  case decimal(Int128, scale: Int)
  /// An amount of US dollars as people see it, the first value × 10⁻ᵈᵉᶜⁱᵐᵃˡˢ, always written with all its decimals.
  case shownMoney(Int128, decimals: Int)
  case day(Day)
  /// Written as the word `true` or `false` everywhere.
  case boolean(Bool)
}

extension Cell {
  /// The number in the cell as `value` × 10⁻ˢᶜᵃˡᵉ; nil for cells that hold none.
  package var number: (value: Int128, scale: Int)? {
    switch self {
    case .blank, .text, .day, .boolean: nil
    case .count(let count): (count, 0)
    case .money(let money): (money.attodollars, Money.decimals)
    case .credits(let credits): (Int128(credits.microcredits), Credits.decimals)
    case .creditsSum(let microcredits): (microcredits, Credits.decimals)
    case .seconds(let nanoseconds): (nanoseconds, 9)
    case .multiplier(let multiplier): (Int128(multiplier.millionths), Multiplier.decimals)
    case .percent(let tenThousandths): (tenThousandths, 4)
    case .decimal(let value, let scale), .shownMoney(let value, let scale): (value, scale)
    }
  }
}

extension Cell {
  /// The kind of column that shows the cell best; text where it is blank.
  package var kind: Column.Kind {
    switch self {
    case .blank, .text, .boolean: .text
    case .count: .count
    case .money, .shownMoney: .money
    case .credits, .creditsSum: .credits
    case .seconds: .seconds
    case .multiplier: .multiplier
    case .percent: .percent
    case .decimal: .decimal
    case .day: .day
    }
  }
}

/// One column of a table: its name in the CSV, what its numbers are, and what it means.
package struct Column: Hashable, Sendable {
  /// The name in the CSV header, in lower case with `_` between words.
  package let name: String
  /// The kind of its numbers.
  package let kind: Kind
  /// The meaning of the column in a sentence, for the workbook; empty if no workbook explains it.
  package let meaning: String
  /// Its texts are sentences, which a sheet shows whole on as many lines as they need.
  package let isProse: Bool

  /// Makes a column of a kind.
  package init(_ name: String, _ kind: Kind, _ meaning: String = "", isProse: Bool = false) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
    self.isProse = isProse
  }

  /// The way a column is shown to people; the CSV does not depend on it.
  ///
  /// A cell of another type than its column is shown as its own type asks.
  package enum Kind: Hashable, Sendable {
    case text
    case count
    /// US dollars, with as many decimals, up to 8, as the smallest amount of the column needs.
    case money
    /// US dollars of single requests, always with 8 decimals.
    case requestMoney
    case credits
    case percent
    /// A difference of percentages, with its sign.
    case points
    case day
    case seconds
    case multiplier
    case decimal
  }
}

extension Column.Kind {
  /// Returns the kind that a cell of such a column is shown as: the column's, or the cell's own where that
  /// is another.
  package func shown(as cell: Cell) -> Column.Kind {
    switch (cell, self) {
    case (.blank, _), (.text, _), (.boolean, _): .text
    case (.day, _): .day
    case (.money, .requestMoney), (.percent, .points): self
    case (.decimal, .text), (.decimal, .day), (.decimal, .count): .decimal
    case (.decimal, _): self
    case (.count, _): .count
    case (.money, _), (.shownMoney, _): .money
    case (.credits, _), (.creditsSum, _): .credits
    case (.seconds, _): .seconds
    case (.multiplier, _): .multiplier
    case (.percent, _): .percent
    }
  }
}

extension Sequence<Cell> {
  /// The largest number in the cells as `value` × 10⁻ˢᶜᵃˡᵉ; nil where they hold none.
  package var largest: (value: Int128, scale: Int)? {
    let numbers = compactMap(\.number)
    let scale = numbers.map(\.scale).max() ?? 0
    // Wholes before fractions: the end of a range may be too large to be written with the decimals of money.
    func parts(_ number: (value: Int128, scale: Int)) -> (whole: Int128, fraction: Int128) {
      let parts = number.value.quotientAndRemainder(dividingBy: powerOfTen(number.scale))
      return (parts.quotient, parts.remainder * powerOfTen(scale - number.scale))
    }
    return numbers.max { parts($0) < parts($1) }
  }
}
