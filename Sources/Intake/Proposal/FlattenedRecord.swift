import Ledger
import Parsing

/// The members of a record of an unknown export, and of what is within it, by their names joined by points.
///
/// Of lists only what tells of usage is taken, or states what a price depends on; it has the name that leads to it, as if the
/// list were not there.
struct FlattenedRecord {
  private(set) var texts: [(name: String, text: String)] = []
  /// The names of those that several items of a list have.
  private(set) var several: Set<String> = []
  /// The values in lists, after all others.
  private var listed: [(name: String, text: String)] = []

  init(_ members: [JSONValue.Member]) {
    for member in members { add(member.value, member.key) }
    end()
  }

  /// Those of the object or list that a text of the column `name` holds; none where it holds none.
  init(of text: String, in name: String) {
    guard FlattenedRecord.mayHold(text), let value = FlattenedRecord.value(of: text) else { return }
    add(value, name)
    end()
  }

  /// Returns true if a text begins like an object or a list.
  static func mayHold(_ text: String) -> Bool { text.hasPrefix("{") || text.hasPrefix("[") }

  /// Returns the value that a text spells, as JSON or as Python prints it.
  ///
  /// It is nil if a text only looks so.
  private static func value(of text: String) -> JSONValue? {
    func read(_ bytes: [UInt8]) -> JSONValue? {
      do throws(JSONFault) {
        return try JSONReader.read(bytes, allowsComments: false, nestedKeysMayRepeat: false)
      } catch { return nil }
    }
    return read(Array(text.utf8)) ?? PythonText.json(text.utf8).flatMap(read)
  }

  private mutating func end() {
    let counts = listed.reduce(into: [String: Int]()) { $0[$1.name, default: 0] += 1 }
    let known = Set(texts.map(\.name))
    several = Set(counts.filter { $0.value > 1 && !known.contains($0.key) }.keys)
    texts += listed.filter { !known.contains($0.name) && !several.contains($0.name) }
    listed = []
  }

  private mutating func add(_ value: JSONValue, _ name: String, inList: Bool = false) {
    func add(_ text: String, isNumber: Bool = false) {
      if !inList { return texts.append((name, text)) }
      if isNumber && FlattenedRecord.isUsage(name) || FlattenedRecord.isCondition(name, text)
        || !isNumber && FlattenedRecord.namesModel(name)
      {
        listed.append((name, text))
      }
    }
    switch value.content {
    case .object(let members):
      // Counts by modality have names of their own.
      if inList, members.contains(where: { $0.key == "modality" }) { return }
      for member in members {
        self.add(member.value, "\(name).\(member.key)", inList: inList)
      }
    case .array(let items):
      if ConditionColumn.areQueries(name.utf8), !items.isEmpty {
        return listed.append((name, "\(items.count)"))
      }
      if ParentName.stands(in: name), let ids = FlattenedRecord.strings(items) {
        return add("[" + ids.joined(separator: ", ") + "]")
      }
      for item in items {
        switch item.content {
        case .object, .array: self.add(item, name, inList: true)
        case .null, .boolean, .number, .string: continue
        }
      }
    case .null: add("")
    case .boolean(let flag): add(flag ? "true" : "false")
    case .number(let number): add(number, isNumber: true)
    case .string(let string): add(string)
    }
  }

  /// The items of a list of texts; nil for another.
  private static func strings(_ items: [JSONValue]) -> [String]? {
    let texts = items.compactMap { if case .string(let text) = $0.content { text } else { nil } }
    return texts.count == items.count ? texts : nil
  }

  /// Returns true if a number of this name in a list counts tokens.
  private static func isUsage(_ name: String) -> Bool {
    let words = ColumnNameWords(name.split(separator: ".").suffix(2).joined(separator: "."))
    return words.words.contains { $0.hasPrefix("token") || $0 == "usage" }
  }

  /// Returns true if a text of this name in a list names who counted: a model or its vendor.
  private static func namesModel(_ name: String) -> Bool {
    let last = ColumnNameWords(name.split(separator: ".").last ?? "").joined
    return ["model", "modelid", "modelname", "provider"].contains(last)
  }

  private static func isCondition(_ name: String, _ text: String) -> Bool {
    guard let column = ConditionColumn(name), !column.isTopLevel else { return false }
    return column.condition(text) != nil
  }
}
