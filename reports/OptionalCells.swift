import Ledger
import Tables

extension Cell {
  /// A percentage in 10⁻⁴ of one, blank where there is none.
  static func percent(orBlank tenThousandths: Int128?) -> Cell {
    tenThousandths.map { .percent(tenThousandths: $0) } ?? .blank
  }

  /// An amount, blank where it is not known.
  static func money(orBlank money: Money?) -> Cell {
    money.map { .money($0) } ?? .blank
  }

  /// A number of credits, blank where it is not known.
  static func credits(orBlank credits: Credits?) -> Cell {
    credits.map { .credits($0) } ?? .blank
  }
}
