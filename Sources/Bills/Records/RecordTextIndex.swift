import Intake
import Ledger
import Parsing

/// The columns of a format that hold the figures of a record, where every other column it reads recurs.
struct FigureColumns: Sendable {
  let start: Int
  let end: Int
  let amount: Int
  let quantity: Int
}

/// The cells of a record that hold its figures.
struct FigureCells {
  var start = Bytes(start: nil, count: 0)
  var end = Bytes(start: nil, count: 0)
  var amount = Bytes(start: nil, count: 0)
  var quantity = Bytes(start: nil, count: 0)
}

/// Numbers the records of a file by their texts: two that differ only in figures have one number.
///
/// A large bill states each of its few thousand usage types anew for every hour. What a format makes of the texts is
/// then needed only once.
struct RecordTextIndex {
  /// Fields whose texts are compared, and those of the figures.
  private let texts: [Int]
  private let figures: [Int]
  private var packed: [UInt64]
  /// The packed texts of all numbers, one after another.
  private var keys: [UInt64] = []
  private var records: [Record] = []
  /// One more than a number, or 0 for none.
  private var slots: [Int32]

  private struct Record {
    let hash: UInt64
    let start: Int
    let count: Int
  }

  /// More records than this have no number, so that the memory does not grow with the lines of a bill.
  private static let most = 16_384
  /// Longer texts have no number either.
  private static let longest = 255

  /// Returns nil where the format has no such columns, or the file lacks one.
  ///
  /// - Parameter columns: by field, the column of the format, or -1.
  init?(_ figures: FigureColumns?, columns: [Int]) {
    guard let figures else { return nil }
    let fields = [figures.start, figures.end, figures.amount, figures.quantity]
      .compactMap(columns.firstIndex(of:))
    guard fields.count == 4 else { return nil }
    self.figures = fields
    texts = columns.indices.filter { columns[$0] >= 0 && !fields.contains($0) }
    packed = Array(
      repeating: 0, count: 1 + texts.count * (2 + RecordTextIndex.longest / 8))
    slots = Array(repeating: 0, count: 2 * RecordTextIndex.most)
  }

  /// The cells of figures.
  func cells(_ fields: UnsafePointer<FieldSplitter.Field>) -> FigureCells {
    FigureCells(
      start: fields[figures[0]].bytes, end: fields[figures[1]].bytes,
      amount: fields[figures[2]].bytes, quantity: fields[figures[3]].bytes)
  }

  /// Returns the number of a record; nil where there are too many.
  ///
  /// Up to seven bytes after a field are read, which a `BlockBuffer` has.
  mutating func number(of fields: UnsafePointer<FieldSplitter.Field>) -> Int? {
    guard let count = pack(fields) else { return nil }
    return packed.withUnsafeBufferPointer { packed in
      let key = UnsafeBufferPointer(rebasing: packed[..<count])
      let hash = RecordTextIndex.hash(key)
      var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[place] > 0 {
        let number = Int(slots[place]) - 1
        if records[number].hash == hash, isEqual(records[number], key) { return number }
        place = (place + 1) & (slots.count - 1)
      }
      guard records.count < RecordTextIndex.most else { return nil }
      records.append(Record(hash: hash, start: keys.count, count: count))
      keys.append(contentsOf: key)
      slots[place] = Int32(records.count)
      return records.count - 1
    }
  }

  /// Two words at a time: their products do not wait for each other.
  private static func hash(_ key: UnsafeBufferPointer<UInt64>) -> UInt64 {
    var (even, odd): (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F)
    var index = 0
    while index &+ 1 < key.count {
      even = PackedText.mixed(even ^ key[index])
      odd = PackedText.mixed(odd ^ key[index &+ 1])
      index &+= 2
    }
    if index < key.count { even = PackedText.mixed(even ^ key[index]) }
    return PackedText.mixed(even ^ odd << 1)
  }

  private func isEqual(_ record: Record, _ key: UnsafeBufferPointer<UInt64>) -> Bool {
    guard record.count == key.count else { return false }
    return keys.withUnsafeBufferPointer { keys in
      var difference: UInt64 = 0
      for index in 0..<key.count { difference |= keys[record.start &+ index] ^ key[index] }
      return difference == 0
    }
  }

  /// Packs the texts into words, after their lengths; returns their number, or nil where a text is too long.
  private mutating func pack(_ fields: UnsafePointer<FieldSplitter.Field>) -> Int? {
    packed.withUnsafeMutableBufferPointer { packed in
      var count = (texts.count &+ 7) / 8
      for index in 0..<count { packed[index] = 0 }
      for index in 0..<texts.count {
        let text = fields[texts[index]].bytes
        guard text.count <= RecordTextIndex.longest, let base = UnsafeRawPointer(text.baseAddress)
        else { return nil }
        packed[index / 8] |= UInt64(text.count) &<< UInt64(8 &* (index % 8))
        PackedText.forEach(text, from: base) { word in
          packed[count] = word
          count &+= 1
        }
      }
      return count
    }
  }
}
