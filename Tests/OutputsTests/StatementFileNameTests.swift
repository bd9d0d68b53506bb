import Ledger
import Outputs
import Testing

struct StatementFileNameTests {
  @Test(
    arguments: [
      ("acc_17", "credit-statement-acc_17"), ("a-B.9", "credit-statement-a-B.9"),
      ("../x", "credit-statement-..%2Fx"), ("a b%2F", "credit-statement-a%20b%252F"),
      ("é\n", "credit-statement-%C3%A9%0A"),
    ])
  func `every byte that is not plain is encoded`(account: String, name: String) {
    #expect(StatementFileName.base(of: Name(account)) == name)
    #expect(StatementFileName.family.contains(name + ".csv"))
  }

  @Test func `long ids have names of their own that fit a file system`() {
    let long = String(repeating: "/", count: 300)
    let names = [long, long + "a", long + "b", String(repeating: "x", count: 200)].map {
      StatementFileName.base(of: Name($0))
    }
    #expect(Set(names).count == 4)
    #expect(names.allSatisfy { $0.utf8.count <= 230 })
    // 40 encoded bytes, and no part of one.
    #expect(names[0].hasPrefix("credit-statement-" + String(repeating: "%2F", count: 40) + "%-"))
    let shifted = StatementFileName.base(of: Name("a" + long))
    #expect(
      shifted.hasPrefix("credit-statement-a" + String(repeating: "%2F", count: 39) + "%-"))
  }

  @Test func `other files are not statements`() {
    for name in ["credit-statement-.csv", "credit-statement-a.txt", "my-credit-statement-a.csv"] {
      #expect(!StatementFileName.family.contains(name))
    }
  }
}
