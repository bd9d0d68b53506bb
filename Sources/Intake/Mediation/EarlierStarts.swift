import Ledger

/// The rows of one file that begin earlier than they say: lines of a response that had begun with another line.
package struct EarlierStarts: Sendable {
  /// In the order of the file.
  fileprivate var rows: [Row] = []

  fileprivate struct Row {
    let offset: Int64
    let start: RequestStart
  }

  /// Of a file whose rows begin when they say.
  package static let none = EarlierStarts()

  private init() {}

  package var isEmpty: Bool { rows.isEmpty }

  /// When the row that begins at byte `offset` of the file begins; nil where that is when it says.
  package subscript(offset: Int64) -> RequestStart? {
    let place = rows.indices.partitionPoint { rows[$0].offset < offset }
    return place < rows.count && rows[place].offset == offset ? rows[place].start : nil
  }

  /// Makes those of rows that are read again one after another, in order, each at its new offset.
  package init(_ starts: [(offset: Int64, start: RequestStart)]) {
    rows = starts.map { Row(offset: $0.offset, start: $0.start) }
  }
}

/// When a request began, with the text that says so.
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
  private var earliest: [RequestStart] = []
  private var rows: [Row] = []

  private struct Row {
    let file: Int32
    let request: Int32
    let offset: Int64
    let instant: Instant
  }

  package init() {}

  /// Remembers rows of one file, in their order.
  package mutating func append(_ records: [UsageRecord], file: Int) {
    for record in records {
      let start = RequestStart(instant: record.startedAt, text: Name(bytes: record.startedAtText))
      let request = number(of: Name(bytes: record.requestID), start)
      rows.append(
        Row(file: Int32(file), request: request, offset: record.offset, instant: start.instant))
    }
  }

  /// The number of a request, which a row lets begin at `start` or earlier.
  private mutating func number(of id: Name, _ start: RequestStart) -> Int32 {
    if let known = requests[id] {
      earliest[Int(known)] = min(earliest[Int(known)], start)
      return known
    }
    let number = Int32(earliest.count)
    requests[id] = number
    earliest.append(start)
    return number
  }

  /// Returns, by file, the rows of requests that began earlier; of equal instants a row keeps its own text.
  ///
  /// - Parameter slices: in the order of the ledger.
  package static func earlier(in slices: [RowStarts]) -> [Int: EarlierStarts] {
    var earliest: [Name: RequestStart] = [:]
    for slice in slices {
      for (id, number) in slice.requests {
        let start = slice.earliest[Int(number)]
        earliest[id] = earliest[id].map { min($0, start) } ?? start
      }
    }
    var files: [Int: EarlierStarts] = [:]
    for slice in slices {
      var starts = slice.earliest
      for (id, number) in slice.requests {
        starts[Int(number)] = earliest[id] ?? starts[Int(number)]
      }
      for row in slice.rows where starts[Int(row.request)].instant < row.instant {
        files[Int(row.file), default: .none].rows.append(
          EarlierStarts.Row(offset: row.offset, start: starts[Int(row.request)]))
      }
    }
    return files
  }
}

extension RecordBatch {
  /// Lets each row begin when its request began, with the text and the day of that.
  package mutating func begin(_ earlier: EarlierStarts, zone: ReportingZone) {
    for index in records.indices {
      guard let start = earlier[records[index].offset] else { continue }
      records[index].startedAt = start.instant
      records[index].startedAtText = scratch.keep(start.text.bytes)
      records[index].day = zone.day(of: start.instant)
    }
  }
}
