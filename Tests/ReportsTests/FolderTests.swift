import Foundation
import Reports
import Tables
import Testing

/// The folder of the reports is in order: what is there is listed and expected.
@Suite struct FolderTests {
  @Test func `every report in a file is in the list`() throws {
    let list = try String(
      contentsOf: Golden.folder.appending(path: "Report.swift"), encoding: .utf8)
    var count = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: Golden.folder.path()) {
      guard file.hasSuffix(".swift") else { continue }
      let source = try String(contentsOf: Golden.folder.appending(path: file), encoding: .utf8)
      for match in source.matches(of: /static let (\w+) = (?:\w+\.r|R)eport\(/) {
        count += 1
        #expect(list.contains(".\(match.1),"), "\(match.1) of \(file)")
      }
    }
    #expect(count == Report.all.count)
  }

  @Test func `every report has an expected table`() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Golden.folder.appending(path: "expected").path())
    #expect(files.sorted() == (Report.all.map(\.name) + ["facts"]).map { $0 + ".csv" }.sorted())
  }

  @Test func `no two reports have one name`() {
    #expect(Set(Report.all.map(\.name)).count == Report.all.count)
  }
}
