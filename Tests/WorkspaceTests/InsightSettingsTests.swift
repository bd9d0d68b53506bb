import Ledger
import Testing

@testable import Workspace

struct InsightSettingsTests {
  private static func file(_ text: String) -> SettingsFile {
    SettingsFile(Array(text.utf8), file: "assay.json")
  }

  @Test func `segments and services for batch have defaults`() {
    let settings = Self.file("{}").settings
    #expect(settings.segments.growing.description == "1.5")
    #expect(settings.segments.shrinking.description == "0.5")
    #expect(settings.batchableServices == ["embedding"])
  }

  @Test func `segments and services for batch are read`() {
    let file = Self.file(
      #"{"segments":{"growing":"2"},"batchable_services":["embedding","summary"]}"#)
    #expect(file.findings.isEmpty)
    #expect(file.settings.segments.growing.description == "2")
    #expect(file.settings.segments.shrinking.description == "0.5")
    #expect(file.settings.batchableServices == ["embedding", "summary"])
  }

  @Test(
    arguments: [
      #"{"segments":{"growing":"0.5"}}"#, #"{"segments":{"growing":2}}"#,
      #"{"segments":{"grow":"2"}}"#, #"{"batchable_services":"embedding"}"#,
    ])
  func `a wrong value is refused`(text: String) {
    #expect(Self.file(text).findings.count == 1)
  }
}
