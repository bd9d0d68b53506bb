import Forecasting
import Tables

extension Outlook {
  /// Which money ahead is not known, because requests have no price; nil where all of it is.
  package var coverageNote: String? {
    guard let expected, expected.unpriced > 0 else { return nil }
    let all = Outlook.count(expected.requests)
    let part =
      expected.unpriced == expected.requests
      ? "none of the \(all) expected requests has a price"
      : "\(Outlook.count(expected.unpriced)) of \(all) expected requests "
        + (expected.unpriced == 1 ? "has no price" : "have no price")
    if expected.isUnknown {
      return "No forecast of vendor cost\(expected.isSold ? " or revenue" : ""): as in the last "
        + "days, \(part)."
    }
    return
      "The forecast of \(expected.isSold ? "cost and revenue" : "vendor cost") covers only "
      + "requests with a price: \(part)."
  }

  private static func count(_ number: Int64) -> String {
    NumberView.grouped(decimals: 0).text(Int128(number), scale: 0)
  }

  /// The sentences about groups that are forecast as one, one for each cut that has such groups.
  package var restSentences: [String] {
    rests.map { rest in
      func count(_ number: Int) -> String {
        NumberView.grouped(decimals: 0).text(Int128(number), scale: 0)
      }
      return
        "The \(count(rest.beside)) \(rest.groups) with the largest vendor cost have their own forecast;"
        + " the other \(count(rest.count)) are forecast as one: \(rest.series)."
    }
  }
}

extension ReportInput {
  /// Why days ahead are not forecast, or their money is not; nil where all is.
  package var forecastShortness: String? {
    if let outlook {
      return outlook.shortness
        ?? (outlook.expected?.isUnknown == true ? outlook.coverageNote : nil)
    }
    // Of less than two days there is no outlook.
    guard let usual = facts.usualDays else { return Outlook.shortness(ofDays: 0) }
    let days = Int(usual.upperBound.number - usual.lowerBound.number) + 1
    return days < 2 ? Outlook.shortness(ofDays: days) : nil
  }
}
