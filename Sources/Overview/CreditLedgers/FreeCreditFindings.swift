import Credits
import Ledger
import Reports

/// The findings of a credit ledger about requests of free tiers, for which no usage revenue is charged.
struct FreeCreditFindings {
  private let requests: RequestCharges?
  /// The rows of free requests that no event names.
  private var unnamed: Set<Row> = []
  /// By file of a finding: that of the requests; nil for a file without requests.
  private var files: [UInt32?] = []

  private struct Row: Hashable {
    let file: UInt32
    let line: UInt32
  }

  /// - Parameter requests: nil without usage: then no finding is known to be of a free tier.
  init(_ audit: CreditAudit, _ requests: RequestCharges?) {
    self.requests = requests
    guard let requests, audit.findings.contains(where: { $0.check == .requestWithoutDeduction })
    else { return }
    let numbers = Dictionary(
      zip(requests.files, UInt32(0)...), uniquingKeysWith: { first, _ in first })
    files = audit.files.map { numbers[$0] }
    for request in requests.unnamed where isFree(request.fact) {
      unnamed.insert(Row(file: request.file, line: request.line))
    }
  }

  /// The value of the credits of free tiers at list, either way.
  func worth(of findings: some Sequence<CreditFinding>) -> Money {
    Money(attodollars: findings.reduce(0) { $0 + (isFree($1) ? abs($1.usd) : 0) })
  }

  private func isFree(_ fact: RequestFact) -> Bool {
    guard let requests, Int(fact.dimensions) < requests.dimensions.count else { return false }
    return requests.dimensions[Int(fact.dimensions)].terms.isFree
  }

  private func isFree(_ finding: CreditFinding) -> Bool {
    guard let requests else { return false }
    if finding.request != CreditNames.blank, let place = requests.place(of: finding.request) {
      return isFree(requests.named[place].fact)
    }
    guard finding.check == .requestWithoutDeduction, Int(finding.file) < files.count,
      let file = files[Int(finding.file)]
    else { return false }
    return unnamed.contains(Row(file: file, line: finding.line))
  }
}
