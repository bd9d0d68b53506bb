import Intake
import Ledger
import Parsing

/// Makes cells of events of a record whose columns a mapping describes.
struct MappedEvent {
  let mapping: CreditMapping
  /// The fields of each column; of JSON lines they are the members of the record at hand.
  private let fields: [CreditColumn: [Int]]

  init(_ mapping: CreditMapping, names: [String]) {
    self.mapping = mapping
    fields = mapping.columns.mapValues { sources in
      sources.compactMap { source in
        names.firstIndex(of: EventLayout.folded(Array(source.utf8)))
      }
    }
  }

  /// A text of the record with the byte where it begins, from 1.
  typealias Source = (text: [UInt8], byte: Int)

  /// Returns the cells, in the order of the columns of events.
  func cells(_ sources: [Source]) -> [EventCell] {
    CreditColumn.allCases.compactMap { column in
      guard mapping.columns[column] != nil || mapping.constants[column] != nil else { return nil }
      let places = fields[column] ?? []
      let text = meant(column, places.map { String(decoding: sources[$0].text, as: UTF8.self) })
      let byte = places.first.map { sources[$0].byte } ?? 1
      return cell(column, text, byte: byte)
    }
  }

  /// The text used for a column, after constants and the meanings of texts.
  private func meant(_ column: CreditColumn, _ texts: [String]) -> String {
    let stated =
      mapping.columns[column] == nil
      ? mapping.constants[column] ?? ""
      : texts.filter { !mapping.numbers.blanks.contains($0) && !$0.isEmpty }
        .joined(separator: " ")
    guard !stated.isEmpty, let values = mapping.values[column] else { return stated }
    return values[stated] ?? values["*"] ?? stated
  }

  private func cell(_ column: CreditColumn, _ text: String, byte: Int) -> EventCell {
    var cell = EventCell(column: column, text: Array(text.utf8), byte: byte)
    if text.isEmpty { return cell }
    switch column.content {
    case .amount, .count:
      if let plain = mapping.numbers.plain(
        text, times: mapping.units[column] ?? CreditMapping.ones,
        allowsExponent: column.content == .amount)
      {
        cell.text = Array(plain.utf8)
      } else {
        let fault: NumberFault = cell.text.contains(0x2C) ? .comma : .form
        cell.fault = .number(fault, column, text: cell.excerpt)
      }
    case .time:
      do throws(LocalTimeFault) {
        cell.text = Array(try mapping.times.read(text).rfc3339.utf8)
      } catch {
        cell.fault = .time(error, column, text: cell.excerpt)
      }
    case .id: cell.text = ChangedID.unguarded(cell.text) ?? cell.text
    case .name, .prose: break
    }
    return cell
  }
}

extension CreditMapping {
  /// The unit of amounts for which none is stated.
  fileprivate static let ones: UnitFactor = {
    guard let ones = UnitFactor(word: "ones") else { preconditionFailure("ones is a unit") }
    return ones
  }()
}

/// The members of an object of JSON by their paths, as `a.b` for the member b of the member a.
struct JSONLeaves {
  private(set) var names: [String] = []
  private(set) var sources: [MappedEvent.Source] = []

  init(_ value: JSONValue) { add(value, path: "") }

  private mutating func add(_ value: JSONValue, path: String) {
    guard case .object(let members) = value.content else {
      guard let text = JSONLeaves.text(of: value.content) else { return }
      names.append(EventLayout.folded(Array(path.utf8)))
      sources.append((Array(text.utf8), value.column))
      return
    }
    for member in members {
      add(member.value, path: path.isEmpty ? member.key : path + "." + member.key)
    }
  }

  private static func text(of content: JSONValue.Content) -> String? {
    switch content {
    case .null: ""
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let text), .string(let text): text
    case .array, .object: nil
    }
  }
}
