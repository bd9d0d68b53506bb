import Ledger
import Parsing
import Pricing
import Testing

/// Small catalogs of each kind, in the shape that they have; what they state was worked out by hand.
@Suite struct CatalogTests {
  @Test(
    arguments: [
      ("1.5e-07", "0.00000015"), ("3E-6", "0.000003"), ("0.0000025", "0.0000025"), ("0", "0"),
      ("0e9", "0"), ("12e-18", "0.000000000000000012"), ("\"5e-07\"", "0.0000005"),
      ("1.10e-06", "0.0000011"), ("1e6", "1000000"), ("5.000e-6", "0.000005"),
    ])
  func `a price is read as the decimal that is written`(text: String, perUnit: String) throws {
    let catalog = try litellm("\"input_cost_per_token\": \(text)")
    #expect(catalog.quotes.map { said($0.perUnit) } == [perUnit])
    #expect(catalog.notes.isEmpty)
  }

  @Test(
    arguments: [
      ("-1", .sentinel), ("-0.000001", .sentinel), ("9999999", .sentinel), ("null", .noNumber),
      ("\"free\"", .noNumber), ("\"\"", .noNumber), ("true", .noNumber), ("{}", .noNumber),
      ("1e-19", .scale), ("3.0000000000000004e-06", .scale), ("1000001", .scale),
      ("\"1,5\"", .noNumber), ("\" 1\"", .noNumber), ("\"NaN\"", .noNumber),
    ] as [(String, CatalogNote.Reason)])
  func `what is no price is listed, not imported`(
    text: String, reason: CatalogNote.Reason
  ) throws {
    let catalog = try litellm("\"input_cost_per_token\": \(text)")
    #expect(catalog.quotes.isEmpty)
    #expect(catalog.notes.map(\.reason) == [reason])
    #expect(catalog.notes.map(\.model) == ["m"])
  }

  @Test(
    arguments: [
      ("cache_creation_input_token_cost", "openai m cache_write_5m"),
      ("cache_creation_input_token_cost_above_1hr", "openai m cache_write_1h"),
      (
        "cache_creation_input_token_cost_above_1hr_above_200k_tokens",
        "openai m cache_write_1h over 200000"
      ), ("input_cost_per_token_above_272k_tokens_batches", "openai m input batch over 272000"),
      ("output_cost_per_token_above_200k_tokens_priority", "openai m output priority over 200000"),
      ("input_cost_per_token_flex", "openai m input flex"),
      ("input_cost_per_token_batch_requests", "openai m input batch"),
      ("output_cost_per_reasoning_token", "openai m reasoning"),
      ("input_cost_per_token_cache_hit", "openai m cache_read"),
      ("input_cost_per_query", "openai m search"), ("output_cost_per_second", "openai m second"),
      ("cost_per_image", "openai m image"), ("input_cost_per_request", "openai m request"),
    ])
  func `a key of LiteLLM is a class, a band and a service tier`(key: String, words: String) throws {
    #expect(try litellm("\"\(key)\": 1e-6").quotes.map(\.key.words) == [words])
  }

  @Test(
    arguments: [
      "input_cost_per_pixel", "output_cost_per_character", "input_cost_per_token_above_1k_cats",
      "regional_endpoint_uplift_multiplier", "tiered_pricing", "input_cost_per_token_gold",
    ])
  func `a price that our book has no unit for is listed`(key: String) throws {
    let catalog = try litellm("\"\(key)\": 1e-6")
    #expect(catalog.quotes.isEmpty)
    #expect(catalog.notes.map(\.field) == [key])
    #expect(catalog.notes.map(\.reason) == [.unit])
  }

  @Test func `a class without a price for large requests has its own price there`() throws {
    let catalog = try litellm(
      "\"input_cost_per_token\": 1e-6, \"input_cost_per_token_above_200k_tokens\": 2e-6,"
        + " \"cache_read_input_token_cost\": 1e-7")
    #expect(
      catalog.quotes.map { "\($0.key.words) \(said($0.perUnit))" }.sorted() == [
        "openai m cache_read 0.0000001", "openai m cache_read over 200000 0.0000001",
        "openai m input 0.000001", "openai m input over 200000 0.000002",
      ])
  }

  @Test(arguments: [("openai", 200_000), ("xai", 199_999)] as [(String, Int64)])
  func `xai counts a request of the threshold itself as large`(
    provider: String, over: Int64
  ) throws {
    let catalog = try litellm(
      "\"input_cost_per_token_above_200k_tokens\": 2e-6", provider: provider)
    #expect(catalog.quotes.map(\.key.contextOver) == [over])
  }

  @Test(
    arguments: [
      ("\"input_cost_per_second\": 0, \"output_cost_per_second\": 1e-4", ["0.0001"], 0),
      ("\"input_cost_per_second\": 1e-4, \"output_cost_per_second\": 1e-4", ["0.0001"], 0),
      ("\"input_cost_per_second\": 2e-4, \"output_cost_per_second\": 1e-4", [], 2),
      ("\"input_cost_per_image\": 0, \"output_cost_per_image\": 0", ["0"], 0),
    ] as [(String, [String], Int)])
  func `two prices of one unit are one if they agree, and none if they do not`(
    members: String, prices: [String], notes: Int
  ) throws {
    let catalog = try litellm(members)
    #expect(catalog.quotes.map { said($0.perUnit) } == prices)
    #expect(catalog.notes.count == notes)
    #expect(catalog.notes.allSatisfy { $0.reason == .twoPrices })
  }

  @Test(
    arguments: [("0.03", ["openai m search 0.03"], 0), ("0.05", [], 1)] as [(String, [String], Int)]
  )
  func `searches have a price where they cost the same however much they bring`(
    high: String, prices: [String], notes: Int
  ) throws {
    let catalog = try litellm(
      #""search_context_cost_per_query": {"search_context_size_low": 0.03, "#
        + #""search_context_size_high": \#(high)}"#)
    #expect(catalog.quotes.map { "\($0.key.words) \(said($0.perUnit))" } == prices)
    #expect(catalog.notes.map(\.reason) == Array(repeating: .unit, count: notes))
  }

  @Test func `a key of LiteLLM that begins with its provider is known without it`() throws {
    let catalog = try read(
      .litellm,
      """
      {"azure/gpt-4o": {"litellm_provider": "azure"}, "gpt-4o": {"litellm_provider": "openai"},
       "xai/grok": {"litellm_provider": "xai"}, "grok": {"litellm_provider": "xai"},
       "vertex_ai/a": {"litellm_provider": "vertex_ai-language-models"},
       "fireworks_ai/b": {"litellm_provider": "fireworks_ai-embedding-models"},
       "c": {"litellm_provider": "bedrock_converse"},
       "sample_spec": {"litellm_provider": "one"}, "odd": {"mode": "chat"}}
      """)
    #expect(
      catalog.aliases.map { "\($0.provider) \($0.alias) \($0.model)" } == [
        "azure gpt-4o azure/gpt-4o", "fireworks_ai b fireworks_ai/b", "vertex_ai a vertex_ai/a",
      ])
    #expect(
      Set(catalog.models.map(\.provider)) == [
        "azure", "openai", "xai", "vertex_ai", "fireworks_ai", "bedrock",
      ])
    #expect(catalog.models.count == 7)
    #expect(catalog.notes.map(\.reason) == [.shape])
  }

  /// LiteLLM's excerpts of August 2026: an image model, a realtime model, and two that rank.
  @Test
  func `LiteLLM's tokens of images and of cached audio are classes, and a query is a request`()
    throws
  {
    let catalog = try read(
      .litellm,
      """
      {"i": {"litellm_provider": "p", "mode": "image_generation", "input_cost_per_token": 5e-06,
        "input_cost_per_image_token": 8e-06, "output_cost_per_image_token": 3e-05},
       "a": {"litellm_provider": "p", "cache_read_input_audio_token_cost": 4e-07},
       "r": {"litellm_provider": "p", "mode": "rerank", "input_cost_per_query": 0.002,
        "input_cost_per_token": 0.0},
       "v": {"litellm_provider": "p", "mode": "rerank", "input_cost_per_query": 5e-08,
        "input_cost_per_token": 5e-08}}
      """)
    #expect(
      Set(catalog.quotes.map { "\($0.key.words) \(said($0.perUnit))" }) == [
        "p i input 0.000005", "p i image_input 0.000008", "p i image_output 0.00003",
        "p a audio_cache_read 0.0000004", "p r request 0.002", "p r input 0",
        "p v search 0.00000005", "p v input 0.00000005",
      ])
    #expect(catalog.notes.isEmpty)
  }

  @Test func `OpenRouter's prices are texts for one token, some by size or by the hour`() throws {
    let catalog = try read(
      .openrouter,
      """
      {"data": [{"id": "a/m", "canonical_slug": "a/m-2026", "pricing": {"prompt": "0.000002",
        "completion": "0.00001", "internal_reasoning": "0", "input_cache_write_1h": "0.000004",
        "image_token": "0.1", "overrides": [{"min_prompt_tokens": 200000, "prompt": "0.000004"},
        {"utc_start": "01:00", "utc_end": "02:00", "prompt": "0.1"}]}},
       {"id": "openrouter/auto", "pricing": {"prompt": "-1", "completion": "-1"}},
       {"id": "a/half", "pricing": {"prompt": "0.000003", "discount": 0.5}}]}
      """)
    #expect(
      catalog.quotes.map { "\($0.key.words) \(said($0.perUnit))" } == [
        "openrouter a/m input not known", "openrouter a/m input over 199999 not known",
        "openrouter a/m cache_write_1h 0.000004",
        "openrouter a/m cache_write_1h over 199999 0.000004", "openrouter a/m output 0.00001",
        "openrouter a/m output over 199999 0.00001", "openrouter a/m image_input 0.1",
        "openrouter a/m image_input over 199999 0.1", "openrouter a/half input 0.0000015",
      ])
    #expect(catalog.notes.map(\.reason) == [.hours, .sentinel, .sentinel])
    #expect(catalog.aliases.map(\.alias) == ["a/m-2026"])
  }

  /// As OpenRouter lists Gemini Pro.
  @Test
  func
    `an override of OpenRouter is a band whatever else it prices, or is reported for what it is`()
    throws
  {
    let catalog = try read(
      .openrouter,
      """
      {"data": [{"id": "a/m", "pricing": {"prompt": "0.000002", "completion": "0.00001",
        "input_audio_cache": "0.0000002",
        "overrides": [{"min_prompt_tokens": 200000, "prompt": "0.000004",
          "input_audio_cache": "0.0000004"},
        {"utc_days": [6], "min_prompt_tokens": 100000, "prompt": "0.1"},
        {"min_images": 3, "prompt": "0.1"}, {"prompt": "0.1"}]}}]}
      """)
    #expect(
      catalog.quotes.map { "\($0.key.words) \(said($0.perUnit))" } == [
        "openrouter a/m input not known", "openrouter a/m input over 199999 not known",
        "openrouter a/m output 0.00001", "openrouter a/m output over 199999 0.00001",
        "openrouter a/m audio_cache_read 0.0000002",
        "openrouter a/m audio_cache_read over 199999 0.0000004",
      ])
    #expect(
      catalog.notes.map { "\($0.field) \($0.reason)" } == [
        "overrides hours", "overrides shape", "overrides shape",
      ])
  }

  /// All variants of a model have one slug, and its id may be another model's slug.
  @Test func `a slug of OpenRouter names each variant by its end, and no model with prices`() throws
  {
    let catalog = try read(
      .openrouter,
      """
      {"data": [{"id": "a/m", "canonical_slug": "a/m-2026", "pricing": {}},
       {"id": "a/m:free", "canonical_slug": "a/m-2026", "pricing": {}},
       {"id": "a/m:beta", "canonical_slug": "a/m-2026:beta", "pricing": {}},
       {"id": "a/n", "canonical_slug": "a/n-2026", "pricing": {}},
       {"id": "a/n-2026", "pricing": {}}]}
      """)
    #expect(
      catalog.aliases.map { "\($0.alias) \($0.model)" } == [
        "a/m-2026 a/m", "a/m-2026:free a/m:free", "a/m-2026:beta a/m:beta",
      ])
  }

  @Test func `llm-prices has days, and models for large requests`() throws {
    let catalog = try read(
      .llmPrices,
      """
      {"vendor": "google", "models": [
        {"id": "g", "price_history": [
          {"input": 1.25, "output": 10, "input_cached": null, "from_date": null, "to_date": "2026-01-01"},
          {"input": 1, "output": 8, "input_cached": 0.125, "from_date": "2026-01-01", "to_date": null}]},
        {"id": "g-200k", "price_history": [{"input": 2.5, "output": 15, "from_date": null, "to_date": null}]},
        {"id": "moon-128k", "price_history": [{"input": 2, "output": 3, "from_date": null, "to_date": null}]}]}
      """)
    let day = try #require(Day("2026-01-01"))
    #expect(
      catalog.quotes.map { "\($0.key.words) \(said($0.perUnit))" } == [
        "google g input 0.00000125", "google g output 0.00001", "google g input 0.000001",
        "google g output 0.000008", "google g cache_read 0.000000125",
        "google g input over 200000 0.0000025", "google g output over 200000 0.000015",
        "google moon-128k input 0.000002", "google moon-128k output 0.000003",
        "google g cache_read over 200000 0.000000125",
      ])
    #expect(catalog.quotes.last?.from == Instant(startOf: day))
    #expect(catalog.quotes[0].to == Instant(startOf: day))
    #expect(catalog.quotes[2].from == Instant(startOf: day))
  }

  private func litellm(_ members: String, provider: String = "openai") throws -> Catalog {
    try read(.litellm, "{\"m\": {\(members), \"litellm_provider\": \"\(provider)\"}}")
  }

  private func read(_ source: CatalogSource, _ text: String) throws -> Catalog {
    let json = try JSONReader.read(Array(text.utf8), allowsComments: false)
    #expect(CatalogSource.detect(json) == source)
    return try source.read(json)
  }
}
