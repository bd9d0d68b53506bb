import Ledger
import Parsing

/// The beginning of an unknown export: the names of its columns, and their texts in its first rows.
package struct SampleTable {
  /// A column, or a member within members, joined by points.
  struct Column {
    let name: String
    /// One per row; blank where it has none.
    var texts: [String]
    /// A member of the JSON that another column holds as text.
    var isWithinText = false

    /// Lets go of all rows but those of these numbers.
    mutating func keep(_ rows: [Int]) { texts = rows.map { texts[$0] } }

    /// Those that say something.
    var values: [String] { texts.filter { !$0.isEmpty } }
  }

  private(set) var columns: [Column] = []
  /// The names of counts that several items of one list have in some row, so that nothing reads them.
  private(set) var several: Set<String> = []
  /// The rows are all that the file has.
  private(set) var isWhole = false
  /// The names of columns that rows after those read fill.
  private(set) var filledLater: Set<String> = []
  /// The delimiter of columns; nil for JSON.
  package let delimiter: UInt8?

  package static let rowLimit = 200

  /// The names of its columns, in their order.
  package var names: [String] { columns.filter { !$0.isWithinText }.map(\.name) }

  /// The number of rows read.
  package var rowCount: Int { columns.first?.texts.count ?? 0 }

  /// Reads the first rows of a file from its first bytes; nil where they are no table with at least three columns
  /// and a row of as many, nor objects of JSON.
  ///
  /// - Parameters:
  ///   - isEnd: whether the bytes are the whole file.
  ///   - limit: how many rows are read.
  package init?(_ bytes: [UInt8], isEnd: Bool, limit: Int = SampleTable.rowLimit) {
    let text = Array(bytes.dropFirst(bytes.byteOrderMarkLength))
    guard let first = text.first(where: { $0 > 0x20 }) else { return nil }
    // The first column of each name.
    var places: [String: Int] = [:]
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      delimiter = nil
      let objects = SampleTable.objects(text, limit)
      guard !objects.isEmpty else { return nil }
      for (row, members) in objects.prefix(limit).enumerated() {
        add(members, row: row, &places)
      }
      let count = min(objects.count, limit)
      isWhole = isEnd && objects.count < limit
      for index in columns.indices { columns[index].pad(to: count) }
      openTexts(&places)
      return
    }
    let separator = SeparatorLine(text, from: 0)
    let table = Array(text[(separator?.end ?? 0)...])
    let delimiters = separator.map { [$0.delimiter] } ?? LedgerLayout.delimiters
    let tables = delimiters.map { delimiter in
      (delimiter, SampleTable.rows(table, delimiter, isEnd: isEnd, limit: limit))
    }
    // The delimiter that most rows agree on, and of these the one that gives the most columns.
    let best = tables.max { SampleTable.weight($0.1) < SampleTable.weight($1.1) }
    // Of two columns one may hold whole records as JSON.
    guard let (delimiter, rows) = best, let header = rows.first,
      header.count >= 3
        || header.count == 2
          && rows.dropFirst().contains(where: { $0.contains(where: FlattenedRecord.mayHold) }),
      rows.dropFirst().contains(where: { $0.count == header.count })
    else { return nil }
    self.delimiter = delimiter
    isWhole = isEnd && rows.count <= limit
    columns = header.map { Column(name: $0, texts: []) }
    places = Dictionary(
      columns.indices.map { (columns[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    for row in rows.dropFirst() where row.count == header.count {
      for (index, text) in row.enumerated() { columns[index].texts.append(text) }
    }
    openTexts(&places)
  }

  /// The rows of all `tables`, of which there is one, in one.
  package static func joined(_ tables: [SampleTable]) -> SampleTable {
    var all = tables[0]
    for table in tables.dropFirst() { all.append(table) }
    return all
  }

  /// Looks for columns that rows after those read fill, as far as the bytes go that it was read from.
  package mutating func lookFurther(_ bytes: [UInt8], isEnd: Bool) {
    let most = 20_000
    guard !isWhole, let all = SampleTable(bytes, isEnd: isEnd, limit: most) else { return }
    isWhole = all.isWhole
    filledLater = Set(
      all.columns.filter { $0.texts.dropFirst(rowCount).contains { !$0.isEmpty } }.map(\.name))
  }

  /// The first column of a name, whatever its case and blanks around it.
  func column(named name: String) -> Column? {
    let name = folded(Array(name.utf8))
    return columns.first { folded(Array($0.name.utf8)) == name }
  }

  /// The texts of `columns`, joined by a blank row by row.
  static func joined(_ columns: [Column]) -> [String] {
    guard let first = columns.first else { return [] }
    return first.texts.indices.map { row in
      columns.map { $0.texts[row] }.joined(separator: " ")
    }
  }

  /// The words that are in the column of a name and state nothing that a price depends on, each once, in order.
  package func usualWords(of name: String) -> [String] {
    guard let column = columns.first(where: { $0.name == name }),
      let stated = ConditionColumn(name)
    else { return [] }
    return column.values.distinct.filter { stated.condition($0) == nil && $0.utf8.count <= 32 }
      .sorted()
  }

  /// Lets go of all rows but the first `count`.
  package mutating func keepFirst(_ count: Int) {
    for index in columns.indices {
      columns[index].texts = Array(columns[index].texts.prefix(count))
    }
  }

  /// The same with the rows of these numbers alone.
  func keeping(_ rows: [Int]) -> SampleTable {
    var table = self
    for index in table.columns.indices { table.columns[index].keep(rows) }
    return table
  }

  /// Adds the rows of another file whose columns have the same names in the same order.
  private mutating func append(_ other: SampleTable) {
    let count = rowCount
    several.formUnion(other.several)
    isWhole = isWhole && other.isWhole
    filledLater.formUnion(other.filledLater)
    for (place, column) in other.columns.enumerated() {
      // Members within texts may differ from file to file.
      let index = column.isWithinText ? columns.firstIndex { $0.name == column.name } : place
      if index == nil {
        columns.append(Column(name: column.name, texts: [], isWithinText: true))
      }
      columns[index ?? columns.count - 1].pad(to: count)
      columns[index ?? columns.count - 1].texts += column.texts
    }
    for index in columns.indices { columns[index].pad(to: count + other.rowCount) }
  }

  /// Adds as columns the members of JSON that columns hold as text, as in `{"input": 400}`.
  private mutating func openTexts(_ places: inout [String: Int]) {
    let (known, knownPlaces) = (columns, places)
    for column in known where column.values.contains(where: FlattenedRecord.mayHold) {
      for (row, text) in column.texts.enumerated() {
        add(FlattenedRecord(of: text, in: column.name), row: row, &places, but: knownPlaces)
      }
    }
    for index in known.count..<columns.count {
      columns[index].pad(to: known[0].texts.count)
      columns[index].isWithinText = true
    }
  }

  private mutating func add(
    _ members: FlattenedRecord, row: Int, _ places: inout [String: Int],
    but known: [String: Int] = [:]
  ) {
    for (name, value) in members.texts where known[name] == nil {
      add(value, to: name, row: row, &places)
    }
    several.formUnion(members.several)
  }

  private mutating func add(
    _ value: String, to name: String, row: Int, _ places: inout [String: Int]
  ) {
    let index = places[name] ?? columns.count
    if index == columns.count {
      places[name] = index
      columns.append(Column(name: name, texts: []))
    }
    columns[index].pad(to: row)
    // Of a name that comes twice in one row the first counts.
    if columns[index].texts.count == row { columns[index].texts.append(value) }
  }

  // MARK: Tables

  static func rows(
    _ text: [UInt8], _ delimiter: UInt8, isEnd: Bool, limit: Int = rowLimit
  ) -> [[String]] {
    text.withUnsafeBufferPointer { bytes in
      let scanner = CarefulScanner(delimiter: delimiter)
      var rows: [[String]] = []
      var at = 0
      while at < bytes.count, rows.count <= limit,
        case .record(let record) = scanner.scan(bytes, from: at, isEnd: isEnd)
      {
        at = record.next
        if record.fault != nil { return [] }
        if record.isBlank { continue }
        rows.append(
          record.fields.map { String(decoding: trimmed($0.text), as: UTF8.self) })
      }
      return rows
    }
  }

  private static func weight(_ rows: [[String]]) -> Int {
    guard let header = rows.first, header.count > 1 else { return 0 }
    let alike = rows.count { $0.count == header.count }
    return alike * 1_000 / rows.count * 1_000 + min(header.count, 999)
  }

  // MARK: JSON

  /// The objects at the beginning of a text, each with the texts of its members by their joined names.
  private static func objects(_ text: [UInt8], _ limit: Int) -> [FlattenedRecord] {
    var values: [JSONValue] = []
    do throws(JSONFault) {
      values = [try JSONReader.read(text, allowsComments: false, nestedKeysMayRepeat: true)]
    } catch {
      for line in text.split(separator: 0x0A).prefix(limit) {
        do throws(JSONFault) {
          values.append(
            try JSONReader.read(Array(line), allowsComments: false, nestedKeysMayRepeat: true))
        } catch {
          // The last line may be cut where the bytes end; another that is no JSON is no row.
          continue
        }
      }
    }
    if values.isEmpty, let whole = TruncatedJSON.completed(text) {
      do throws(JSONFault) {
        values = [try JSONReader.read(whole, allowsComments: false, nestedKeysMayRepeat: true)]
      } catch {
        return []
      }
    }
    return values.flatMap(records).map { FlattenedRecord($0) }
  }

  /// The records that a value is: itself, or the elements of a list within it.
  private static func records(_ value: JSONValue) -> [[JSONValue.Member]] {
    switch value.content {
    case .object(let members):
      let lists = members.compactMap { member -> [JSONValue]? in
        if case .array(let values) = member.value.content, case .object? = values.first?.content {
          values
        } else {
          nil
        }
      }
      if lists.count == 1, members.count <= 4 { return lists[0].flatMap(records) }
      if members.contains(where: { JSONPages.isMark($0.key) }) {
        let named = members.lazy.compactMap { member -> [JSONValue]? in
          guard JSONDocument.lists.contains(member.key),
            case .array(let values) = member.value.content,
            case .object? = values.first?.content
          else { return nil }
          return values
        }
        if let page = named.first { return page.flatMap(records) }
      }
      return [members]
    case .array(let values): return values.flatMap(records)
    case .null, .boolean, .number, .string: return []
    }
  }
}

extension SampleTable.Column {
  fileprivate mutating func pad(to count: Int) {
    while texts.count < count { texts.append("") }
  }
}

extension SampleTable {
  /// Returns a sentence for a proposal on rows that only these columns distinguish.
  func copiesNote(_ texts: [[String]]) -> String {
    let copies = rowCount - Set((0..<rowCount).map { row in texts.map { $0[row] } }).count
    let seen = copies == 0 ? "" : "; \(copies) of the first \(rowCount) would be copies"
    return "no column identifies requests. Rows that are equal in all of these count once\(seen)"
  }
}
