import Ledger

/// The records of a slice of which some are part of others, to find those that state the usage of others.
package struct RecordTree: Sendable {
  private var nodes: [RecordTreeNode] = []

  package init() {}

  /// Adds records of one file, in their order.
  package mutating func append(_ more: [RecordTreeNode]) { nodes += more }

  /// Finds, among the records of all slices, whose usage is not theirs alone.
  ///
  /// A record whose counts are the sum of those below it is no request, whatever it calls itself. An agent's whose counts
  /// are not is none either, as its requests are there. Linear in the records.
  package static func sums(of slices: [RecordTree]) -> AggregateRecords {
    var forest = Forest()
    var owners: [UInt64: Int32] = [:]
    var numbers: [Name: Int32] = [:]
    var owner: Int32?
    for slice in slices {
      for node in slice.nodes {
        forest.add(node)
        if node.key == 0 {
          owner = node.owner.map { name in
            let number = numbers[name] ?? Int32(numbers.count)
            numbers[name] = number
            return number
          }
        } else if node.lacksOwner {
          owners[node.key] = owner
        }
      }
    }
    let names = numbers.sorted { $0.value < $1.value }.map(\.key)
    return AggregateRecords(forest.verdicts(), owners: owners, names: names)
  }
}

/// All records, each once, with what is below them.
private struct Forest {
  private var nodes: [RecordTreeNode] = []
  private var numbers: [UInt64: Int] = [:]

  /// Adds a record; of one that was exported twice the larger usage counts.
  mutating func add(_ node: RecordTreeNode) {
    guard node.key != 0 else { return }
    guard let number = numbers[node.key] else {
      numbers[node.key] = nodes.count
      nodes.append(node)
      return
    }
    let known = nodes[number]
    if (node.output, node.input) > (known.output, known.input) { nodes[number] = node }
  }

  /// Tokens of input and output.
  private struct Counts: Equatable {
    var input: Int64 = 0
    var output: Int64 = 0

    var isNone: Bool { input == 0 && output == 0 }

    static func += (left: inout Counts, right: Counts) {
      left.input &+= right.input
      left.output &+= right.output
    }
  }

  /// The sums of the records below a record.
  private struct Below {
    /// Every request.
    var all = Counts()
    /// Those that are below no other record that sums.
    var near = Counts()
  }

  /// Goes from the leaves up; records that are parts of each other in a circle are left as they are.
  func verdicts() -> [UInt64: AggregateRecords.Verdict] {
    let parents = nodes.map { $0.parent == 0 ? nil : numbers[$0.parent] }
    var open = Array(repeating: 0, count: nodes.count)
    for case let parent? in parents { open[parent] += 1 }
    var below = Array(repeating: Below(), count: nodes.count)
    var ready = nodes.indices.filter { open[$0] == 0 }
    var verdicts: [UInt64: AggregateRecords.Verdict] = [:]
    while let index = ready.popLast() {
      let node = nodes[index]
      let own = Counts(input: node.input, output: node.output)
      let verdict = Forest.verdict(node, own, below[index])
      if let verdict { verdicts[node.key] = verdict }
      guard let parent = parents[index] else { continue }
      below[parent].all += below[index].all
      if verdict == nil || verdict == .mayHoldOthers {
        below[parent].all += own
        below[parent].near += own
      }
      if verdict != .sum && verdict != .unlikeItsParts {
        below[parent].near += below[index].near
      }
      open[parent] -= 1
      if open[parent] == 0 { ready.append(parent) }
    }
    return verdicts
  }

  private static func verdict(
    _ node: RecordTreeNode, _ own: Counts, _ below: Below
  ) -> AggregateRecords.Verdict? {
    if below.all.isNone { return nil }
    if own.isNone { return node.role == .request ? .statedBelow : nil }
    if own == below.all || own == below.near { return .sum }
    if node.role == .holder { return .unlikeItsParts }
    let mayHold = own.input >= below.all.input && own.output >= below.all.output
    return mayHold ? .mayHoldOthers : nil
  }
}
