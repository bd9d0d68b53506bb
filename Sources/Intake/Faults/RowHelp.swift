/// The remedies for rejected or doubtful rows, by the code of the fault.
package enum RowHelp {
  /// Returns what to type or change; nil where the code is not one of a row.
  package static func text(for code: String) -> String? { texts[code] }

  private static let texts = [
    "csv.fields":
      """
    export again with one field per column; put text that contains a comma in quotes; where the last row of the file is too \
    short, the file was cut off: fetch it again
    """,
    "csv.quote":
      "export again with the whole field in quotes, and double each quote inside it: \"\"",
    "csv.header2": "leave out the repeated header when you join exports",
    "csv.long": "export again with shorter fields, and each request on its own line",
    "csv.total": "leave totals out of the export",
    "enc.utf8": "export it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 < FILE",
    "enc.bom": "export again without the byte order mark",
    "text.control": "export again without the character",
    "id.hidden": "export again without the character",
    "id.empty": "fill in the cell and export again",
    "id.exponent":
      "export the ids again from their source, as text: a spreadsheet keeps 15 digits of a number",
    "id.none": "fill in the id and export again",
    "id.guard": "nothing to do; export ids as they are to silence this",
    "csv.blank": "nothing to do; to silence this, delete empty rows before you save",
    "json.pages": "fetch the other pages into the same folder",
    "session.model":
      #"write the model on an earlier line: {"type":"turn_context","payload":{"model":"MODEL"}}"#,
    "id.long": "export a shorter id",
    "id.space": "export again without leading or trailing spaces",
    "num.form": "export it with digits only, as in: 1234",
    "num.sign":
      "leave out a reversal and the row that it reverses; leave an unknown count blank; write no plus sign",
    "num.fraction": "export a whole number, as in: 1234",
    "num.range": "check the unit of the column",
    "num.comma": "export it without digit grouping, as in: 1234; use a point before decimals",
    "num.currency": "export only the number, and its currency in the column currency",
    "num.scale": "export it with at most the expected number of decimals",
    "time.zone": "export times with their zone, as in: 2026-08-01T00:00:00Z",
    "time.range":
      "export a time that exists, as in: 2026-08-01T00:00:00Z, or as the time_format of its mapping",
    "time.window": "check the year in the export",
    "time.epoch":
      "export times with their zone, as in: 2026-08-01T00:00:00Z, or as the time_format of their mapping",
    "time.serial":
      "give the column the format yyyy-mm-dd hh:mm:ss in the spreadsheet, save it again, and state time_format and time_zone in a mapping",
    "time.empty": "fill in the cell and export again",
    "time.order": "check the two times in the export: one may be in another zone",
    "refund.usage":
      "write 0 for each count of the refund; if a request was refunded later, export it with status completed and a cost above 0",
    "value.status": "export it again as one of these: completed, partial, cancelled, failed",
    "value.byok": "export it again as one of these: true, false",
    "qty.negative":
      "check the counts of the response: does a total include its cached or reasoning tokens?",
    "qty.vendor":
      "add the rule to the mapping in assay.json: [] if the total includes only input or output, otherwise its parts, as in [\"cache_read\"]",
    "qty.overlap": "nothing to do: OpenAI counts cache writes this way",
    "qty.batch": "nothing to do if the price of the model does not depend on the length",
    "qty.caches":
      "export the column metadata as well: it states which part of the prompt came from a cache",
    "qty.total":
      "check the counts of the response: does only the total include reasoning, tool or cache tokens?",
    "qty.unknown": "add its cost when you compare with a vendor bill",
    "sum.alone": "export its child requests as well, each with its parent's id",
    "sum.nested": "leave it out of the export if it repeats the usage of its child requests",
    "qty.none": "export the quantities used, or status failed",
    "json.syntax": "export the line again as one JSON object",
    "json.cut": "export the file again, to its end",
    "json.type": "export it as the expected type",
    "json.twice": "leave one of the two out of the export",
    "json.depth": "leave deeply nested values out of the export",
    "num.space": "nothing to do; to silence this, export numbers without spaces",
    "num.group":
      "if points group digits, state it in its mapping: \"digit_grouping\": \".\"; otherwise export amounts with one decimal separator",
    "num.dot0": "nothing to do; export counts as whole numbers to silence this",
    "time.dst":
      "export times with their offset, as in: 2026-10-25T02:30:00+01:00, and with a time_format that reads it",
    "time.leap": "nothing to do: the request stays in its minute",
    "time.long": "check the two times in the export",
    "fx.range": "check usd_per_unit in fx.csv, and the cost in the export",
    "dup.same": "nothing to do: the request counts once",
    "dup.conflict": "the first row counts; export again without the wrong row",
  ]
}
