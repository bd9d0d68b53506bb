import Ledger
import Presentation
import Querying
import Terminal

extension Arguments {
  /// The question that the options ask; its period is left open.
  ///
  /// - Parameter measures: the words for its figures.
  package func query(_ measures: String) throws(UsageFault) -> Query {
    var query = Query(measures: try QueryKeywords.measures(measures), dimensions: [])
    if let text = text("--by") {
      query.dimensions = try QueryKeywords.dimensions(text, option: "--by")
    }
    try add(to: &query)
    if let text = text("--sort") { query.order = try QueryKeywords.order(text, of: query) }
    return query
  }

  /// Adds what every question takes: filters and the limit.
  package func add(to query: inout Query) throws(UsageFault) {
    for (option, text) in stated where option == "--where" {
      switch try QueryKeywords.choice(text) {
      case .filter(let filter): query.filters.append(filter)
      case .condition(let condition): query.conditions.append(condition)
      }
    }
    query.limit = try limit(of: query)
  }

  /// The number of lines to show; nil is all.
  private func limit(of query: Query) throws(UsageFault) -> Int? {
    let all = Int.max
    let stated = try value("--limit", expected: "a number of lines from 1, or all") {
      text -> Int? in
      if text == "all" { return all }
      return Int(digits: text).flatMap { $0 >= 1 ? $0 : nil }
    }
    if let stated { return stated == all ? nil : stated }
    let isForPeople = [.table, .markdown].contains(try answerForm())
    return isForPeople && query.lineDimensions.first?.isTime == false ? 25 : nil
  }

  /// The form of an answer.
  package func answerForm() throws(UsageFault) -> AnswerForm {
    let stated = try value("--format", expected: "table, csv, json or md") {
      $0 == "markdown" ? AnswerForm.markdown : AnswerForm(rawValue: $0)
    }
    guard has("--json") else { return stated ?? .table }
    if let stated, stated != .json { throw .contradiction("--json", "--format") }
    return .json
  }
}
