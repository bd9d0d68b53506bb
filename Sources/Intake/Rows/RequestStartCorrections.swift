import Ledger

/// The rows of one file that begin at another time than they say, or are of another user: lines of a response that had
/// begun with another line, and copies.
package struct RequestStartCorrections: Sendable {
  /// In the order of the file.
  fileprivate var rows: [Row] = []

  fileprivate struct Row {
    let offset: Int64
    let origin: RequestStartCorrection
  }

  /// Of a file whose rows begin when they say.
  package static let none = RequestStartCorrections()

  private init() {}

  package var isEmpty: Bool { rows.isEmpty }

  /// The origin of the request of the row at byte `offset` of the file; nil if the row states it.
  package subscript(offset: Int64) -> RequestStartCorrection? {
    let place = rows.indices.partitionPoint { rows[$0].offset < offset }
    return place < rows.count && rows[place].offset == offset ? rows[place].origin : nil
  }

  /// Makes those of rows that are read again one after another, in order, each at its new offset.
  package init(_ origins: [(offset: Int64, origin: RequestStartCorrection)]) {
    rows = origins.map { Row(offset: $0.offset, origin: $0.origin) }
  }
}

/// The start of a request, and its user if the row itself is a copy.
package struct RequestStartCorrection: Sendable {
  package let start: RequestStart
  /// Nil where the row says it.
  package let user: UserKey?
}

/// The start of a request, with the text that states it.
package struct RequestStart: Sendable, Comparable {
  package let instant: Instant
  /// As the ledger has it.
  package let text: Name

  package static func < (left: RequestStart, right: RequestStart) -> Bool {
    (left.instant, left.text) < (right.instant, right.text)
  }
}

/// The starts of the rows of a slice, to find the earliest of each request.
package struct RowStarts: Sendable {
  private var requests: [Name: Int32] = [:]
  /// By number of the request.
  private var earliest: [Earliest] = []
  private var rows: [Row] = []

  private struct Row {
    let file: Int32
    let request: Int32
    let offset: Int64
    let instant: Instant
    let isCopy: Bool
  }

  /// The earliest start of a request; a copy counts only if nothing else does.
  private struct Earliest {
    var start: RequestStart
    /// Nil where only copies were seen.
    var user: UserKey?

    mutating func meet(_ other: Earliest) {
      if (other.user != nil, user != nil) == (true, false) { self = other }
      if (other.user == nil) == (user == nil), other.start < start { self = other }
    }
  }

  package init() {}

  /// Remembers rows of one file, in their order.
  ///
  /// - Parameters:
  ///   - copies: where those of them are that are copies, in order.
  ///   - user: whose a row is.
  package mutating func append(
    _ records: [UsageRecord], copies: [Int64], file: Int, user: (UsageRecord) -> UserKey
  ) {
    var copies = copies[...]
    for record in records {
      // A copy that is rejected is none of the records.
      copies = copies.drop { $0 < record.offset }
      let isCopy = copies.first == record.offset
      let start = RequestStart(instant: record.startedAt, text: Name(bytes: record.startedAtText))
      let request = number(
        of: Name(bytes: record.requestID), Earliest(start: start, user: isCopy ? nil : user(record))
      )
      rows.append(
        Row(
          file: Int32(file), request: request, offset: record.offset, instant: start.instant,
          isCopy: isCopy))
    }
  }

  /// The number of a request, of which a row says when it began.
  private mutating func number(of id: Name, _ start: Earliest) -> Int32 {
    if let known = requests[id] {
      earliest[Int(known)].meet(start)
      return known
    }
    let number = Int32(earliest.count)
    requests[id] = number
    earliest.append(start)
    return number
  }

  /// Returns, by file, the rows of requests that began at another time than they say, and the copies; of equal instants a
  /// row keeps its own text.
  ///
  /// - Parameter slices: in the order of the ledger.
  package static func earlier(in slices: [RowStarts]) -> [Int: RequestStartCorrections] {
    var earliest: [Name: Earliest] = [:]
    for slice in slices {
      for (id, number) in slice.requests {
        earliest[id, default: slice.earliest[Int(number)]].meet(slice.earliest[Int(number)])
      }
    }
    var files: [Int: RequestStartCorrections] = [:]
    for slice in slices {
      var starts = slice.earliest
      for (id, number) in slice.requests {
        starts[Int(number)] = earliest[id] ?? starts[Int(number)]
      }
      for row in slice.rows {
        let (start, user) = (starts[Int(row.request)].start, starts[Int(row.request)].user)
        guard start.instant != row.instant || row.isCopy && user != nil else { continue }
        files[Int(row.file), default: .none].rows.append(
          RequestStartCorrections.Row(
            offset: row.offset,
            origin: RequestStartCorrection(start: start, user: row.isCopy ? user : nil)))
      }
    }
    return files
  }
}
