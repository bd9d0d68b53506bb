/// The remedies for rejected or doubtful rows, by the code of the fault.
package enum RowHelp {
  /// Returns what to type or change; nil where the code is not one of a row.
  package static func text(for code: String) -> String? { texts[code] }

  private static let texts = [
    "csv.fields": "export it again with a field for each column; a text with a comma needs quotes",
    "csv.quote":
      "export it again with the whole field in quotes, and double each quote within it: \"\"",
    "csv.header2": "leave out the header when exports are joined",
    "csv.long": "export it again with shorter fields, and each request on a line of its own",
    "csv.total": "leave totals out of the export",
    "enc.utf8": "export it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 < FILE",
    "enc.bom": "export it again without the mark",
    "text.control": "export it again without the character",
    "id.hidden": "export it again without the character",
    "id.empty": "export it again with it filled in",
    "id.exponent":
      "export the ids again from their source, as text: a spreadsheet keeps 15 digits of a number",
    "id.none": "export it again with the id filled in",
    "id.guard": "nothing to do; export ids as they are to silence this",
    "csv.blank": "nothing to do; delete rows without content before saving to silence this",
    "session.model":
      #"write the model on a line before it: {"type":"turn_context","payload":{"model":"MODEL"}}"#,
    "id.long": "export a shorter id",
    "id.space": "export it again without blanks at its ends",
    "num.form": "export it with digits only, as in: 1234",
    "num.sign":
      "leave out a reversal together with the row that it reverses; leave an unknown count blank, and write no plus sign",
    "num.fraction": "export a whole number, as in: 1234",
    "num.range": "look at the unit of the column",
    "num.comma": "export it without grouping, as in: 1234; decimals follow a point",
    "num.currency": "export the number alone, and its currency in the column currency",
    "num.scale": "export it with no more decimals than are expected",
    "time.zone": "export times with their zone, as in: 2026-08-01T00:00:00Z",
    "time.range":
      "export a time that exists, as in: 2026-08-01T00:00:00Z, or as the time_format of its mapping",
    "time.window": "look at the year in the export",
    "time.epoch":
      "export times with their zone, as in: 2026-08-01T00:00:00Z, or as the time_format of their mapping",
    "time.serial":
      "give the column the format yyyy-mm-dd hh:mm:ss in the spreadsheet, save it again, and state time_format and time_zone in a mapping",
    "time.empty": "export it again with it filled in",
    "time.order": "look at the two times in the export; is one of them in another zone?",
    "refund.usage":
      "write 0 for each count of the refund; a request that was used and refunded later is completed, with its cost above 0",
    "value.status": "export it again as one of these: completed, partial, cancelled, failed",
    "value.byok": "export it again as one of these: true, false",
    "qty.negative":
      "look at the counts of the response; does a total hold its cached or reasoning tokens?",
    "qty.vendor":
      "add the rule to the mapping in assay.json: [] if the total holds input or output alone, else what it holds, as in [\"cache_read\"]",
    "qty.overlap": "nothing to do: OpenAI counts cache writes so",
    "qty.batch": "nothing to do where the model costs the same at any length",
    "qty.total":
      "look at the counts of the response: has it reasoning, tools or a cache that only the total holds?",
    "qty.unknown": "allow for it when you compare the cost with a bill",
    "sum.alone": "export the requests below it as well, each with its parent's id",
    "sum.nested": "leave it out of the export if its usage is that of the requests below it",
    "qty.none": "export the quantities used, or status failed",
    "json.syntax": "export the line again as one JSON object",
    "json.cut": "export the file again, to its end",
    "json.type": "export it as the type that is expected",
    "json.twice": "leave one of the two out of the export",
    "json.depth": "leave deeply nested values out of the export",
    "num.space": "nothing to do; export numbers without blanks to silence this",
    "num.group":
      "if points group digits, state it in its mapping: \"digit_grouping\": \".\"; else export amounts with one sign before decimals",
    "num.dot0": "nothing to do; export counts as whole numbers to silence this",
    "time.dst":
      "export times with their offset, as in: 2026-10-25T02:30:00+01:00, and with a time_format that reads it",
    "time.leap": "nothing to do: the request stays in its minute",
    "time.long": "look at the two times in the export",
    "fx.scale":
      "write the amount, or usd_per_unit in fx.csv, with fewer decimals: together at most 18",
    "fx.range": "look at usd_per_unit in fx.csv, and at the cost in the export",
    "dup.same": "nothing to do: it counts once",
    "dup.conflict": "the first one counts; export it again without the wrong one",
  ]
}
