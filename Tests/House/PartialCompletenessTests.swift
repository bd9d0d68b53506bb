import Foundation
import Testing

/// Everything that a slice collects leaves its process.
///
/// The types are found from the sources: those of the stored properties of `SliceResult`, those of their properties, and so
/// on. Each property must be named where its type is written.
struct PartialCompletenessTests {
  /// Properties that no partial needs.
  private static let leftOut: [String: Set<String>] = [
    // Of rows that are not rated by the books; of a slice with a fault only that is said.
    "SliceResult": ["starts", "nodes", "variants", "costs"],
    // The partial names the file.
    "PieceResult": ["file", "rare"], "RejectGroup": ["file"],
    // The number of the piece and of the slice are known to the reader.
    "PieceProgress": ["piece"], "QuarterHourUse": ["slice"], "LargestRequest": ["slice"],
    // These find the group of a row while rows are added.
    "FactTable": ["dimensionsOfCard", "dimensionNumbers", "numbers", "groupOfRow"],
    // Sums without room are written after the others, and a rate is found anew.
    "RateSums": ["index", "full"],
    // A list of all classes is gone through.
    "Quantities": [
      "input", "cacheRead", "cacheWrite5m", "output", "reasoning", "cacheWrite1h", "audioInput",
      "audioOutput", "images", "searches", "nanoseconds", "imageInput", "imageOutput",
      "audioCacheRead",
    ], "ClassAmounts": ["amounts"], "RequestConditions": ["bits"],
  ]

  /// Types that keep values packed in memory: the values are written, as tests of these types prove.
  private static let packed: Set<String> = [
    "FactGroups", "Fact", "PackedMeasures", "UnpricedCountSlot", "GapTable", "GapCounts",
    "KeySegment", "PackedRows", "RowPlace", "SmallList", "HourTable", "RareHours",
    "ValueIndex",
  ]

  @Test func `every stored property of a slice's result is written to a partial`() throws {
    let sources = try Sources.ofProgram()
    let found = sources.unwritten(
      from: "SliceResult", leftOut: Self.leftOut, packed: Self.packed)
    #expect(found.lost.isEmpty, "not written: \(found.lost)")
    // The types that are easily forgotten are among them, and no exception is of a type that is gone.
    for type in [
      "RowKeys", "KeySegment", "FactTable", "UserKey", "ExceptionRow", "NegativeMarginRow",
      "InsightSums", "OutsideFacts", "ComparedSums", "Measures", "PieceProgress",
      "MissingExchangeRates.Use",
    ] {
      #expect(found.types.contains(type), "\(type) was not found")
    }
    let stale = Self.packed.union(Self.leftOut.keys).subtracting(found.types)
    #expect(stale.isEmpty, "exceptions for types that no slice has: \(stale)")
  }

  @Test func `a property that nothing writes is named, of a nested type too`() {
    var sources = Sources()
    sources.add(
      """
      struct Slice: Sendable {
        package var whole = 0
        private var forgotten: Int64 = 1
        var uses: [Name: Use] = [:]
        var passedOver: Other = Other()
        var computed: Int { whole }
        static let limit = 9

        struct Use {
          let rows: Int
          let cost: Int
        }
      }
      struct Other {
        let unseen: Int
      }
      """)
    sources.add(
      """
      extension Slice: PartValue {
        func write(to part: inout PartWriter) {
          part.put(whole)
          part.put(uses) { $1.put($0.rows) }
        }
      }
      """)
    let found = sources.unwritten(from: "Slice", leftOut: ["Slice": ["passedOver"]], packed: [])
    #expect(found.lost == ["Slice.Use.cost", "Slice.forgotten"])
    #expect(found.types == ["Slice", "Slice.Use"])
  }
}

/// The structs of a program with their stored properties, and where they are written to partials.
private struct Sources {
  /// By the name with those of the types around it: the names of properties and what else their lines say.
  private var structs: [String: [(name: String, rest: String)]] = [:]
  /// By the same name, all words of the files in which an extension of the type writes it.
  private var written: [String: Set<String>] = [:]

  static func ofProgram() throws -> Sources {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    var sources = Sources()
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path)
    where path.hasSuffix(".swift") {
      sources.add(try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }
    return sources
  }

  /// A type or an extension whose end was not met yet.
  private struct Open {
    let indent: Int
    let isStruct: Bool
    let isExtension: Bool
    let name: String
    var writes = false
  }

  mutating func add(_ text: String) {
    let words = Set(
      text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    var open: [Open] = []
    for line in text.split(separator: "\n") {
      let indent = line.prefix { $0 == " " }.count
      if let last = open.last, line == String(repeating: " ", count: last.indent) + "}" {
        open.removeLast()
        if last.isExtension && last.writes { written[last.name, default: []].formUnion(words) }
        continue
      }
      if line.contains("PartWriter") {
        for place in open.indices { open[place].writes = true }
      }
      if let (kind, name) = Sources.declared(line), !line.hasSuffix("}") {
        let full = (open.last.map { $0.name + "." } ?? "") + name
        open.append(
          Open(
            indent: indent, isStruct: kind == "struct", isExtension: kind == "extension", name: full
          ))
        if kind == "struct" { structs[full] = [] }
      } else if let around = open.last, around.isStruct, indent == around.indent + 2,
        let property = Sources.property(line)
      {
        structs[around.name]?.append(property)
      }
    }
  }

  private static let modifiers: Set<Substring> = [
    "package", "private", "fileprivate", "internal", "indirect", "final", "lazy", "private(set)",
    "internal(set)", "fileprivate(set)",
  ]

  /// The kind and name of the type or extension that a line begins.
  private static func declared(_ line: Substring) -> (kind: String, name: String)? {
    let words = line.split(separator: " ").drop { modifiers.contains($0) }
    guard let kind = words.first, let name = words.dropFirst().first,
      ["struct", "enum", "class", "extension", "protocol", "actor"].contains(kind)
    else { return nil }
    return (String(kind), String(name.prefix { $0.isLetter || $0.isNumber || $0 == "." }))
  }

  /// The stored property of a line, which has no body.
  private static func property(_ line: Substring) -> (name: String, rest: String)? {
    let words = line.split(separator: " ").drop { modifiers.contains($0) }
    guard let kind = words.first, kind == "var" || kind == "let", !line.hasSuffix("{"),
      !line.hasSuffix("}"), let name = words.dropFirst().first
    else { return nil }
    return (
      String(name.prefix { $0.isLetter || $0.isNumber }),
      words.dropFirst(2).joined(separator: " ")
    )
  }

  /// The properties that are named in no file that writes their type, or that writes the type which has it.
  ///
  /// - Parameters:
  ///   - first: the type from which others are found.
  ///   - leftOut: properties that need not be written; what types they have is of no interest.
  ///   - packed: types whose own properties need not be.
  func unwritten(
    from first: String, leftOut: [String: Set<String>], packed: Set<String>
  ) -> (lost: [String], types: Set<String>) {
    var found: Set<String> = [first]
    var lost: [String] = []
    var next = [(name: first, words: written[first] ?? [])]
    while let (name, words) = next.popLast() {
      for (property, rest) in structs[name] ?? [] {
        if leftOut[name]?.contains(property) ?? false { continue }
        if !packed.contains(name) && !words.contains(property) {
          lost.append(name + "." + property)
        }
        for word in rest.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "." }) {
          guard let type = resolved(String(word), in: name), found.insert(type).inserted else {
            continue
          }
          next.append((type, written[type] ?? words))
        }
      }
    }
    return (lost.sorted(), found)
  }

  /// The struct that a name means in a type; nil for another kind of type.
  private func resolved(_ name: String, in type: String) -> String? {
    guard name.first?.isUppercase ?? false else { return nil }
    var around = type.split(separator: ".")
    while true {
      let full = (around.map(String.init) + [name]).joined(separator: ".")
      if structs[full] != nil { return full }
      if around.popLast() == nil { return nil }
    }
  }
}
