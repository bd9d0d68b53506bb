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
    var index = BlockIndex()
    let blocks = blocks(&index)
    let used = used(index, blocks.count, use)
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

  private func blocks(_ index: inout BlockIndex) -> [Block] {
    var blocks: [Block] = []
    func number(_ account: UInt32, _ month: Int32) -> Int {
      let number = index.number(account, month, next: blocks.count)
      if number == blocks.count {
        let name = audit.names.name(account)
        let organisation = payers.organisation(of: name)
        blocks.append(
          Block(
            account: name, month: month, payer: organisation ?? name,
            isShared: organisation != nil))
      }
      return number
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
    _ index: BlockIndex, _ count: Int, _ use: (UInt32) -> (service: Name, model: Name)?
  ) -> [[UsedCredits]] {
    var sums = UseSums()
    for taken in audit.consumedCredits where taken.credits > 0 {
      guard let block = index.find(taken.owner, taken.month) else {
        preconditionFailure("an account that used credits in a month has that month")
      }
      let found = taken.request == CreditNames.blank ? nil : use(taken.request)
      sums.add(
        found.map { .requests(service: $0.service, model: $0.model) } ?? .unknown, taken.credits,
        block: block)
    }
    return sums.lines(ofBlocks: count)
  }

  /// Adds the invoice of blocks with one payer and month, which are sorted by account.
  private mutating func add(_ parts: [(block: Block, used: [UsedCredits])]) {
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
        account: first.payer, isShared: first.isShared, month: InvoiceDays.month(first.month),
        days: days.days(of: first.month), blocks: blocks, lines: start..<lines.count,
        taxPercent: percent, net: net, tax: tax, paid: Cents.sum(paid),
        opening: months.reduce(0) { $0 + $1.opening },
        closing: months.reduce(0) { $0 + $1.closing }))
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

/// The blocks of accounts and months by number.
private struct BlockIndex {
  private var numbers: [UInt64: Int32] = [:]

  /// Returns the block of an account and month, which is `next` if there is none yet.
  mutating func number(_ account: UInt32, _ month: Int32, next: Int) -> Int {
    let key = BlockIndex.key(account, month)
    if let number = numbers[key] { return Int(number) }
    numbers[key] = Int32(next)
    return next
  }

  func find(_ account: UInt32, _ month: Int32) -> Int? {
    numbers[BlockIndex.key(account, month)].map { Int($0) }
  }

  private static func key(_ account: UInt32, _ month: Int32) -> UInt64 {
    UInt64(account) << 32 | UInt64(UInt32(bitPattern: month))
  }
}
