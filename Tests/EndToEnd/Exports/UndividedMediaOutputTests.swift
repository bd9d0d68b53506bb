import Foundation
import Testing

/// Output of models that charge separately for images or audio: in an export it is text only if the row says so.
///
/// A million tokens of drawer-image cost 5 in, 10 out as text and 30 as images; of speaker 4, 16 and 64 as audio; of luna
/// 0.2 and 1.2. Images of plain cost what its text does.
struct UndividedMediaOutputTests {
  private static let prices =
    ConditionRun.prices + """
      openai,speaker,input,4,,,,2026-01-01
      openai,speaker,output,16,,,,2026-01-01
      openai,speaker,audio_output,64,,,,2026-01-01
      openai,plain,input,1,,,,2026-01-01
      openai,plain,output,2,,,,2026-01-01
      openai,plain,image_output,2,,,,2026-01-01
      openai,secret,input,1,,,,2026-01-01
      openai,secret,output,2,,,,2026-01-01
      openai,secret,image_output,,,,,2026-01-01

      """

  private static let columns = [
    "input_tokens", "output_tokens", "image_output_tokens", "audio_output_tokens",
  ]

  private struct Case {
    let model: String
    /// Of the columns above; nil where the file has no such column.
    let counts: [String?]
    /// Blank is not known.
    let cost: String
    var finds = ""
  }

  private static let cases: [Case] = [
    Case(model: "drawer-image", counts: ["300", "1290", nil, nil], cost: "", finds: "qty.images"),
    Case(model: "drawer-image", counts: ["300", "1290", "", nil], cost: "", finds: "qty.images"),
    // 300 × 5 + 1,290 × 10.
    Case(model: "drawer-image", counts: ["300", "1290", "0", nil], cost: "0.0144"),
    // 300 × 5 + 90 × 10 + 1,200 × 30.
    Case(model: "drawer-image", counts: ["300", "90", "1200", nil], cost: "0.0384"),
    // 300 × 5.
    Case(model: "drawer-image", counts: ["300", "0", nil, nil], cost: "0.0015"),
    Case(model: "speaker", counts: ["100", "50", nil, nil], cost: "", finds: "qty.audio"),
    Case(model: "speaker", counts: ["100", "50", nil, ""], cost: "", finds: "qty.audio"),
    // 100 × 4 + 50 × 16, and 200 × 64.
    Case(model: "speaker", counts: ["100", "50", nil, "0"], cost: "0.0012"),
    Case(model: "speaker", counts: ["100", "50", nil, "200"], cost: "0.014"),
    // 1,000 × 0.2 + 100 × 1.2; 1,000 × 1 + 100 × 2.
    Case(model: "luna", counts: ["1000", "100", nil, nil], cost: "0.00032"),
    Case(model: "plain", counts: ["1000", "100", nil, nil], cost: "0.0012"),
    Case(model: "secret", counts: ["1000", "100", nil, nil], cost: "", finds: "qty.images"),
    Case(model: "secret", counts: ["1000", "100", "0", nil], cost: "0.0012"),
  ]

  @Test(arguments: cases.indices)
  func `output of an export is text only if the row says so or nothing else has its own price`(
    index: Int
  ) throws {
    let one = Self.cases[index]
    let known = zip(Self.columns, one.counts).filter { $1 != nil }.map { ($0, $1 ?? "") }
    let (cost, errors) = try Self.mapped(
      "\(one.model),\(known.map(\.1).joined(separator: ","))\n", columns: known.map(\.0))
    #expect(cost == [one.cost], "\(one) \(errors)")
    #expect(errors.contains("[\(one.finds)]") == !one.finds.isEmpty, "\(errors)")
  }

  /// The costs of rows that begin with a model, in a mapped export, and what was found.
  private static func mapped(
    _ text: String, columns: [String]
  ) throws -> (costs: [String], errors: String) {
    let folder = try Scratch()
    let lines = text.split(separator: "\n").enumerated().map { number, row in
      "r\(number),2026-08-10T09:00:00Z,u,\(row)\n"
    }
    let names = columns.map { "\"\($0)\": \"x_\($0)\"" }.joined(separator: ", ")
    try folder.write(
      "ws/ledger/a.csv",
      "id,t,who,m,\(columns.map { "x_\($0)" }.joined(separator: ","))\n" + lines.joined())
    try folder.write("ws/prices/p.csv", prices)
    try folder.write(
      "ws/assay.json",
      #"{ "mappings": { "ledger/a.csv": { "columns": { "request_id": "id", "request_started_at": "t", "user_id": "who","#
        + #" "model": "m", \#(names) }, "constants": { "provider": "openai" } } } }"#)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let costs = rows(ofCSV: try folder.text("rated.csv")).map {
      $0["vendor_cost_usd"] ?? ""
    }
    return (costs, run.errors)
  }

  /// The fast path knows the model after the first row.
  @Test func `a row that divides its output does not lend it to others of its model`() throws {
    let (costs, errors) = try Self.mapped(
      ["0", "", "0", "5", ""].map { "drawer-image,100,10,\($0)\n" }.joined(),
      columns: ["input_tokens", "output_tokens", "image_output_tokens"])
    // 100 × 5 + 10 × 10; 5 × 30 more.
    #expect(costs == ["0.0006", "", "0.0006", "0.00075", ""], "\(errors)")
  }

  /// In Assay's own columns a missing token class is 0.
  @Test func `output in Assay's own columns is text unless they state images`() throws {
    let found = try ConditionRun.run(
      "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,image_output_tokens\n"
        + "r1,2026-08-10T09:00:00Z,u,openai,drawer-image,100,10,\n"
        + "r2,2026-08-10T09:00:00Z,u,openai,drawer-image,100,10,5\n", named: "a.csv",
      prices: Self.prices)
    #expect(["r1", "r2"].map(found.cost) == ["0.0006", "0.00075"], "\(found.messages)")
  }

  /// Columns of a mapping that reads no images, one of 0, and another name of the model.
  @Test func `a mapped row and another name of a model are the same`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/ledger/a.csv",
      """
      id,t,u,m,i,o,img
      r1,2026-08-10T09:00:00Z,u,drawer-image,300,1290,
      r2,2026-08-10T09:00:01Z,u,drawer-image,300,1290,0
      r3,2026-08-10T09:00:02Z,u,banana,300,1290,
      r4,2026-08-10T09:00:03Z,u,luna,1000,100,

      """)
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write("ws/aliases.csv", "provider,alias,model\nopenai,banana,drawer-image\n")
    try folder.write(
      "ws/assay.json",
      #"{ "mappings": { "ledger/a.csv": { "columns": { "request_id": "id", "request_started_at": "t", "user_id": "u","#
        + #" "model": "m", "input_tokens": "i", "output_tokens": "o", "image_output_tokens": "img" },"#
        + #" "constants": { "provider": "openai" } } } }"#)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] ?? "" }
    #expect(costs == ["", "0.0144", "", "0.00032"], "\(run.errors)")
    #expect(run.status == 2 && run.errors.contains("[qty.images]"), "\(run.errors)")
  }

  /// By the shipped book: a vendor's count of 1,290 tokens that may all be one image.
  @Test func `a gateway's export of an image model without the images has no price`() throws {
    let folder = try ProposalKindsTests.workspace(
      "a.csv",
      """
      Date,Request ID,User,Model Used,Provider,Prompt Tokens,Cached Tokens,Completion Tokens,RequestStatus
      2026-09-10 09:00:00 UTC,q1,u1,gpt-5-mini,openai,"3,000",0,600,success
      2026-09-10 09:06:00 UTC,q2,u2,gemini-2.5-flash-image,google,300,0,"1,290",success

      """)
    _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] ?? "" }
    // 3,000 × 0.25 + 600 × 2 per million.
    #expect(costs == ["0.00195", ""], "\(run.errors)")
    #expect(run.errors.contains("[qty.images]"), "\(run.errors)")
  }
}
