import Ledger
import Tables
import Terminal

/// A figure about credits with its unit, exact.
enum CreditAmount: Hashable {
  /// Microcredits.
  case credits(Int128)
  /// A recorded balance, in 10⁻¹⁸ credit.
  case recorded(Int128)
  /// 10⁻¹⁸ USD.
  case money(Int128)
  /// The cell in the file is blank.
  case blank

  /// The number in its unit, whatever its scale.
  var number: Int128 {
    switch self {
    case .credits(let number), .recorded(let number), .money(let number): number
    case .blank: 0
    }
  }

  /// The same without its sign.
  var magnitude: CreditAmount {
    switch self {
    case .credits(let number): .credits(abs(number))
    case .recorded(let number): .recorded(abs(number))
    case .money(let number): .money(abs(number))
    case .blank: .blank
    }
  }

  /// The figure for people without its unit: `1,412.3`.
  var figure: String {
    switch self {
    case .credits(let number): grouped(number, Credits.decimals)
    case .recorded(let number): grouped(number, 18)
    case .money(let number): grouped(number, Money.decimals)
    case .blank: "blank"
    }
  }

  /// The figure with its unit: `1,412.3 credits`.
  var text: String {
    switch self {
    case .credits, .recorded: figure == "1" ? "1 credit" : figure + " credits"
    case .money: figure + " USD"
    case .blank: figure
    }
  }

  private func grouped(_ number: Int128, _ decimals: Int) -> String {
    FullPrecisionText.grouped(DecimalText.string(number, scale: decimals))
  }

  var json: JSONText {
    switch self {
    case .credits(let number): CreditAuditTexts.creditsJSON(number)
    case .recorded(let number): Cell.decimal(number, scale: 18).json
    case .money(let number): CreditAuditTexts.moneyJSON(number)
    case .blank: .null
    }
  }
}
