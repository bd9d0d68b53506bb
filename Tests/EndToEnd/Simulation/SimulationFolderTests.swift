import Foundation
import Testing

/// The remainder of an earlier simulation in the folder of the next one.
struct SimulationFolderTests {
  private static let always: Set = ["simulation.csv", "simulation-users.csv", "simulation.xlsx"]
  private static let others: Set = [
    "simulation-break-even.csv", "tiers-compare.csv", "free-tier-frontier.csv",
  ]

  private func files(_ folder: Scratch) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.path("o")))
  }

  private func simulate(_ folder: Scratch, _ options: String...) throws {
    let run = try Program.assay(
      ["simulate", folder.path("ws"), "--output", folder.path("o"), "--quiet"] + options)
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Two requests of 150 credits, of which a budget of 200 stops the second.
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\na,m,input,1,1\n")
    try folder.write("ws/plans.csv", "tier,is_free\nfree,true\n")
    let lines = (1...2).map { "r\($0),2026-08-0\($0)T00:00:00Z,u,free,a,m,1\n" }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n" + lines.joined())
    return folder
  }

  /// A folder with the manifest of a run changes places with the new one; others stay in theirs.
  @Test(arguments: [false, true])
  func `files that the next simulation does not write are taken away`(isOfRun: Bool) throws {
    let folder = try workspace()
    if isOfRun {
      let run = try Program.assay(
        "run", folder.path("ws"), "--output", folder.path("o"), "--quiet")
      #expect(run.status == 0, "\(run.errors)")
    }
    let before = isOfRun ? try files(folder) : []
    try simulate(folder, "--budget", "free=200", "--facts")
    #expect(
      try files(folder)
        == before.union(Self.always).union(Self.others).union([
          "simulation-stopped.csv", "simulation-facts-1.csv",
        ]))
    try simulate(folder, "--search", "tier:free 1..2 step 1")
    #expect(try files(folder) == before.union(Self.always).union(["simulation-search.csv"]))
    try simulate(folder)
    #expect(try files(folder) == before.union(Self.always).union(Self.others))
  }

  @Test(arguments: [false, true])
  func `files that assay did not write stay, whatever they are called`(isOfRun: Bool) throws {
    let folder = try workspace()
    if isOfRun {
      _ = try Program.assay("run", folder.path("ws"), "--output", folder.path("o"), "--quiet")
    }
    try simulate(folder, "--budget", "free=200", "--facts")
    let theirs = [
      "notes.txt", "tiers-compare.csv", "simulation-facts-7.csv", "simulation-facts-x.csv",
      "simulation-facts-01.csv", "simulation-break-even.csv",
    ]
    let facts = try folder.text("o/simulation-facts-1.csv")
    let evens = try folder.text("o/simulation-break-even.csv")
    for name in theirs { try folder.write("o/" + name, "mine,\(name)\n") }
    // A name that assay never gives, and a column that it does not have.
    try folder.write("o/simulation-facts-01.csv", facts)
    try folder.write(
      "o/simulation-break-even.csv",
      evens.replacing("without_step\n", with: "without_step,remark\n"))
    let mine = try theirs.map { try folder.text("o/" + $0) }
    try folder.write("kept.csv", try folder.text("o/simulation-stopped.csv"))
    try FileManager.default.removeItem(atPath: folder.path("o/simulation-stopped.csv"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("o/simulation-stopped.csv"), withDestinationPath: folder.path("kept.csv"))
    try simulate(folder, "--search", "tier:free 1..2 step 1")
    #expect(try theirs.map { try folder.text("o/" + $0) } == mine)
    #expect(try folder.text("o/simulation-stopped.csv") == folder.text("kept.csv"))
    #expect(try !files(folder).contains("simulation-facts-1.csv"))
  }
}
