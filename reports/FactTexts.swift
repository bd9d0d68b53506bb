import Cube
import Ledger
import Tables

/// The texts of the lines of `facts.csv`, each made once.
struct FactTexts {
  /// Per dimensions, their fields with a comma before each.
  private var dimensions = TextPool()
  /// Per user, the account and the user with a comma before each.
  private var users = TextPool()
  private var day: Day?
  private var dayText: [UInt8] = []

  init(_ facts: Facts) {
    for each in facts.dimensions { dimensions.append(each.cells) }
    for user in facts.users { users.append([user.account, user.user]) }
  }

  /// Puts the fields before the measures.
  mutating func put(_ fact: borrowing FactLine, into text: inout ByteBuilder) {
    if fact.day != day {
      day = fact.day
      dayText = Array(fact.day.description.utf8)
    }
    text.put(dayText)
    dimensions.putText(Int(fact.dimensions), into: &text)
    users.putText(Int(fact.user), into: &text)
  }
}

/// Many short texts in one piece of memory.
private struct TextPool {
  private var bytes: [UInt8] = []
  /// The start of each text, and the end of the last one.
  private var bounds = [0]

  mutating func append(_ fields: [Name]) {
    var text = ByteBuilder()
    for field in fields {
      text.put(byte: 0x2C)
      CSVText.put(field, into: &text)
    }
    bytes += text.bytes
    bounds.append(bytes.count)
  }

  func putText(_ index: Int, into text: inout ByteBuilder) {
    let range = bounds[index]..<bounds[index + 1]
    bytes.withUnsafeBufferPointer { text.put(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}
