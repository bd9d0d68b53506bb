import Credits
import Ledger

/// Puts the billed events and the credits of accounts and months together as invoices.
struct InvoiceBuilder {
  private(set) var list: [Invoice] = []
  private(set) var lines: [InvoiceLine] = []
  private(set) var invoiceOfLine: [Int32] = []
  private let audit: CreditAudit
  private let payers: PayerBook
  private let days: InvoiceDays

  init(_ audit: CreditAudit, _ payers: PayerBook, _ zone: ReportingZone) {
    self.audit = audit
    self.payers = payers
    days = InvoiceDays(audit.totals, zone)
  }

  /// The records of one account and month.
  private struct Block {
    let account: Name
    let month: Int32
    /// The account or organisation that the invoice is for.
    let payer: Name
    let isShared: Bool
    /// An index of the audit's account months; -1 without one.
    var credits: Int32 = -1
    /// Indices of the audit's billed events.
    var billed: [Int32] = []
  }

  /// Adds all invoices.
  mutating func addAll(_ use: (UInt32) -> (service: Name, model: Name)?) {
    var numbers = PairTable()
    let blocks = blocks(&numbers)
    let used = used(numbers, blocks.count, use)
    let order = blocks.indices.sorted { left, right in
      let (left, right) = (blocks[left], blocks[right])
      if left.payer != right.payer { return left.payer < right.payer }
      return left.month == right.month ? left.account < right.account : left.month < right.month
    }
    var start = 0
    while start < order.count {
      let first = blocks[order[start]]
      var end = start + 1
      while end < order.count, blocks[order[end]].month == first.month,
        blocks[order[end]].payer == first.payer
      { end += 1 }
      add(order[start..<end].map { (blocks[$0], used[$0]) })
      start = end
    }
  }

  /// Makes the blocks, whose numbers go to `numbers` by account and month.
  private func blocks(_ numbers: inout PairTable) -> [Block] {
    var blocks: [Block] = []
    func number(_ account: UInt32, _ month: Int32) -> Int {
      if let number = numbers[account, UInt32(bitPattern: month)] { return Int(number) }
      numbers[account, UInt32(bitPattern: month)] = UInt32(blocks.count)
      let name = audit.names.name(account)
      let organisation = payers.organisation(of: name)
      blocks.append(
        Block(
          account: name, month: month, payer: organisation ?? name, isShared: organisation != nil))
      return blocks.count - 1
    }
    for (place, month) in audit.accountMonths.enumerated() {
      blocks[number(month.account, month.month)].credits = Int32(place)
    }
    for (place, event) in audit.billed.enumerated()
    where audit.ledger.events[Int(event.event)].at >= audit.totals.from {
      blocks[number(event.account, event.month)].billed.append(Int32(place))
    }
    return blocks
  }

  /// The credits that each block used, by service and model.
  private func used(
    _ numbers: PairTable, _ count: Int, _ use: (UInt32) -> (service: Name, model: Name)?
  ) -> [[InvoiceCreditUse]] {
    var sums = UseSums()
    for taken in audit.consumedCredits where taken.credits > 0 {
      guard let block = numbers[taken.owner, UInt32(bitPattern: taken.month)] else {
        preconditionFailure("an account that used credits in a month has that month")
      }
      let found = taken.request == CreditNames.blank ? nil : use(taken.request)
      sums.add(
        found.map { .requests(service: $0.service, model: $0.model) } ?? .unknown, taken.credits,
        block: Int(block))
    }
    return sums.lines(ofBlocks: count)
  }

  /// Adds the invoice of blocks with one payer and month, which are sorted by account.
  private mutating func add(_ parts: [(block: Block, used: [InvoiceCreditUse])]) {
    guard let first = parts.first?.block else { return }
    let start = lines.count
    var blocks: [InvoiceBlock] = []
    for (block, _) in parts {
      let from = lines.count
      // Within a kind in the order of the replay; discounts follow the plans.
      for place in block.billed {
        MoneyLines.append(
          audit.billed[Int(place)], at: place, account: block.account, to: &lines)
      }
      lines[from...].sort { ($0.kind, $0.order) < ($1.kind, $1.order) }
      blocks.append(
        InvoiceBlock(
          account: block.account, plan: plan(of: block), money: from..<lines.count,
          credits: 0..<0))
    }
    let exact = lines[start...].map { $0.exact ?? 0 }
    for (offset, cents) in LargestRemainder.cents(of: exact).enumerated() {
      lines[start + offset].cents = cents
    }
    let net = lines[start...].reduce(Int128(0)) { $0 + $1.cents }
    let percent = payers.tax(of: first.payer)
    if let percent { lines.append(MoneyLines.tax(percent, of: net, account: first.payer)) }
    let tax = percent == nil ? 0 : lines[lines.count - 1].cents
    for (index, part) in parts.enumerated() {
      let from = lines.count
      CreditLines.append(
        month(of: part.block), at: part.block.credits, used: part.used,
        account: part.block.account, to: &lines)
      blocks[index].credits = from..<lines.count
    }
    for (offset, index) in (start..<lines.count).enumerated() {
      lines[index].number = Int32(offset + 1)
      invoiceOfLine.append(Int32(list.count))
    }
    let months = parts.compactMap { month(of: $0.block) }
    let paid = parts.flatMap(\.block.billed).map { audit.billed[Int($0)].paid }
    list.append(
      Invoice(
        account: first.payer, isShared: first.isShared, month: Month(number: Int(first.month)),
        days: days.days(of: first.month), blocks: blocks, lines: start..<lines.count,
        taxPercent: percent, net: net, tax: tax, paid: Cents.sum(paid),
        opening: months.reduce(0) { $0 + $1.opening },
        closing: months.reduce(0) { $0 + $1.closing }))
  }

  /// The indices of all lines by account id, month and number.
  var linesByAccount: [Int] {
    let accounts = Set(list.lazy.flatMap { $0.blocks.map(\.account) + [$0.account] }).sorted()
    let ranks = Dictionary(uniqueKeysWithValues: zip(accounts, 0...))
    let keys = lines.indices.map { index in
      let month = list[Int(invoiceOfLine[index])].month.number
      return (ranks[lines[index].account] ?? accounts.count, month, lines[index].number)
    }
    return lines.indices.sorted { keys[$0] < keys[$1] }
  }

  private func month(of block: Block) -> AccountMonth? {
    block.credits < 0 ? nil : audit.accountMonths[Int(block.credits)]
  }

  private func plan(of block: Block) -> Name {
    month(of: block).map { audit.names.name($0.plan) } ?? .empty
  }
}

extension InvoiceLine {
  /// The place of a line of money within its kind: the order of the replay.
  fileprivate var order: Int64 {
    switch subject {
    case .billed(let place): Int64(place) << 32
    case .discount(let place, let index): Int64(place) << 32 + Int64(index)
    case .tax, .credits, .use: 0
    }
  }
}
