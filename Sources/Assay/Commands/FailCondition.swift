import Reports

/// What `--fail-on` may name.
enum FailCondition: String, CaseIterable {
  case mismatch, unpriced

  static func read(_ arguments: Arguments) throws(UsageFault) -> Set<FailCondition> {
    let names = allCases.map(\.rawValue).joined(separator: ", ")
    let conditions = try arguments.value("--fail-on", expected: "a list of: \(names)") { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let conditions = parts.compactMap { FailCondition(rawValue: String($0)) }
      return conditions.count == parts.count ? Set(conditions) : nil
    }
    return conditions ?? []
  }

  func isMet(by input: ReportInput) -> Bool {
    switch self {
    case .mismatch:
      input.reconciliation[cost: .mismatch].requests > 0
        || input.reconciliation[credits: .mismatch].requests > 0
    case .unpriced: input.rows.unpriced > 0
    }
  }
}
