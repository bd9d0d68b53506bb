/// A list that has one element as a rule, which then takes no memory of its own.
struct SmallList<Element: Sendable>: RandomAccessCollection, Sendable {
  private var head: Element?
  private var more: [Element] = []

  var startIndex: Int { 0 }
  var endIndex: Int { head == nil ? 0 : 1 + more.count }

  subscript(index: Int) -> Element {
    if index == 0, let head { return head }
    return more[index - 1]
  }

  mutating func append(_ element: Element) {
    if head == nil { head = element } else { more.append(element) }
  }
}
