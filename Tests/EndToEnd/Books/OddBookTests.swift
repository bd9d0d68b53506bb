import Testing

/// Findings about unusual books and settings that a run can use.
struct OddBookTests {
  /// Things that are told and do not stop a run.
  private static let warned: [(file: String, text: String, message: String)] = [
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,3,2026-01-01\n"
        + "p,m,input,3000,2026-03-01\n",
      "prices/p.csv:3:1: warning: [book.jump] the price goes from 3 per 1000000"
    ),
    (
      "multipliers.csv", "level,multiplier,status\ndefault,2,pending\n",
      "multipliers.csv:2:1: warning: [book.approval] not applied: default multiplier 2 is awaiting approval"
    ),
  ]

  @Test func `what is only odd is reported, and the run goes on`() throws {
    for (file, text, message) in Self.warned {
      let folder = try Scratch()
      try folder.write("ws/plans.csv", "tier\npro\n")
      try folder.write("ws/prices/0.csv", "provider,model,unit_class,price_usd\np,m,output,1\n")
      try folder.write(
        "ws/ledger/a.csv",
        "request_id,request_started_at,user_id,tier,provider,model,output_tokens\n"
          + "r1,2026-06-01T00:00:00Z,u,pro,p,m,5\n")
      try folder.write("ws/" + file, text)
      for command in ["run", "check"] {
        let run = try Program.assay(command, folder.path("ws"))
        #expect(run.status == 0, "\(message): \(run.errors)")
        if command == "check" && text.hasSuffix("default,2,pending\n") { continue }
        #expect(run.errors.contains(message), "\(command) \(message): \(run.errors)")
      }
    }
  }
}
