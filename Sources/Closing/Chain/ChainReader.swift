import Ledger
import Platform

/// Reads the bytes of `closes.csv` line by line and checks every hash and link.
struct ChainReader {
  private(set) var rows: [CloseRow] = []
  private(set) var faults: [ChainFault] = []
  private var sequence = 0
  private var lastHash = CloseChain.noHash
  /// The line on which each text is for the first time.
  private var lines: [[UInt8]: Int] = [:]
  /// The number of the latest close per month.
  private var numbers: [Month: Int] = [:]
  private var approved: [Month: Set<Int>] = [:]

  mutating func read(_ bytes: [UInt8]) {
    if bytes.isEmpty { return note(1, .form, "the file is empty: its lines were lost") }
    var bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      note(1, .chain, "begins with a byte order mark: an editor added it")
      bytes.removeFirst(3)
    }
    var texts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let isCut = texts.last?.isEmpty == false
    if !isCut { texts.removeLast() }
    let converted = texts.indices.filter { texts[$0].last == 0x0D }
    if let first = converted.first {
      let more = converted.count == 1 ? "" : " (this and \(converted.count - 1) more)"
      note(first + 1, .chain, "ends with CR LF: an editor converted line endings\(more)")
      for index in converted { texts[index].removeLast() }
    }
    for (index, text) in texts.enumerated() {
      let line = index + 1
      if isCut && line == texts.count {
        readCut(text, line)
      } else if line == 1 {
        readHeader(text)
      } else {
        read(text, line)
      }
    }
    faults.sort { $0.line < $1.line }
  }

  private mutating func note(_ line: Int, _ code: ChainFault.Code, _ message: String) {
    faults.append(ChainFault(line: line, code: code, message: message))
  }

  private mutating func readHeader(_ text: [UInt8]) {
    if text == Array(CloseChain.header.dropLast()) { return }
    note(1, .form, "is not the header, expected \(CloseChain.columns.joined(separator: ","))")
    if let row = ChainLine(text).flatMap({ CloseRow($0.fields, line: 1) }) { append(row) }
  }

  /// A last line without its line end counts if nothing else of it is missing.
  private mutating func readCut(_ text: [UInt8], _ line: Int) {
    note(line, .form, "is cut off: it has no line ending")
    if let row = ChainLine(text).flatMap({ CloseRow($0.fields, line: line) }),
      row.rowSHA256 == ChainReader.hash(of: text)
    {
      append(row)
    }
  }

  private mutating func read(_ text: [UInt8], _ line: Int) {
    if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      return note(line, .chain, "is blank: an editor added this line")
    }
    if let first = lines[text] { return note(line, .form, "repeats line \(first)") }
    lines[text] = line
    let expected = sequence + 1
    guard let fields = ChainLine(text), fields.fields.count == CloseChain.columns.count else {
      let count = ChainLine(text).map { "has \($0.fields.count) fields" }
      note(
        line, .form,
        (count ?? "has a quote that is not closed, or text that is not UTF-8")
          + ", expected \(CloseChain.columns.count) fields")
      sequence = expected
      return
    }
    let (before, hash) = (lastHash, fields.fields[12])
    lastHash = hash
    guard let row = CloseRow(fields.fields, line: line) else {
      sequence = expected
      return note(line, .form, CloseRow.fault(of: fields.fields))
    }
    let fault = fault(of: row, text, isPlain: fields.isPlain, expected: expected, after: before)
    if let fault { note(line, fault.code, fault.message) }
    append(row)
  }

  private mutating func append(_ row: CloseRow) {
    rows.append(row)
    sequence = row.sequence
    lastHash = row.rowSHA256
    switch row.kind {
    case .close, .restate: numbers[row.period] = row.number
    case .approve: approved[row.period, default: []].insert(row.number)
    }
  }

  private func fault(
    of row: CloseRow, _ text: [UInt8], isPlain: Bool, expected: Int, after before: String
  ) -> (code: ChainFault.Code, message: String)? {
    if !isPlain { return (.chain, "has quotes where none are needed: an editor rewrote it") }
    if row.rowSHA256 != ChainReader.hash(of: text) {
      return (.chain, "this line was changed after it was written")
    }
    if row.sequence != expected {
      return (.form, "sequence is \(row.sequence), expected \(expected): lines are missing")
    }
    if row.previousSHA256 != before {
      return (
        .chain,
        "previous_sha256 is not the row_sha256 of the line before: that line was changed or removed"
      )
    }
    return order(of: row).map { (.form, $0) }
  }

  /// The reason why a line cannot follow the lines before it.
  private func order(of row: CloseRow) -> String? {
    let (month, latest) = (row.period, numbers[row.period])
    switch row.kind {
    case .close where latest != nil: return "\(month) is already closed"
    case .close: return row.number == 1 ? nil : "number is \(row.number), expected 1"
    case .restate:
      guard let latest else { return "restates \(month), which is not closed" }
      let isNext = row.number == latest + 1 && row.restates == latest
      return isNext
        ? nil : "number \(row.number) cannot restate close \(latest) of \(month)"
    case .approve:
      guard let latest, (1...latest).contains(row.number) else {
        return "approves close \(row.number) of \(month), which does not exist"
      }
      let isAgain = approved[month]?.contains(row.number) == true
      return isAgain ? "close \(row.number) of \(month) is already approved" : nil
    }
  }

  /// The SHA-256 of a line up to and including its last comma.
  private static func hash(of text: [UInt8]) -> String {
    let end = text.lastIndex(of: UInt8(ascii: ",")).map { $0 + 1 } ?? 0
    return SHA256.text(of: Array(text[..<end]))
  }
}
