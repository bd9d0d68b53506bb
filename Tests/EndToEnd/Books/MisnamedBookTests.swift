import Testing

/// A book that is not read because of how it is called.
struct MisnamedBookTests {
  private func workspace(_ files: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,2\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens\n"
        + "r1,2026-07-01T00:00:00Z,u,p,m,5\n")
    for file in files {
      let texts = ["plans.csv": "tier\npro\n", "multipliers.csv": "level,multiplier,status\n"]
      try folder.write("ws/" + file, texts[file] ?? "x\n")
    }
    return folder
  }

  @Test(arguments: [("multiplier.csv", "multipliers.csv"), ("Assay.json", "assay.json")])
  func `a file with nearly the name of a book that is not there is refused`(
    name: String, book: String
  ) throws {
    let folder = try workspace([name])
    for words in [
      ["check"], ["run"], ["watch"], ["explain", "r1"], ["quote", "m", "--input", "1"],
    ] {
      let run = try Program.assay([words[0], folder.path("ws")] + words.dropFirst())
      #expect(run.status == 1, "\(words): \(run.errors)")
      #expect(
        run.errors.contains(
          "\(name): error: [file.name] not the name of a book; \(book) is missing\n"
            + "  help: move it away if it is not that book; otherwise rename it: mv "),
        "\(words): \(run.errors)")
    }
    #expect(try folder.files(in: "ws").count == 3)
  }

  @Test func `other files of a workspace are nobody's business`() throws {
    let folder = try workspace([
      "plan.csv", "plans.csv", "multiplier.csv", "multipliers.csv", "notes.csv", "tx.csv",
      "nodes.csv", "users.csv", "prices.csv", ".aliases.csv", "aliases.csv~", "aliases.csv.bak",
      "scenario.json", "README.md",
    ])
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.errors.contains("[file."), "\(run.errors)")
  }

  /// Why seven models have no price comes before them, although its name comes after.
  @Test(arguments: ["prices/vendors.csv.gz", "prices/sub/x.csv"])
  func `a price book that is not read is reported before what it leaves without a price`(
    name: String
  ) throws {
    let folder = try workspace([name])
    let header = "request_id,request_started_at,user_id,provider,model,input_tokens\n"
    let rows = (1...7).map { "r\($0),2026-07-01T00:00:00Z,u,p,m\($0),5\n" }
    try folder.write("ws/ledger/a.csv", header + rows.joined())
    let check = try Program.assay("check", folder.path("ws"))
    let told = check.errors.split(separator: "\n").filter { $0.contains(": warning: [") }
    #expect(told.count == 8)
    #expect(told.first?.contains(": warning: [file.ignored] ") == true, "\(check.errors)")
    #expect(told.dropFirst().allSatisfy { $0.contains(" [ref.") }, "\(check.errors)")
  }
}
