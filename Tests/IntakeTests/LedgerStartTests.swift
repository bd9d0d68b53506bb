import Intake
import Ledger
import Testing

@Suite struct LedgerStartTests {
  private static let header = "request_id,request_started_at,provider,model,user_id,input_tokens"

  @Test(arguments: [",", ";", "\t", "|"])
  func `the delimiter is the one that gives the required columns`(delimiter: String) throws {
    let text = LedgerStartTests.header.split(separator: ",").joined(separator: delimiter) + "\n"
    let start = try read(text)
    #expect(start.layout.format == .csv(delimiter: try #require(delimiter.utf8.first)))
    #expect(start.layout.fieldCount == 6)
    #expect(start.headerEnd == 66 && start.headerLines == 1)
  }

  @Test func `columns stand in any order, under names in any case with blanks around`() throws {
    let start = try read("model, User_ID\t,IMAGES,\"provider\",Request_Started_At ,request_id\r\n")
    let layout = start.layout
    let columns: [LedgerColumn] = [.model, .userID, .images, .provider, .startedAt, .requestID]
    #expect(columns.map { layout.field(of: $0) } == [0, 1, 2, 3, 4, 5])
    #expect(layout.field(of: .accountID) == nil && layout.field(of: .inputTokens) == nil)
    #expect(layout.unknown.isEmpty)
    #expect(layout.header.map(\.description)[1] == " User_ID\t")
  }

  @Test func `every column of the specification is known`() throws {
    let names = """
      request_id, request_started_at, request_completed_at, user_id, account_id, tier, service,
      provider, model, status, byok, input_tokens, cache_read_tokens, cache_write_5m_tokens,
      cache_write_1h_tokens, output_tokens, reasoning_tokens, audio_input_tokens,
      audio_output_tokens, images, searches, seconds, service_tier, region, capability,
      quality_level, currency, vendor_cost_usd, multiplier, credits_deducted, balance_before,
      balance_after, image_input_tokens, image_output_tokens, audio_cache_read_tokens
      """.split { " ,\n".contains($0) }
    let layout = try read(names.joined(separator: ",")).layout
    #expect(layout.unknown.isEmpty)
    #expect(LedgerColumn.allCases.map { layout.field(of: $0) } == Array(0..<35))
  }

  @Test func `an unknown column is noted with the byte where it begins`() throws {
    // "request_id,request_started_at,provider,model,user_id," has 10+18+8+5+7 letters and 5 commas.
    let start = try read("request_id,request_started_at,provider,model,user_id,note,images,Team")
    #expect(start.layout.unknown.map(\.name) == ["note", "team"])
    #expect(start.layout.unknown.map(\.column) == [54, 66])
  }

  @Test(
    arguments: [
      ("\n1", 66, 1), ("\r\n1", 67, 1), ("\r1", 66, 1), ("", 65, 1),
      (",\"a\nb\"\n1", 72, 2), (",\"a\r\nb\"\r\n1", 74, 2),
    ] as [(String, Int64, Int32)])
  func `the first record begins after the header's line end`(
    rest: String, end: Int64, lines: Int32
  ) throws {
    // The header has 10+18+8+5+7+12 letters and 5 commas, 65 bytes.
    let start = try read(LedgerStartTests.header + rest)
    #expect(start.headerEnd == end && start.headerLines == lines)
  }

  @Test func `a byte order mark before the header is dropped`() throws {
    let start = try read("\u{FEFF}" + LedgerStartTests.header + "\n")
    #expect(start.layout.field(of: .requestID) == 0)
    #expect(start.headerEnd == 69)
  }

  @Test(arguments: ["", "\u{FEFF}"])
  func `a header that goes on after the bytes is no header yet`(mark: String) throws {
    let text = Array((mark + LedgerStartTests.header + "\r\n").utf8)
    // The last byte tells that the CR is not alone.
    for count in 1..<text.count {
      let start = try read(Array(text.prefix(count)), isEnd: false)
      #expect(start == nil, "\(count)")
    }
    #expect(try read(text, isEnd: false) != nil)
  }

  @Test(arguments: ["\n", "\r\n", " \t\n", "\r"])
  func `blanks are no header yet where more follows, and no ledger where nothing does`(
    blank: String
  ) throws {
    let text = Array(String(repeating: blank, count: 40_000).utf8)
    #expect(try read(text, isEnd: false) == nil)
    #expect(try failure(text).fault == .blank)
  }

  @Test(
    arguments: [
      (
        "request_id,request_started_at,provider,user_id,input_tokens",
        .columnMissing(name: "model", found: nil), "csv.missing"
      ),
      (
        "request_id,request_started_at,provider,modle,user_id,input_tokens",
        .columnMissing(name: "model", found: "modle"), "csv.missing"
      ),
      (
        "requestid,request_started_at,provider,model,user_id,input_tokens",
        .columnMissing(name: "request_id", found: "requestid"), "csv.missing"
      ),
      (
        "request_id;started_at;provider;model;user_id;input_tokens",
        .columnsMissing(["request_started_at"], unknown: ["started_at"]), "csv.missing"
      ),
      (
        "request_id,timestamp,vendor,model,customer,prompt_tokens",
        .columnsMissing(
          ["request_started_at", "provider", "user_id", "input_tokens"],
          unknown: ["timestamp", "vendor", "customer", "prompt_tokens"]), "csv.missing"
      ),
      (
        "request_id,request_started_at,provider,model,user_id,images,output_token",
        .columnMissing(name: "output_tokens", found: "output_token"), "csv.missing"
      ),
      (
        "request_id,request_started_at,provider,model,user_id,images,vendor_cost_us",
        .columnMissing(name: "vendor_cost_usd", found: "vendor_cost_us"), "csv.missing"
      ),
      (
        "request_id,request_started_at,provider,model,user_id,images,credit_deducted",
        .columnMissing(name: "credits_deducted", found: "credit_deducted"), "csv.missing"
      ),
      (
        "request_id,request_started_at,provider,model,user_id,images,cacheReadTokens",
        .columnMissing(name: "cache_read_tokens", found: "cachereadtokens"), "csv.missing"
      ),
      (
        "request_id,request_started_at,provider,model,user_id,images,Vendor Cost USD",
        .columnMissing(name: "vendor_cost_usd", found: "vendor cost usd"), "csv.missing"
      ),
      (
        "request_id,request_started_at,provider,model,user_id,images,serviceTier",
        .columnMissing(name: "service_tier", found: "servicetier"), "csv.missing"
      ),
      ("request_id,request_started_at,provider,model,user_id", .noQuantityColumn, "csv.missing"),
      ("request_id,request_started_at,provider,model,images", .noUserColumn, "csv.missing"),
      (
        "request_id,request_started_at,provider,model,user_id,images,Model ",
        .columnTwice(name: "model", first: 4, second: 7), "csv.twice"
      ),
      (
        "request_id,request_started_at,provider,model,user_id,images,note,NOTE",
        .columnTwice(name: "note", first: 7, second: 8), "csv.twice"
      ),
      ("r1,2026-07-29T10:00:00Z,openai,gpt-5,u1,100", .noHeader, "csv.header"),
      ("\nrequest_id,request_started_at,provider,model,user_id,images", .noHeader, "csv.header"),
      ("hello world", .noHeader, "csv.header"),
      ("request_id,\"request_started_at,provider,model", .noHeader, "csv.header"),
      ("request_id,request\"_started_at,provider,model,user_id,images", .noHeader, "csv.header"),
      (
        "x;request_id;request_started_at;provider;model;user_id;images;y,request_id,"
          + "request_started_at,provider,model,user_id,images", .severalDelimiters, "csv.delim"
      ),
    ] as [(String, FileFault, String)])
  func `a header that cannot be used refuses the file with the reason`(
    text: String, fault: FileFault, code: String
  ) throws {
    let failure = try failure(Array((text + "\n1,2\n").utf8))
    #expect(failure.fault == fault)
    #expect(failure.fault.code == code)
    #expect(failure.line == 1 && failure.column != nil)
  }

  @Test func `a column that is there twice is named by its byte`() throws {
    let text = "request_id,request_started_at,provider,model,user_id,images,Model"
    #expect(try failure(Array(text.utf8)).column == 61)
  }

  @Test(
    arguments: [
      ([], .empty, "file.empty"), ([0xEF, 0xBB, 0xBF], .empty, "file.empty"),
      ([0x20, 0x20, 0x0A, 0x09], .blank, "file.empty"), ([0x0D, 0x0A], .blank, "file.empty"),
      ([0xEF, 0xBB, 0xBF, 0x0A], .blank, "file.empty"),
      ([0xFF, 0xFE, 0x72, 0x00], .encoding(.utf16), "enc.utf16"),
      ([0xFE, 0xFF, 0x00, 0x72], .encoding(.utf16), "enc.utf16"),
      ([0x72, 0x00, 0x65, 0x00], .encoding(.utf16LE), "enc.utf16"),
      ([0x00, 0x72, 0x00, 0x65], .encoding(.utf16BE), "enc.utf16"),
      ([0xFF, 0xFE, 0x00, 0x00, 0x72], .encoding(.utf32), "enc.utf16"),
      ([0x00, 0x00, 0xFE, 0xFF, 0x00], .encoding(.utf32), "enc.utf16"),
      ([0x72, 0x00, 0x00, 0x00, 0x65], .encoding(.utf32LE), "enc.utf16"),
      ([0x00, 0x00, 0x00, 0x72, 0x00], .encoding(.utf32BE), "enc.utf16"),
      ([0x50, 0x4B, 0x03, 0x04, 0x14], .otherKind("ZIP (XLSX?)"), "file.kind"),
      ([0x50, 0x41, 0x52, 0x31, 0x15], .otherKind("Parquet"), "file.kind"),
      ([0x28, 0xB5, 0x2F, 0xFD, 0x04], .otherKind("zstd"), "file.kind"),
      ([0x25, 0x50, 0x44, 0x46, 0x2D], .otherKind("PDF"), "file.kind"),
      ([0x1F, 0x8B, 0x08, 0x00], .otherKind("gzip within gzip"), "file.kind"),
    ] as [([UInt8], FileFault, String)])
  func `a file of another kind is refused by its first bytes`(
    bytes: [UInt8], fault: FileFault, code: String
  ) throws {
    let failure = try failure(bytes)
    #expect(failure.fault == fault && failure.fault.code == code)
  }

  /// Members of a line with a body, and whether that makes it a response of a vendor.
  @Test(arguments: [
    (["request_id", "request_started_at", "user_id", "provider"], true),
    (["request_started_at"], true), (["user_id", "provider"], true),
    (["account_id", "provider"], true),
    // Logs of gateways, and OpenAI's batches.
    (["id", "created_at", "ai_org", "ai_model", "req_units", "cost"], false),
    (["id", "custom_id", "error"], false), (["id", "timestamp", "provider", "model"], false),
    (["id", "timestamp", "user_id", "model"], false),
  ])
  func `a line with a body is a response where it says by our names what no body does`(
    names: [String], isOurs: Bool
  ) throws {
    let line = "{" + names.map { "\"\($0)\":\"x\"," }.joined() + "\"response\":{\"model\":\"m\"}}\n"
    guard isOurs else {
      let fault = try failure(Array(line.utf8)).fault
      if case .unknownFormat = fault { return }
      Issue.record("\(names): \(fault)")
      return
    }
    #expect(try read(line).layout.usage == .vendorResponses)
    // So it is where the settings rename its columns.
    var renames = UsageMapping()
    renames.keepsOwnNames = true
    renames.sources = LedgerColumn.allCases.filter { names.contains($0.name) }.map {
      UsageMapping.Source(column: $0, names: ["x_" + $0.name])
    }
    let theirs = names.reduce(line) { $0.replacing("\"\($1)\"", with: "\"x_\($1)\"") }
    let start = try withBlock(of: Array(theirs.utf8)) {
      try LedgerStart.read($0, isEnd: true, mapping: renames)
    }
    #expect(start?.layout.usage == .vendorResponses)
  }

  @Test(arguments: ["[]\n", "nonsense\n", "\n", "request_id,model\n", "\u{FEFF}x\n"])
  func `a file of JSON lines by its name has no header that could be bad`(text: String) throws {
    let start = try withBlock(of: Array(text.utf8)) {
      try LedgerStart.read($0, isEnd: true, isJSONLines: true)
    }
    #expect(start?.layout == .jsonLines() && start?.headerLines == 0)
  }

  private func read(_ text: String) throws -> LedgerStart {
    try #require(try read(Array(text.utf8), isEnd: true))
  }

  private func read(_ text: [UInt8], isEnd: Bool) throws -> LedgerStart? {
    try withBlock(of: text) { try LedgerStart.read($0, isEnd: isEnd) }
  }

  private func failure(_ text: [UInt8]) throws -> FileFailure {
    try #require(throws: FileFailure.self) { try read(text, isEnd: true) }
  }
}

@Suite struct JSONNameTests {
  @Test func `names of members may be written with escapes`() throws {
    let text = Array(
      #"{"\u0072equest_id":"r","request_started\u005fat":"t","\u0070rovider":"p","m\u006fdel":"m","x":1}"#
        .utf8)
    let start = try withBlock(of: text) {
      try LedgerStart.read($0, isEnd: true, isJSONLines: true)
    }
    #expect(start?.layout == .jsonLines())
  }
}
