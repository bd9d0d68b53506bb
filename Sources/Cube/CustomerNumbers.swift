import Ledger

extension UserKey {
  /// The customer: the account, or the user where the ledger names no account.
  package var customer: Name { account.isEmpty ? user : account }
}

/// The customers of the facts, numbered.
package struct CustomerNumbers: Sendable {
  /// Per user of the facts, the number of the customer.
  package let numbers: [Int32]
  /// Per number, the name; empty where a row names neither account nor user.
  package let names: [Name]

  fileprivate init(_ users: [UserKey]) {
    var known: [Name: Int32] = [:]
    var names: [Name] = []
    // Users of one account follow each other.
    var last: Int32?
    numbers = users.map { user in
      let name = user.customer
      if let last, names[Int(last)] == name { return last }
      let number = known[name] ?? Int32(names.count)
      if Int(number) == names.count {
        known[name] = number
        names.append(name)
      }
      last = number
      return number
    }
    self.names = names
  }
}

extension CustomerNumbers {
  /// The names of the customers with a fact.
  package func withFacts(of facts: Facts) -> Set<Name> {
    Set(numbers.indices.lazy.filter { facts.hasFactOfUser[$0] }.map { names[Int(numbers[$0])] })
  }
}

extension Facts {
  /// Made anew each time: who needs it more than once keeps it.
  package var customerNumbers: CustomerNumbers { CustomerNumbers(users) }
}
