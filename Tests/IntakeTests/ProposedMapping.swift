import Intake
import Testing

extension MappingProposal {
  /// The proposal for a whole export, by models and vendors that the books know.
  init(ofCSV text: String, models: Set<String> = [], vendors: Set<String>? = nil) throws {
    let table = try #require(SampleTable(Array(text.utf8), isEnd: true))
    self.init(table, path: "ledger/x.csv", models: models, vendors: vendors)
  }
}

extension MappingProposal {
  /// Which of `texts` no line of it has, and those of `others` that some line has.
  func lacks(_ texts: [String], butNot others: [String] = []) -> [String] {
    texts.filter { text in !lines.contains { $0.contains(text) } }
      + others.filter { text in lines.contains { $0.contains(text) } }.map { "not " + $0 }
  }
}
