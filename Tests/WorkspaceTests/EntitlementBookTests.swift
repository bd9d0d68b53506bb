import Ledger
import Pricing
import Rating
import Support
import Testing
import Workspace

/// `entitlements.csv`, and the columns of `models.csv` that it is held against.
struct EntitlementBookTests {
  @Test func `entitlements state scopes and limits, and models what they can do`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/entitlements.csv",
      "plan,model,requests_per_minute,requests_per_day,effective_to\n,m,,0,2026-02-01\npro,,5,,\n")
    try folder.write(
      "ws/models.csv", "provider,model,quality_level,capabilities\np,m,high,chat; vision ;\n")
    let workspace = try TestWorkspace.workspace(folder)
    #expect(workspace.findings.isEmpty)
    let rows = try #require(workspace.creditBooks.entitlements).rows
    #expect(rows.map(\.place.line) == [2, 3])
    #expect(rows.map(\.value.scope.plan) == ["", "pro"])
    #expect(rows.map(\.value.scope.model) == ["m", ""])
    #expect(rows.map(\.value.perMinute) == [nil, 5])
    #expect(rows.map(\.value.perDay) == [0, nil])
    let model = try #require(
      workspace.books.models.description(
        of: ModelKey(provider: "p", model: "m"), at: .distantPast))
    #expect(model.value.qualityLevel == "high")
    #expect(model.value.capabilities == ["chat", "vision"])
    try folder.write("ws/entitlements.csv", "plan\nprp\n")
    let told = try TestWorkspace.told(folder)
    #expect(told.contains("entitlements.csv:2:1: warning: [book.unknown] entitled plan"), "\(told)")
    #expect(told.contains("did you mean \"pro\"?"))
  }
}
