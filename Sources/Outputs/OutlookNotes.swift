import Forecasting
import Ledger
import Reports

/// The notes on a forecast without a series for each group.
enum OutlookNotes {
  static func findings(_ outlook: Outlook?) -> [Finding] {
    zip(outlook?.rests ?? [], outlook?.restSentences ?? []).map { rest, sentence in
      Finding(
        .note, at: Place(file: Report.forecast.name + ".csv"), code: "forecast.rest",
        message: sentence,
        help: "nothing to do if the names are correct")
    }
  }
}
