import Ledger
import Support
import Testing

@Suite struct QuantitiesTests {
  @Test func `each class has a place of its own, and a request counts itself once`() {
    var quantities = Quantities()
    for (index, unitClass) in UnitClass.quantities.enumerated() {
      #expect(quantities[unitClass] == 0)
      quantities[unitClass] = Int64(index) + 1
    }
    #expect(UnitClass.quantities.map { quantities[$0] } == Array(1...14))
    #expect(quantities.input == 1 && quantities.nanoseconds == 11)
    #expect(quantities[.request] == 1)
  }

  @Test func `the total input is input, cache reads, cache writes and images, without audio`() {
    var quantities = Quantities()
    for unitClass in UnitClass.quantities { quantities[unitClass] = 1_000 }
    quantities.input = 1
    quantities.cacheRead = 20
    quantities.cacheWrite5m = 300
    quantities.cacheWrite1h = 4_000
    quantities.imageInput = 50_000
    #expect(quantities.totalInput == 54_321)
  }

  @Test func `what is added and removed again leaves what was there`() {
    var dice = Dice(seed: 9)
    for _ in 0..<50 {
      let first = random(&dice)
      let second = random(&dice)
      var sum = first
      let outgrew = sum.add(second, sign: 1)
      #expect(!outgrew)
      for unitClass in UnitClass.quantities {
        #expect(sum[unitClass] == first[unitClass] + second[unitClass])
      }
      let shrank = sum.add(second, sign: -1)
      #expect(!shrank)
      #expect(sum == first)
    }
  }

  @Test(arguments: UnitClass.quantities)
  func `a sum that leaves the range is reported`(unitClass: UnitClass) {
    var most = Quantities()
    most[unitClass] = .max
    var one = Quantities()
    one[unitClass] = 1
    let overflows = [-1, 1, 1].map { most.add(one, sign: $0) }
    #expect(overflows == [false, false, true])
  }

  /// The words of the book columns and of the ledger columns in the specification.
  @Test func `classes have the words of the price book and the columns of the ledger`() {
    #expect(
      UnitClass.allCases.map(\.name) == [
        "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning",
        "audio_input", "audio_output", "image", "search", "second", "image_input",
        "image_output", "audio_cache_read", "request",
      ])
    #expect(
      UnitClass.quantities.compactMap(\.quantityColumn) == [
        "input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens",
        "output_tokens", "reasoning_tokens", "audio_input_tokens", "audio_output_tokens", "images",
        "searches", "seconds", "image_input_tokens", "image_output_tokens",
        "audio_cache_read_tokens",
      ])
    for unitClass in UnitClass.allCases {
      #expect(UnitClass(name: Name(unitClass.name)) == unitClass)
      let isToken = unitClass.quantityColumn?.hasSuffix("_tokens") == true
      #expect(unitClass.defaultPer == (isToken ? 1_000_000 : 1))
    }
    #expect(UnitClass(name: "Input") == nil)
  }

  @Test func `a status is one of four words, by its letters`() {
    #expect(RequestStatus.allCases.map(\.name) == ["completed", "partial", "cancelled", "failed"])
    #expect(RequestStatus(name: "failed") == .failed)
    #expect(RequestStatus(name: "Failed") == nil)
    #expect(RequestStatus(name: "") == nil)
  }

  private func random(_ dice: inout Dice) -> Quantities {
    var quantities = Quantities()
    for unitClass in UnitClass.quantities {
      quantities[unitClass] = Int64.random(in: 0...Quantities.countLimit, using: &dice)
    }
    return quantities
  }
}

@Suite struct NameTests {
  @Test func `names are equal and ordered by their bytes, with nothing normalised`() {
    let composed: Name = "é"
    let decomposed: Name = "e\u{301}"
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(decomposed < composed)
    #expect(Name("Z") < Name("a") && Name("a") < Name("aa") && Name.empty < Name("A"))
    // U+FF00 begins with EF, U+10000 with F0: by UTF-16 they would stand the other way round.
    #expect(Name("\u{FF00}") < Name("\u{10000}"))
    #expect(Name(bytes: [0x61]).description == "a" && Name.empty.isEmpty)
  }

  @Test func `users are ordered by account, then by user, and reported by user if there is one`() {
    let keys = [
      UserKey(account: "", user: "z"), UserKey(account: "a", user: ""),
      UserKey(account: "a", user: "b"), UserKey(account: "b", user: "a"),
    ]
    #expect(keys.reversed().sorted() == keys)
    #expect(keys.map(\.reported) == ["z", "a", "b", "a"])
  }

  @Test(
    arguments: [
      (Place(file: "a.csv"), "a.csv"), (Place(file: "a.csv", line: 7), "a.csv:7"),
      (Place(file: "a.csv", line: 7, column: 3), "a.csv:7:3"),
    ])
  func `a place is written as an editor takes it`(place: Place, text: String) {
    #expect(place.description == text)
  }
}
