import Intake
import Testing

/// Exports whose rows state a response more than once, under ids of their own.
struct SharedResponseTests {
  private static let header = "id,ts,user,model,prompt_tokens,completion_tokens"

  private static func csv(_ column: String, _ rows: [(id: String, input: Int, response: String)])
    -> String
  {
    Self.header + ",\(column)\n"
      + rows.enumerated().map { index, row in
        "\(row.id),2026-09-01T10:0\(index):00Z,u,gpt-5,\(row.input),50,\(row.response)\n"
      }.joined()
  }

  private static let cases: [(column: String, inputs: [Int], responses: [String], id: String)] = [
    // The second row states the response of the first, and the last that of the third.
    ("response_id", [700, 700, 800, 800], ["x1", "x1", "x2", "x2"], "response_id"),
    ("CorrelationId", [700, 700, 800, 800], ["x1", "x1", "x2", "x2"], "CorrelationId"),
    // Calls of one trace that differ, and those that are alike as all are.
    ("trace_id", [700, 710, 800, 800], ["x1", "x1", "x2", "x2"], "id"),
    ("trace_id", [700, 700, 700, 700], ["x1", "x1", "x2", "x2"], "id"),
    ("response_id", [700, 710, 800], ["x1", "x1", "x2"], "id"),
    ("session_id", [700, 700, 800, 800], ["x1", "x1", "x2", "x2"], "id"),
    // What is blank tells no request.
    ("response_id", [700, 700, 800], ["x1", "x1", ""], "id"),
  ]

  @Test(arguments: cases.indices)
  func `requests are identified by the response that rows of the same counts share`(index: Int)
    throws
  {
    let (column, inputs, responses, id) = Self.cases[index]
    let rows = zip(inputs, responses).enumerated().map {
      (id: "r\($0)a", input: $1.0, response: $1.1)
    }
    let proposal = try MappingProposal(ofCSV: Self.csv(column, rows))
    let line = proposal.lines.first { $0.contains("\"request_id\"") }
    #expect(line?.contains("\"request_id\": \"\(id)\"") ?? false, "\(proposal.lines)")
  }

  /// 2 names both; the parent says nothing of what was read from a cache.
  @Test func `a record is a sum where its one child counts the same`() throws {
    let text = """
      id,parent_id,name,ts,user,model,prompt_tokens,cached_tokens,completion_tokens
      a1,,generate,2026-09-01T10:00:00Z,u,gpt-5,700,,50
      a2,a1,doGenerate,2026-09-01T10:00:01Z,u,gpt-5,700,500,50
      b1,,generate,2026-09-01T11:00:00Z,u,gpt-5,900,,60
      b2,b1,doGenerate,2026-09-01T11:00:01Z,u,gpt-5,900,500,60

      """
    let proposal = try MappingProposal(ofCSV: text)
    #expect(
      proposal.lines.contains { $0.contains(#""only": { "name": ["doGenerate"] }"#) },
      "\(proposal.lines)")
  }

  /// Roots sum what is below them, and so do their children; next month's records have other ids.
  @Test func `no list of ids tells sums from requests`() throws {
    let text = """
      span,parent,ts,user,model,prompt_tokens,completion_tokens
      root1,,2026-09-01T10:00:00Z,u,gpt-5,1900,140
      p1,root1,2026-09-01T10:00:01Z,u,gpt-5,1900,140
      c1,p1,2026-09-01T10:00:02Z,u,gpt-5,900,70
      c2,p1,2026-09-01T10:00:03Z,u,gpt-5,1000,70

      """
    let proposal = try MappingProposal(ofCSV: text)
    #expect(proposal.lines.allSatisfy { !$0.contains("c1") }, "\(proposal.lines)")
    #expect(proposal.problem?.contains("no column distinguishes them from requests") ?? false)
    // Where only roots sum, they have no parent.
    let flat =
      text.split(separator: "\n").filter { !$0.hasPrefix("p1") }.joined(separator: "\n")
      .replacing(",p1,", with: ",root1,") + "\n"
    let told = try MappingProposal(ofCSV: flat)
    #expect(told.lines.contains { $0.contains(#""skip": { "parent": [""] }"#) }, "\(told.lines)")
  }

  /// The 7th of August to the 9th, or days of July to September.
  @Test(arguments: [
    ("id,Date,user,model,prompt_tokens,completion_tokens", ",", nil),
    ("id;Date;user;model;prompt_tokens;completion_tokens", ";", "dd/MM/yyyy HH:mm"),
    ("id,Date,Utilisateur,model,prompt_tokens,completion_tokens", ",", "dd/MM/yyyy HH:mm"),
  ])
  func `the order of day and month follows the language of a file, or is left open`(
    header: String, sign: String, format: String?
  ) throws {
    let rows = ["07/08/2026 14:00", "08/08/2026 14:01"].enumerated().map {
      ["r\($0)a", $1, "u", "gpt-5", "700", "50"].joined(separator: sign) + "\n"
    }
    let proposal = try MappingProposal(ofCSV: header + "\n" + rows.joined())
    #expect(proposal.missing == (format == nil ? ["time_format"] : []))
    let wanted = format ?? "FILL IN"
    #expect(
      proposal.lines.contains { $0.contains("\"time_format\": \"\(wanted)\"") }, "\(proposal.lines)"
    )
  }

  @Test func `requests whose charge was given back are not left out`() throws {
    let text =
      Self.header + ",refunded\n"
      + "r1,2026-09-01T10:00:00Z,u,gpt-5,700,50,false\nr2,2026-09-01T11:00:00Z,u,gpt-5,800,50,true\n"
    let proposal = try MappingProposal(ofCSV: text)
    #expect(!proposal.lines.contains { $0.contains("\"skip\"") }, "\(proposal.lines)")
    #expect(proposal.lines.contains { $0.contains("// refunded: refunded requests also count") })
  }
}
