import Testing

/// The statements beside a list of records that more pages follow.
struct PageMarkTests {
  private static let row =
    #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","tier":"pro","#
    + #""provider":"openai","model":"m","input_tokens":1000,"output_tokens":0}"#

  @Test(arguments: [
    (#""next":"https://x/?after=1""#, true), (#""next":null"#, false), (#""next":"""#, false),
    (#""links":{"next":"https://x"}"#, true), (#""meta":{"page":{"after":"eyJ"}}"#, true),
    (#""pagination":{"currentPage":1,"hasNextPage":true}"#, true),
    (#""pagination":{"currentPage":3,"hasNextPage":false},"cursor":"x""#, false),
    (#""has_more_results":true"#, true), (#""cursors":{"next":"abc","prev":null}"#, true),
    (#""cursors":{"next":null,"prev":"abc"}"#, false), (#""cursor":"aXE""#, true),
    (#""result_info":{"count":14,"page":1,"per_page":14,"total_count":900}"#, true),
    (#""result_info":{"page":65,"per_page":14,"total_count":900,"total_pages":65}"#, false),
    (#""total_pages":2"#, true), (#""page":2,"total_pages":2,"next":"x""#, false),
    (#""total":5,"limit":100,"offset":0"#, false), (#""usage":{"total":5,"count":1}"#, false),
  ])
  func `a page says that more follow`(mark: String, isMore: Bool) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,1\n")
    for text in ["{\"data\":[\(Self.row)],\(mark)}\n", "{\(mark),\"data\":[\(Self.row)]}\n"] {
      try folder.write("ws/ledger/a.json", text)
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.errors.contains("[json.pages]") == isMore, "\(text) \(check.errors)")
    }
  }

  /// Of three pages; each has a request of its own.
  @Test(
    arguments: [
      ([1, 2, 3], nil), ([1, 3], "a1.json"), ([3], nil), ([1, 2], "a1.json"), ([2, 3], "a2.json"),
    ] as [([Int], String?)])
  func `a page that is missing between others is missed`(pages: [Int], told: String?) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,1\n")
    for page in pages {
      let row = Self.row.replacing("\"r\"", with: "\"r\(page)\"")
      try folder.write(
        "ws/ledger/a\(page).json",
        "{\"data\":[\(row)],\"total\":3,\"page\":\(page),\"page_size\":1,\"total_pages\":3}\n")
    }
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("[json.pages]") == (told != nil), "\(check.errors)")
    if let told { #expect(check.errors.contains("ledger/\(told):1: warning: [json.pages]")) }
  }
}
