import Ledger

/// Numbers of credits with their noun.
enum CreditFigures {
  static func noun(_ number: String) -> String {
    number == "1" || number == "-1"
      ? "\(number) credit" : "\(FullPrecisionText.grouped(number)) credits"
  }
}
