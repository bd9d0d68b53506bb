import Ledger

/// The spans in exports of OTLP/JSON, one export a line or one in the file, as if they alone stood there in a list, each
/// group of them after its resource.
///
/// All that is around them becomes blanks, so that every span stays at its place; between them is a comma, and after the
/// last the end of the list. A group begins with an empty object, as its resource may be missing. An export that is cut or
/// whose brackets do not fit has no end, and so its file is refused.
///
/// The form is that of https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding and of files of a collector
/// (https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/), read 2026-11.
struct ExportedSpans: TextRewriter {
  /// The content of an open bracket.
  private enum Place: UInt8 {
    case exports, export, groups, group, scopes, scope, spans, other
    /// A span, or the resource of a group, each unchanged.
    case element
  }

  private struct Bracket {
    let place: Place
    let isList: Bool
  }

  private var open: [Bracket] = []
  private var isInString = false
  private var isEscaped = false
  /// True if the text around spans cannot be an export.
  private var isBroken = false
  /// The last string outside of spans, which is a key if a colon follows; empty where it is long.
  private var string: [UInt8] = []
  /// The key of the value that comes next.
  private var key: [UInt8] = []
  /// From the last bracket, comma or colon around spans on, what was not passed on.
  private var held: [UInt8] = []
  private var hasElement = false
  private var hasExport = false

  mutating func take(_ bytes: Bytes, into out: inout [UInt8]) {
    var at = 0
    while at < bytes.count {
      if depth > 0 {
        let end = endOfElement(in: bytes, from: at)
        out.append(contentsOf: Bytes(rebasing: bytes[at..<end]))
        at = end
      } else {
        take(bytes[at], into: &out)
        at += 1
      }
    }
  }

  mutating func end(into out: inout [UInt8]) {
    if !isBroken, open.isEmpty, hasExport, !held.isEmpty { held[0] = 0x5D }
    out += held
    held = []
  }

  private mutating func take(_ byte: UInt8, into out: inout [UInt8]) {
    if endsGroupMark, byte > 0x20 {
      endsGroupMark = false
      takeAround(byte, into: &out)
      held = []
      return out.append(0x7D)
    }
    takeAround(byte, into: &out)
  }

  /// The empty object that begins a group is not closed yet.
  private var endsGroupMark = false

  private mutating func takeAround(_ byte: UInt8, into out: inout [UInt8]) {
    if isInString {
      held.append(0x20)
      return takeWithinString(byte)
    }
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D:
      if held.isEmpty { out.append(byte) } else { held.append(byte) }
    case 0x22:
      isInString = true
      string = []
      held.append(0x20)
      if open.isEmpty { isBroken = true }
    case 0x7B, 0x5B: opened(isList: byte == 0x5B, byte, into: &out)
    case 0x7D, 0x5D:
      pass(into: &out)
      if open.popLast()?.isList != (byte == 0x5D) { isBroken = true }
    case 0x3A:
      key = string
      held.append(0x20)
    case 0x2C:
      key = []
      held.append(0x20)
    default:
      // A byte order mark is none of an export.
      if open.isEmpty, byte < 0x80 { isBroken = true }
      held.append(0x20)
    }
  }

  /// The brackets that are open within an element, which stays as it is, its own among them; 0 around elements.
  private var depth = 0

  /// Returns the offset of the end of an element that continues at `start`, or of the bytes.
  private mutating func endOfElement(in bytes: Bytes, from start: Int) -> Int {
    var (at, depth) = (start, self.depth)
    var (isInString, isEscaped) = (self.isInString, self.isEscaped)
    while at < bytes.count, depth > 0 {
      let byte = bytes[at]
      at += 1
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isInString = false
        }
      } else if byte == 0x22 {
        isInString = true
      } else if byte == 0x7B || byte == 0x5B {
        depth += 1
      } else if byte == 0x7D || byte == 0x5D {
        depth -= 1
      }
    }
    (self.depth, self.isInString, self.isEscaped) = (depth, isInString, isEscaped)
    if depth == 0 { open.removeLast() }
    return at
  }

  private mutating func takeWithinString(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == 0x5C {
      isEscaped = true
    } else if byte == 0x22 {
      isInString = false
    } else if string.count < 40 {
      string.append(byte)
    }
  }

  private mutating func opened(isList: Bool, _ byte: UInt8, into out: inout [UInt8]) {
    let place = isBroken ? .other : place(isList: isList)
    open.append(Bracket(place: place, isList: isList))
    key = []
    if place == .export { hasExport = true }
    guard place == .element || place == .group else { return pass(into: &out) }
    if hasElement, !held.isEmpty { held[0] = 0x2C }
    out += held
    held = []
    out.append(0x7B)
    hasElement = true
    if place == .element { depth = 1 }
    endsGroupMark = place == .group
  }

  /// Passes on what was held, and holds a blank for a bracket.
  private mutating func pass(into out: inout [UInt8]) {
    out += held
    held.removeAll(keepingCapacity: true)
    held.append(0x20)
  }

  private func place(isList: Bool) -> Place {
    guard let around = open.last?.place else { return isList ? .exports : .export }
    let name = String(decoding: key, as: UTF8.self)
    switch (around, isList) {
    case (.exports, false): return .export
    case (.export, true): return ExportedSpans.exports.contains(name) ? .groups : .other
    case (.groups, false): return .group
    case (.group, false): return name == "resource" ? .element : .other
    case (.group, true): return ExportedSpans.scopes.contains(name) ? .scopes : .other
    case (.scopes, false): return .scope
    case (.scope, true): return name == "spans" ? .spans : .other
    case (.spans, false): return .element
    default: return .other
    }
  }

  static let exports: Set<String> = ["resourceSpans", "resource_spans"]
  private static let scopes: Set<String> = [
    "scopeSpans", "scope_spans", "instrumentationLibrarySpans", "instrumentation_library_spans",
  ]
}
