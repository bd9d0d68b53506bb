/// Short texts for the faults of rejected rows, where one line counts many rows.
enum RowFaultText {
  /// Returns the words for a code; nil where its message tells it best.
  ///
  /// - Parameter message: of the first of the rows.
  static func words(for code: String, message: String) -> String? {
    if code == "num.sign" {
      let column = message.prefix { $0 != " " }
      if message.contains("no plus sign") { return "a number has a plus sign" }
      return column.contains("cost") || column.contains("credits") || column.contains("multiplier")
        ? "a negative amount" : "a negative count"
    }
    return table[code]
  }

  private static let table = [
    "csv.fields": "a wrong number of fields", "csv.header2": "the header line again",
    "csv.quote": "a quote in the wrong place", "csv.long": "a field or row is too long",
    "csv.total": "a total line", "enc.utf8": "text that is not UTF-8",
    "id.empty": "an ID is empty", "id.exponent": "a spreadsheet changed an ID",
    "json.cut": "a line is not complete", "json.syntax": "text that is not JSON",
    "json.type": "a value of the wrong type", "json.twice": "a key appears twice",
    "num.comma": "a comma in a number", "num.currency": "a number with a currency",
    "num.form": "text in place of a number", "num.fraction": "a count with a fraction",
    "num.range": "a number is too large", "num.scale": "a number with too many decimals",
    "qty.none": "every quantity is blank", "qty.negative": "the parts exceed the total",
    "refund.usage": "a refund is not usage", "session.model": "no line names the model",
    "time.empty": "a time is missing", "time.epoch": "a time is a number of seconds",
    "time.order": "the end is before the start", "time.range": "no such date or time",
    "time.serial": "a time is a day number", "time.window": "a time outside 2015 to 2099",
    "time.zone": "a time has no zone", "value.byok": "byok is neither true nor false",
    "value.status": "an unknown status",
  ]
}
