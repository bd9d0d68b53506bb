import Ledger

extension Cell {
  /// A percentage in 10⁻⁴ of one, blank where there is none.
  package static func percent(orBlank tenThousandths: Int128?) -> Cell {
    tenThousandths.map { .percent(tenThousandths: $0) } ?? .blank
  }

  /// An amount, blank where it is not known.
  package static func money(orBlank money: Money?) -> Cell {
    money.map { .money($0) } ?? .blank
  }

  /// A number of credits, blank where it is not known.
  package static func credits(orBlank credits: Credits?) -> Cell {
    credits.map { .credits($0) } ?? .blank
  }

  /// A sum of credits, blank where it is not known.
  package static func creditsSum(orBlank microcredits: Int128?) -> Cell {
    microcredits.map { .creditsSum(microcredits: $0) } ?? .blank
  }

  /// A count, blank where it is not known.
  package static func count(orBlank count: Int64?) -> Cell {
    count.map { .count(Int128($0)) } ?? .blank
  }

  /// A multiplier, blank where there is none.
  package static func multiplier(orBlank multiplier: Multiplier?) -> Cell {
    multiplier.map { .multiplier($0) } ?? .blank
  }

  /// A day, blank where there is none.
  package static func day(orBlank day: Day?) -> Cell {
    day.map { .day($0) } ?? .blank
  }
}
