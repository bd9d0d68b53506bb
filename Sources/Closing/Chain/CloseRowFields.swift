import Ledger
import Platform

extension CloseRow {
  /// Reads the fields of a line; nil if one of them is not what its column holds.
  init?(_ fields: [String], line: Int) {
    guard fields.count == CloseChain.columns.count, CloseRow.wrongField(of: fields) == nil,
      let sequence = CloseRow.count(fields[0]), let kind = CloseKind(rawValue: fields[1]),
      let period = Month(fields[2]), let number = CloseRow.count(fields[3]),
      let at = Instant(dayOrInstant: fields[4])
    else { return nil }
    self.init(
      sequence: sequence, kind: kind, period: period, number: number, at: at, by: fields[5],
      reason: fields[6], accepted: fields[7].split(separator: ";").map(String.init),
      manifest: fields[8], manifestSHA256: fields[9], restates: CloseRow.count(fields[10]),
      previousSHA256: fields[11], rowSHA256: fields[12], line: line)
  }

  /// Returns the message about the first field that is not what its column holds.
  static func fault(of fields: [String]) -> String {
    guard let (index, expected) = wrongField(of: fields) else {
      preconditionFailure("a line that cannot be read has a wrong field")
    }
    let (column, text) = (CloseChain.columns[index], SafeText.brief(fields[index]))
    return "\(column) is \"\(text)\", expected \(expected)"
  }

  /// Returns a number from 1 as it is written; nil for any other text.
  private static func count(_ text: String) -> Int? {
    guard let number = Int(text), number > 0, "\(number)" == text else { return nil }
    return number
  }

  private static func wrongField(of fields: [String]) -> (index: Int, expected: String)? {
    let kinds = CloseDefect.allCases.map(\.rawValue)
    let isApproval = fields[1] == CloseKind.approve.rawValue
    let path = "\(CloseChain.folder)/\(fields[2])-\(fields[3]).json"
    let accepted = fields[7].split(separator: ";", omittingEmptySubsequences: false)
    let checks: [(isRight: Bool, expected: String)] = [
      (count(fields[0]) != nil, "a number from 1"),
      (CloseKind(rawValue: fields[1]) != nil, "close, approve or restate"),
      (Month(fields[2]) != nil, "a month such as 2026-08"),
      (count(fields[3]) != nil, "a number from 1"),
      (Instant(dayOrInstant: fields[4]) != nil, "a day or an RFC 3339 instant"),
      (!fields[5].isEmpty, "a name"),
      (true, ""),
      (
        fields[7].isEmpty || accepted.allSatisfy { kinds.contains(String($0)) },
        kinds.joined(separator: ", ")
      ),
      (fields[8] == (isApproval ? "" : path), isApproval ? "no text" : path),
      (
        isApproval ? fields[9].isEmpty : SHA256.isDigest(fields[9]),
        isApproval ? "no text" : "64 hexadecimal digits"
      ),
      (
        fields[1] == CloseKind.restate.rawValue ? count(fields[10]) != nil : fields[10].isEmpty,
        "the number of the replaced close in a restatement only"
      ),
      (SHA256.isDigest(fields[11]), "64 hexadecimal digits"),
      (SHA256.isDigest(fields[12]), "64 hexadecimal digits"),
    ]
    return checks.enumerated().first { !$0.element.isRight }.map {
      ($0.offset, $0.element.expected)
    }
  }
}
