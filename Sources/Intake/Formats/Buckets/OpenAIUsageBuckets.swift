extension BucketFormat {
  /// Usage of an OpenAI organization: pages of the Usage API, or the CSV of the dashboard's usage page, which
  /// has the same names.
  ///
  /// - Buckets of a minute, an hour or a day in UTC: Unix seconds, the end exclusive.
  /// - `input_tokens` holds everything: `input_cached_tokens` are cache reads, `input_cache_write_tokens` cache
  ///   writes, and `input_uncached_tokens` is the rest. `input_text_tokens`, `input_audio_tokens` and
  ///   `input_image_tokens` are parts of that uncached rest. So input = rest − audio − images.
  /// - `output_tokens` holds reasoning, which has no count of its own, `output_audio_tokens` and `output_image_tokens`.
  /// - `input_cached_audio_tokens` are part of the cache reads. The books have no class for cached images: what they cost is
  ///   not known, so such a bucket has no price.
  /// - The dashboard writes counts as `10.0`, and rows of a span alone for times without usage.
  /// - `batch` true is the service tier batch; `service_tier` has the names of responses (`ServiceTierName`), and is blank
  ///   where the report was not grouped by it.
  ///
  /// https://platform.openai.com/docs/api-reference/usage/completions_object
  static let openAIUsage = BucketFormat(
    name: "openai-usage",
    marks: [
      ["start_time", "end_time", "num_model_requests", "input_tokens"],
      ["start_time", "end_time", "results"],
    ],
    provider: "openai", leavesOutEmptyDays: false,
    span: { row in
      let start = row.epoch("start_time")
      return row.span(from: start, to: row.epoch("end_time"))
    },
    isEmpty: { row in
      let times: Set = ["start_time", "end_time", "start_time_iso", "end_time_iso", "object"]
      return !row.hasMore(than: times) && row.text("object") ?? "bucket" == "bucket"
    },
    read: OpenAIUsageBuckets.read)
}

private enum OpenAIUsageBuckets {
  private static let readable = ["completions", "embeddings", "moderations"]

  @Sendable static func read(_ row: inout BucketRow) -> BucketReading {
    if let object = row.text("object"), object != "bucket",
      !readable.contains(where: { object == "organization.usage.\($0).result" })
    {
      row.note(.otherKind(object), in: "object")
    }
    var reading = BucketReading()
    reading.model = row.name("model")
    readServiceTier(&row, into: &reading)
    reading.project = row.name("project_id")
    reading.user = row.name("user_id")
    reading.apiKey = row.name("api_key_id")
    reading.requests = row.count("num_model_requests")
    readInput(&row, into: &reading)
    let output = row.count("output_tokens") ?? 0
    let audio = row.count("output_audio_tokens") ?? 0
    let images = row.count("output_image_tokens") ?? 0
    reading.quantities.output = row.rest(
      of: ("output_tokens", output),
      without: [("output_audio_tokens", audio), ("output_image_tokens", images)])
    reading.quantities.audioOutput = audio
    reading.quantities.imageOutput = images
    return reading
  }

  private static func readInput(_ row: inout BucketRow, into reading: inout BucketReading) {
    let input = row.count("input_tokens") ?? 0
    let cached = row.count("input_cached_tokens") ?? 0
    let written = row.count("input_cache_write_tokens") ?? 0
    let audio = row.count("input_audio_tokens") ?? 0
    let left = row.rest(
      of: ("input_tokens", input),
      without: [("input_cached_tokens", cached), ("input_cache_write_tokens", written)])
    let uncached = row.count("input_uncached_tokens") ?? left
    if uncached != left {
      row.note(
        .parts(
          part: "input_uncached_tokens", value: uncached,
          whole: "input_tokens less cache tokens",
          of: left), in: "input_uncached_tokens")
      reading.notes.append(
        "input_uncached_tokens is \(uncached), but input_tokens less cache tokens is \(left)")
    }
    let images = row.count("input_image_tokens") ?? 0
    reading.quantities.input = row.rest(
      of: ("input_uncached_tokens", left),
      without: [("input_audio_tokens", audio), ("input_image_tokens", images)])
    reading.quantities.audioInput = audio
    reading.quantities.imageInput = images
    let cachedAudio = row.count("input_cached_audio_tokens") ?? 0
    reading.quantities.cacheRead = row.rest(
      of: ("input_cached_tokens", cached), without: [("input_cached_audio_tokens", cachedAudio)])
    reading.quantities.audioCacheRead = cachedAudio
    reading.quantities.cacheWrite5m = written
    if let cachedImages = row.count("input_cached_image_tokens"), cachedImages > 0 {
      reading.obstacle = "cached images have no class of their own (\(cachedImages) tokens)"
    }
  }

  private static func readServiceTier(
    _ row: inout BucketRow, into reading: inout BucketReading
  ) {
    if row.flag("batch") == true { return reading.serviceTier = "batch" }
    let stated = row.name("service_tier")
    reading.serviceTier = ServiceTierName.ours(stated)
    if reading.serviceTier != stated { reading.statedServiceTier = stated }
  }
}
