import Intake
import Ledger

extension PieceResult: PartValue {
  /// Without the file, which the partial names, and without the place where a gzip file is opened again.
  package func write(to part: inout PartWriter) {
    part.put(firstRecord)
    part.put(progress)
    part.put(position)
    part.put(inPeriod)
    part.put(unpriced)
    part.put(outsidePeriod)
    part.put(all: checkpoints)
    part.put(all: days)
    part.put(rounded?.count)
    part.put(rounded?.line)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let firstRecord: Int64 = try part.number()
    let progress: PieceProgress = try part.value()
    let position: Int64 = try part.number()
    guard firstRecord >= 0, firstRecord <= progress.offset, position == 0 else { throw .number }
    self.init(
      file: part.file, firstRecord: firstRecord, progress: progress, position: position,
      point: nil, failure: nil)
    // A record and a line have a byte at least.
    let bytes = progress.offset - firstRecord
    guard progress.rows <= bytes, Int64(progress.line) <= bytes else { throw .number }
    part.rowLimit = progress.rows
    part.offsets = firstRecord..<progress.offset
    inPeriod = try part.rows()
    unpriced = try part.rows()
    outsidePeriod = try part.rows()
    var last = firstRecord
    for point: Checkpoint in try part.all() {
      guard point.offset >= last, point.offset <= progress.offset, point.line >= 0,
        point.line <= progress.line
      else { throw .number }
      last = point.offset
      checkpoints.append(point)
    }
    last = firstRecord
    for block: BlockDays in try part.all() {
      guard block.offset >= last, block.offset <= progress.offset, block.first <= block.last else {
        throw .number
      }
      last = block.offset
      days.append(block)
    }
    let (count, line): (Int64?, Int32?) = (try part.value(), try part.value())
    guard (count == nil) == (line == nil), count ?? 0 >= 0, count ?? 0 <= progress.rows,
      0...progress.line ~= line ?? 0, unpriced <= inPeriod,
      inPeriod + outsidePeriod <= progress.rows
    else { throw .number }
    if let count, let line { rounded = (count, line) }
  }
}

extension Checkpoint: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(offset)
    part.put(line)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(offset: try part.number(), line: try part.number())
  }
}

extension BlockDays: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(offset)
    part.put(first)
    part.put(last)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(offset: try part.number(), first: try part.value(), last: try part.value())
  }
}

extension RejectedSliceRow: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(location)
    part.put(byteColumn)
    part.put(column)
    part.put(faults)
    part.put(blob: text)
    part.put(estimatedCost)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    location = try part.value()
    byteColumn = try part.number()
    column = try part.text()
    faults = try part.value()
    text = try part.blob()
    estimatedCost = try part.value()
    guard !faults.isEmpty else { throw PartFault("a row in it was rejected without a reason") }
  }
}

extension RefundRow: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(location)
    part.put(user)
    part.put(requestID)
    part.put(cost)
    part.put(credits)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    location = try part.value()
    user = try part.value()
    requestID = try part.name()
    cost = try part.value()
    credits = try part.value()
  }
}
