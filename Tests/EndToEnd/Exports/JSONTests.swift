import Foundation
import Testing

/// The documents of `--json`, and the page that describes them.
struct JSONTests {
  @Test func `the page on JSON names every key of a run, and no other`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write("ws/ledger/empty.csv", "")
    let buckets = Program.repository.appending(
      path: "Tests/Examples/Buckets/anthropic-console-usage.csv")
    try folder.write("ws/ledger/usage.csv", try Data(contentsOf: buckets))
    try folder.write("ws/ledger/refund.csv", Self.refund)
    let run = try Program.assay("run", folder.path("ws"), "--json", "--skip-bad-files")
    #expect(run.status == 1)
    let lists = ["skipped_files[]", "ignored_files[]", "none_found[]"]
    #expect(try keys(run.output).union(lists) == described("assay run"))
  }

  /// A refund without a charge, which is in doubt.
  private static let refund =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd\n"
    + "refund,2026-08-01T00:00:00Z,nobody,pro,openai,gpt-5.4-nano,0,-1\n"

  @Test func `the page on JSON names every key of a check, and no other`() throws {
    let folder = try Scratch()
    // More rejected rows than a worker keeps, so that some are only counted.
    let header = "request_id,request_started_at,user_id,provider,model,input_tokens\n"
    let good = "r1,2026-07-01T00:00:00Z,u,p,m,5\n"
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write("ws/ledger/a.csv", header + good + String(repeating: "x\n", count: 20_003))
    let check = try Program.assay(
      "check", folder.path("ws"), "--json", "--max-rejects", "100%", "--threads", "1")
    #expect(check.status == 2)
    #expect(check.errors == "assay: Assay would not use 20,003 rows: 20,003 rejected (exit 2)\n")
    let lists = [
      "rows", "findings[]", "unlisted[]", "exports[]", "usage_by_bucket[]", "proposed_mappings[]",
      "ignored_files[]",
    ]
    try folder.copyQuarter(to: "odd")
    try folder.write("odd/ledger/refund.csv", Self.refund)
    let bill = Program.repository.appending(path: "Tests/BillsTests/Examples/openai-costs.json")
    try folder.write("odd/bills/costs.json", try Data(contentsOf: bill))
    try folder.write(
      "odd/credits/a.csv",
      "event_id,at,account_id,kind,credits,source\ne1,2026-08-01T00:00:00Z,a,grant,1,bonus\n")
    let odd = try Program.assay("check", folder.path("odd"), "--json")
    try folder.write("unknown/ledger/a.csv", "c1,c2,c3\nabcd1234,2026-08-01T10:00:00Z,gpt-5\n")
    try folder.write(
      "unknown/ledger/b.csv",
      "start_time,end_time,num_model_requests,input_tokens\n1785542400,1785628800,1,1\n")
    let unknown = try Program.assay("check", folder.path("unknown"), "--json")
    #expect(
      try keys(check.output).union(keys(unknown.output)).union(keys(odd.output)).union(lists)
        == described("assay check"))
    let document = try object(check.output)
    #expect(document["errors"] as? Int == 20_003)
    #expect((document["findings"] as? [Any])?.count == 20_000)
  }

  /// U+E0041 is a tag letter, which nobody sees, beyond the first 65,536 characters: two escapes in JSON.
  @Test func `an unseen character of a name is escaped as the two halves of its UTF-16`() throws {
    let folder = try Scratch()
    let header = "request_id,request_started_at,user_id,provider,model,input_tokens\n"
    let row = "r1,2026-07-01T00:00:00Z,u,p,m,5\n"
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write("ws/ledger/a\u{E0041}.csv", header + row + row)
    let check = try Program.assay("check", folder.path("ws"), "--json")
    #expect(check.status == 0)
    #expect(check.output.contains("\"file\": \"ledger/a\\udb40\\udc41.csv\""))
    let findings = try #require(try object(check.output)["findings"] as? [[String: Any]])
    #expect(findings[0]["file"] as? String == "ledger/a\u{E0041}.csv")
    #expect(try Program.assay("run", folder.path("ws")).status == 0)
    #expect(try folder.text("ws/out/manifest.json").contains("ledger/a\\udb40\\udc41.csv"))
  }

  @Test func `a check that refuses answers with everything that is wrong`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{ \"time_zome\": \"UTC\" }")
    try folder.write("ws/ledger/a.csv", "")
    let check = try Program.assay("check", folder.path("ws"), "--json")
    #expect(check.status == 1)
    #expect(
      check.errors == "assay: 2 errors in 2 files: fix the errors, then run again (exit 1)\n")
    let document = try object(check.output)
    #expect(document["verdict"] as? String == "refused")
    #expect(document["rows"] is NSNull)
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == ["cfg.key", "file.empty"])
    #expect(findings[0]["help"] as? String == "did you mean \"time_zone\"?")
  }

  /// The workspace to check, and the code of its finding.
  @Test(arguments: [
    ("nonexist", "file.open"), ("a.csv", "file.open"), ("empty", "file.open"), ("loop", "io"),
  ])
  func `a check of what is no workspace, or cannot be read, answers too`(
    name: String, code: String
  ) throws {
    let folder = try Scratch()
    try folder.write("a.csv", "")
    try folder.write("empty/notes.txt", "")
    _ = try Program.bash("ln -s loop loop", in: folder.path(""))
    let check = try Program.assay("check", folder.path(name), "--json")
    #expect(check.status == 1)
    #expect(check.errors.hasPrefix("assay: ") && check.errors.hasSuffix(" (exit 1)\n"))
    let document = try object(check.output)
    #expect(document["verdict"] as? String == "refused")
    #expect(document["rows"] is NSNull)
    #expect(document["errors"] as? Int == 1)
    #expect(document["files"] as? Int == 0)
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == [code])
  }

  // MARK: Keys

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func keys(_ text: String) throws -> Set<String> { keys(of: try object(text), "") }

  /// Every key that has a value of its own, with those above it.
  private func keys(of value: Any, _ path: String) -> Set<String> {
    switch value {
    case let object as [String: Any]:
      Set(object.flatMap { keys(of: $0.value, path.isEmpty ? $0.key : path + "." + $0.key) })
    case let list as [Any]: Set(list.flatMap { keys(of: $0, path + "[]") })
    default: [path]
    }
  }

  /// The keys in the first column of the table below a heading of the page.
  private func described(_ heading: String) throws -> Set<String> {
    let page = Program.repository.appending(path: "docs/JSON.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let section = text.components(separatedBy: "\n## \(heading)\n").last?
      .components(separatedBy: "\n## ").first
    return Set(
      try #require(section).matches(of: #/(?m)^\| `([^`]+)` \|/#).map { String($0.output.1) })
  }
}
