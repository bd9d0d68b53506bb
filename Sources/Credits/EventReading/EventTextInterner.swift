import Intake
import Ledger

/// The texts of a ledger with their numbers, each looked at once to know whether it is plain.
struct EventTextInterner {
  var names = CreditNames()
  /// By number: its state.
  private var states: [State] = []

  private enum State: UInt8 {
    case unknown, plain, odd
  }

  /// Returns the number of a text that is as its source wrote it, whatever it names; nil for any other.
  @inline(__always)
  mutating func plainName(_ text: Bytes) -> UInt32? {
    plainName(text, hash: CreditNames.hash(text))
  }

  /// The same of a text with that hash.
  @inline(__always)
  mutating func plainName(_ text: Bytes, hash: UInt64) -> UInt32? {
    let number = names.number(of: text, hash: hash)
    if Int(number) < states.count {
      switch states[Int(number)] {
      case .plain: return number
      case .odd: return nil
      case .unknown: break
      }
    }
    return judge(text, number) ? number : nil
  }

  private mutating func judge(_ text: Bytes, _ number: UInt32) -> Bool {
    while states.count <= Int(number) { states.append(.unknown) }
    let isPlain = EventTextInterner.isPlain(text)
    states[Int(number)] = isPlain ? .plain : .odd
    return isPlain
  }

  /// Held to the rules of names, and no guard, no label of a total and no word for nothing.
  private static func isPlain(_ text: Bytes) -> Bool {
    guard text.count <= NameFault.longestName, text[0] != 0x20, text[text.count - 1] != 0x20,
      ChangedID.isPlain(text)
    else { return false }
    return text.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
      || NameFault.faults(inName: Array(text)).isEmpty
  }
}
