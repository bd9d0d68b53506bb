import Ledger

extension ReplayState {
  /// Returns the account of a name's number, which begins here if there was none.
  mutating func account(_ name: UInt32, at instant: Int64) -> Int {
    let known = accountOfName[Int(name)]
    if known != CreditEvent.none { return Int(known) }
    let index = accounts.count
    accountOfName[Int(name)] = UInt32(index)
    accounts.append(CreditAccount(name: name))
    months.addAccount()
    if isInPeriod { accounts[index].monthEnd = .min }
    let id = names.name(name)
    if let terms = books.accountTerms?[id] {
      accounts[index].closedAt = terms.closedAt?.nanoseconds ?? .max
      if let organisation = terms.organisation, let pool = terms.pool, organisation != id {
        let poolName = number(of: organisation)
        accounts[index].pool = UInt32(account(poolName, at: instant))
        accounts[index].takesPoolFirst = pool == .beforeOwn
      }
    }
    return index
  }

  /// Sets the plan that an account has at its first event.
  mutating func beginPlan(of account: Int, at instant: Int64) {
    let id = names.name(accounts[account].name)
    let stated = books.statedPlan(of: id, at: instant) ?? .empty
    setPlan(number(of: stated), of: account, from: .min)
  }

  /// Sets the plan in force, and notes it for the checks of the whole ledger.
  mutating func setPlan(_ plan: UInt32, of account: Int, from instant: Int64) {
    if instant != .min && accounts[account].plan == plan { return }
    accounts[account].plan = plan
    played.planSpans.append(PlanSpan(account: UInt32(account), from: instant, plan: plan))
  }

  /// Returns the number of a text of the books, which may be new.
  mutating func number(of text: Name) -> UInt32 {
    let number = names.number(of: text)
    if Int(number) >= accountOfName.count { accountOfName.append(CreditEvent.none) }
    return number
  }

  /// Returns the pool of an account, by index; nil if it has none.
  func pool(of account: Int) -> Int? {
    accounts[account].pool == CreditEvent.none ? nil : Int(accounts[account].pool)
  }
}
