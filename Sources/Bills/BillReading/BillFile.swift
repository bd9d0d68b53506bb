import Ledger
import Parsing

/// A file whose format is known.
package struct BillFile: Sendable {
  package let source: ByteSource
  package let format: BillFormat
  let shape: Shape
  let mapping: BillMapping?
  /// The zone of days, months and times that name none.
  package let zone: ReportingZone

  /// The way in which records are written.
  enum Shape: Hashable, Sendable {
    case table(delimiter: UInt8)
    case document
    case lines
  }

  /// The manner in which a file is read.
  struct Manner {
    /// Only the first block of a CSV.
    var isBeginning = false
    /// Makes the texts by which lines are alike.
    var needsLikeness = false
    /// Offers records whose texts were there before to `again`.
    var numbersRecords = false
  }

  /// Passes every record on, read by the format; what the format made of it is in the row.
  ///
  /// - Parameters:
  ///   - again: gets a row with the number and the figures of a record alone, before its format reads it; true
  ///     where that is enough.
  ///   - visit: gets the row, and the likeness of its record.
  func read(
    _ manner: Manner, again: (inout BillRow) -> Bool = { _ in false },
    visit: (inout BillRow, Likeness?) -> Void
  ) throws(FileProblem) -> Ending {
    var row = BillRow()
    row.zone = zone
    row.mapping = mapping
    switch shape {
    case .table(let delimiter):
      var reader = BillCSVReader(format: format, delimiter: delimiter, manner: manner)
      return try reader.read(source, row: &row, again: again, visit: visit)
    case .document, .lines:
      let reader = BillJSONReader(format: format, needsLikeness: manner.needsLikeness)
      return try reader.read(source, isDocument: shape == .document, row: &row, visit: visit)
    }
  }

  /// The facts that are known at the end of a file.
  struct Ending {
    var bytes: Int64 = 0
    /// All of the file was read.
    var isWhole = true
    /// The line of a last page that says that more pages follow.
    var morePages: (line: Int, column: Int)?
  }
}

/// The reason why no line of a file can be read.
struct FileProblem: Error {
  let finding: Finding
  /// A mapping that would read the file; nil where the format is not the problem.
  private(set) var proposal: BillProposal?

  init(_ fault: ReadFault, path: String) {
    finding = Finding(
      .error, at: Place(file: path), code: fault.code, message: fault.message, help: fault.help)
  }

  init(_ fault: BillFault, path: String, line: Int, column: Int) {
    finding = PlacedBillFault(fault: fault, line: line, column: column).finding(in: path)
  }

  init(_ finding: Finding, proposal: BillProposal? = nil) {
    self.finding = finding
    self.proposal = proposal
  }
}

/// A digest of the texts of a record without its amounts, prices, rates, quantities, units and numbers of requests.
///
/// Two records with the same texts are alike.
struct Likeness: Hashable, Sendable {
  private(set) var high: UInt64 = 0
  private(set) var low: UInt64 = 0

  /// Adds a text of a column; the order of columns does not matter, and a blank is nothing.
  mutating func add(_ text: Bytes, of column: UInt64) {
    if text.isEmpty { return }
    var a = column ^ 0x9E37_79B9_7F4A_7C15
    var b = column &* 0xC2B2_AE3D_27D4_EB4F
    for byte in text {
      a = (a ^ UInt64(byte)) &* 0x100_0000_01B3
      b = (b &+ UInt64(byte) &+ 1) &* 0x9FB2_1C65_1E98_DF25
      b ^= b >> 31
    }
    a ^= a >> 32
    a = a &* 0xD6E8_FEB8_6659_FD93
    high = high &+ (a ^ a >> 29)
    low = low &+ (b ^ b >> 33) &* 0xFF51_AFD7_ED55_8CCD
  }

  /// Returns the number of a column for `add`.
  static func column(_ title: String) -> UInt64 {
    BillFormat.folded(title).utf8.reduce(0xCBF2_9CE4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
  }
}
