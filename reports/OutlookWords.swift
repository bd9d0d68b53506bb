import Forecasting
import Tables

extension Outlook {
  /// What is said of the groups that are forecast as one, a sentence for each cut that has such.
  package var restSentences: [String] {
    rests.map { rest in
      func count(_ number: Int) -> String {
        NumberView.grouped(decimals: 0).text(Int128(number), scale: 0)
      }
      return
        "The \(count(rest.beside)) \(rest.groups) with the largest vendor cost have a forecast of their own;"
        + " the other \(count(rest.count)) are forecast as one: \(rest.series)."
    }
  }
}
