import Foundation

/// A ledger with nearly the same requests day after day.
package enum DailyLedger {
  /// The header of ledgers whose requests differ in the model, the region and the tokens alone.
  package static let header =
    "request_id,request_started_at,user_id,account_id,tier,provider,model,region,input_tokens,"
    + "audio_input_tokens\n"

  /// A ledger of the cells that `cells` gives of each day, after an id: the time within the day and what follows it.
  ///
  /// - Parameter first: the first day.
  package static func text(
    from first: String, days: Int, header: String = header, _ cells: (Int) -> [String]
  ) throws -> String {
    let start = try Date(first + "T00:00:00Z", strategy: .iso8601)
    var text = header
    for day in 0..<days {
      let date = start.addingTimeInterval(Double(day) * 86_400)
        .formatted(.iso8601.year().month().day())
      for (number, cell) in cells(day).enumerated() {
        text += "r\(day)-\(number),\(date)T\(cell)\n"
      }
    }
    return text
  }
}
