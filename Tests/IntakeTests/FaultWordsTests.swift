import Intake
import Ledger
import Parsing
import Testing

/// Codes and words of the page on bad input.
@Suite struct FaultWordsTests {
  @Test(
    arguments: [
      (.fieldCount(found: 8, expected: 9), "csv.fields", "8 fields, expected 9"),
      (.quoteInsideField, "csv.quote", "quote inside an unquoted field"),
      (.textAfterQuote, "csv.quote", "text after a closing quote"),
      (.repeatedHeader, "csv.header2", "header line repeated"),
      (
        .longField(bytes: 3_145_728), "csv.long", "field of 3145728 bytes, expected at most 1048576"
      ),
      (
        .longRecord(bytes: 3_145_728), "csv.long",
        "record of 3145728 bytes, expected at most 2097152"
      ),
      (.totalLine, "csv.total", "looks like a total line"),
      (.notUTF8(byte: 0xFF), "enc.utf8", "byte 0xFF is not UTF-8"),
      (.text(.byteOrderMark, column: .userID), "enc.bom", "byte order mark inside a field"),
      (
        .text(.control(0), column: .userID), "text.control",
        "control character U+0000 in user_id"
      ),
      (
        .text(.control(0x9F), column: .model), "text.control",
        "control character U+009F in model"
      ),
      (
        .text(.hidden(0x200B), column: .userID), "id.hidden",
        "invisible character U+200B in user_id"
      ),
      (.emptyID(.requestID), "id.empty", "request_id is empty"),
      (.noUser, "id.empty", "user_id and account_id are both empty"),
      (
        .text(.long(bytes: 300), column: .model), "id.long",
        "model has 300 bytes, expected at most 256"
      ),
      (.text(.blankAtEnd, column: .model), "id.space", "model begins or ends with a blank"),
      (
        .number(.form, column: .inputTokens, text: "1e3"), "num.form",
        "input_tokens is \"1e3\", expected a whole number"
      ),
      (
        .number(.sign, column: .outputTokens, text: "-1"), "num.sign",
        "output_tokens is -1, expected"
      ),
      (
        .number(.comma, column: .inputTokens, text: "1,234"), "num.comma",
        "input_tokens is \"1,234\""
      ),
      (
        .number(.comma, column: .inputTokens, text: "12.000"), "num.comma",
        "input_tokens is \"12.000\": is it 12 or 12000?"
      ),
      (
        .number(.comma, column: .outputTokens, text: "1,250"), "num.comma",
        "output_tokens is \"1,250\": is it 1.25 or 1250?"
      ),
      (
        .number(.sign, column: .outputTokens, text: "-1000"), "num.sign",
        "output_tokens is -1000, expected 0 or more: a reversal is not a request"
      ),
      (
        .changedID(.exponent, column: .userID, text: "1.58E+18"), "id.exponent",
        "user_id is \"1.58E+18\", a number that has lost digits, expected the original id"
      ),
      (
        .changedID(.unknown, column: .requestID, text: "#N/A"), "id.none",
        "request_id is \"#N/A\", a placeholder for an unknown value, expected an id"
      ),
      (
        .time(.serial, column: .startedAt, text: "45870.5"), "time.serial",
        "request_started_at is \"45870.5\", a day number of a spreadsheet (2025-08-01), expected RFC"
      ),
      (
        .number(.currency, column: .vendorCostUSD, text: "$1"), "num.currency",
        "vendor_cost_usd is \"$1\", expected no currency"
      ),
      (.number(.fraction, column: .images, text: "1.5"), "num.fraction", "images is \"1.5\""),
      (
        .number(.scale, column: .seconds, text: "x"), "num.scale",
        "seconds is \"x\", expected seconds with at most 9 decimals"
      ),
      (
        .number(.scale, column: .creditsDeducted, text: "x"), "num.scale",
        "credits_deducted is \"x\", expected credits with at most 6 decimals"
      ),
      (
        .number(.range, column: .multiplier, text: "x"), "num.range",
        "multiplier is \"x\", expected a multiplier from 0 to 1000"
      ),
      (.time(.zone, column: .startedAt, text: "x"), "time.zone", "request_started_at is \"x\""),
      (.time(.range, column: .startedAt, text: "x"), "time.range", "request_started_at is \"x\""),
      (
        .time(.window, column: .startedAt, text: "1970-01-01"), "time.window",
        "request_started_at is 1970-01-01, expected 2015-01-01 … 2099-12-31"
      ),
      (.time(.epoch, column: .startedAt, text: "5"), "time.epoch", "request_started_at is 5"),
      (
        .mappedTime(.noZone, column: .startedAt, text: "01.08.2026 10:00"), "time.zone",
        "request_started_at is \"01.08.2026 10:00\", which has no zone; the mapping must set one"
      ),
      (.noTime(.startedAt), "time.empty", "request_started_at is empty"),
      (.completedBeforeStarted, "time.order", "request_completed_at is before request_started_at"),
      (.noQuantity, "qty.none", "every quantity is blank"),
      (.status("x"), "value.status", "status is \"x\", expected completed, partial, cancelled or"),
      (.byok("x"), "value.byok", "byok is \"x\", expected true, false, 1 or 0"),
      (.inexactCost, "num.scale", "its cost needs more than 18 decimal places"),
      (.costTooLarge, "num.range", "its cost or charge would be above 100000000000 USD"),
    ] as [(RowFault, String, String)])
  func `what is wrong with a row is reported in the documented words`(
    fault: RowFault, code: String, words: String
  ) {
    #expect(fault.code == code)
    #expect(fault.message.hasPrefix(words), "\(fault.message)")
    #expect(RowHelp.text(for: code) != nil)
  }

  /// Blank would make 0 of +5.
  @Test func `a number with a plus sign is to be exported without it`() {
    #expect(RowHelp.text(for: "num.sign")?.hasSuffix("; write no plus sign") == true)
  }

  @Test(
    arguments: [
      (
        .cannotOpen(reason: "Permission denied"), "file.open",
        "Permission denied, expected a readable file"
      ),
      (.reading(.cannotRead(reason: "Input/output error")), "io", "Input/output error"),
      (.empty, "file.empty", "the file is empty"),
      (.changed, "file.changed", "the file changed"),
      (.encoding(.utf16LE), "enc.utf16", "file is UTF-16, expected UTF-8"),
      (.encoding(.utf32), "enc.utf16", "file is UTF-32, expected UTF-8"),
      (.otherKind("ZIP (XLSX?)"), "file.kind", "this is a ZIP (XLSX?) file, expected CSV"),
      (
        .columnMissing(name: "output_tokens", found: "output_token"), "csv.missing",
        "no column \"output_tokens\", found \"output_token\""
      ),
      (
        .columnsMissing(["model", "user_id"], unknown: ["m", "user"]), "csv.missing",
        #"no columns "model", "user_id", found "m", "user""#
      ),
      (
        .columnTwice(name: "model", first: 4, second: 9), "csv.twice",
        "column \"model\" appears at 4 and 9"
      ),
      (.noHeader, "csv.header", "first line is not a header"),
      (
        .totals(day: "Date", requests: "Calls"), "format.totals",
        "its rows are totals: \"Date\" has no time of day and \"Calls\" counts requests"
      ),
      (
        .periods(start: "from", end: "to"), "format.totals",
        "its rows are totals: \"to\" is whole hours after \"from\" in all of them"
      ),
      (
        .mappedTotals(column: "Date", holds: "days"), "format.totals",
        "its mapping reads request_id from \"Date\", which holds days"
      ),
      (
        .documentLists(["a", "b"]), "json.list", "a JSON document with objects in \"a\", \"b\","
      ),
      (
        .preamble(lines: 3, first: "Report"), "csv.header",
        "the column names are on line 4, below \"Report\""
      ),
      (
        .headerBelowRows(line: 3), "csv.header",
        "the column names are on line 3, below rows"
      ),
      (.severalDelimiters, "csv.delim", "Assay cannot split the header into known columns by"),
      (
        .openQuote(lastLine: 90_211), "csv.open",
        "quote opened here is never closed (to line 90211)"
      ),
      (.longHeader, "csv.long", "the header is longer than 2097152 bytes"),
      (
        .longName(bytes: 2_000_000), "csv.long",
        "a column has a name of 2000000 bytes, expected at most"
      ),
      (.notUTF8(byte: 0xFF), "enc.utf8", "byte 0xFF is not UTF-8"),
      (.byteOrderMark, "enc.bom", "byte order mark inside the header"),
      (.endlessRecord(isQuoteOpen: true), "csv.long", "quote opened here is not closed within"),
      (.endlessRecord(isQuoteOpen: false), "csv.long", "the record that begins here does not end"),
      (.otherBook(kind: "gzip", expected: "CSV"), "file.kind", "this is a gzip file, expected CSV"),
    ] as [(FileFault, String, String)])
  func `what is wrong with a file is reported in the documented words`(
    fault: FileFault, code: String, words: String
  ) {
    #expect(fault.code == code)
    #expect(fault.message.hasPrefix(words), "\(fault.message)")
  }

  @Test(arguments: ["UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"])
  func `the help for an encoding names the command that converts it`(name: String) throws {
    let encoding = try #require(WideEncoding(rawValue: name))
    #expect(FileFault.encoding(encoding).help.contains("iconv -f \(name) -t UTF-8"))
  }
}
