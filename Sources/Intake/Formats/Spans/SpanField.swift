/// The attributes of a span of a model's request.
///
/// Names, read 2026-11: the conventions of OpenTelemetry
/// (https://github.com/open-telemetry/semantic-conventions-genai), with those that came before
/// (`gen_ai.system`, `gen_ai.usage.prompt_tokens`); OpenLLMetry
/// (https://github.com/traceloop/openllmetry), OpenInference
/// (https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md), Sentry,
/// Logfire and Strands write others of the same meaning. Names that begin with `ai.` are those of the AI SDK; see
/// `ProviderMetadata`.
enum SpanField: Int, CaseIterable {
  case operation, call, kind, provider, model, requested, responseID
  case input, output, cacheRead, cachedInput, cacheWrite, reasoning, audioInput, audioOutput, total
  case searches
  case plainInput, readInput, writtenInput, plainOutput, metadata
  case user, session, service, tier, cost, error

  /// The names of each attribute that is read; of several of one field the first that says something counts.
  static let names: [(name: StaticString, field: SpanField)] = [
    ("gen_ai.operation.name", .operation),
    ("ai.operationId", .call), ("operation.name", .call),
    ("traceloop.span.kind", .kind), ("openinference.span.kind", .kind),
    ("langfuse.observation.type", .kind),
    ("gen_ai.provider.name", .provider), ("gen_ai.system", .provider), ("llm.provider", .provider),
    ("llm.system", .provider), ("ai.model.provider", .provider),
    ("gen_ai.response.model", .model), ("llm.response.model", .model),
    ("ai.response.model", .model),
    ("gen_ai.request.model", .requested), ("llm.model_name", .requested),
    ("llm.request.model", .requested), ("ai.model.id", .requested), ("model", .requested),
    ("gen_ai.response.id", .responseID), ("ai.response.id", .responseID),
    ("gen_ai.usage.input_tokens", .input), ("gen_ai.usage.prompt_tokens", .input),
    ("llm.usage.prompt_tokens", .input), ("llm.token_count.prompt", .input),
    ("ai.usage.inputTokens", .input), ("ai.usage.promptTokens", .input),
    ("ai.usage.tokens", .input),
    ("gen_ai.usage.output_tokens", .output), ("gen_ai.usage.completion_tokens", .output),
    ("llm.usage.completion_tokens", .output), ("llm.token_count.completion", .output),
    ("ai.usage.outputTokens", .output), ("ai.usage.completionTokens", .output),
    ("ai.usage.inputTokenDetails.noCacheTokens", .plainInput),
    ("ai.usage.inputTokenDetails.cacheReadTokens", .readInput),
    ("ai.usage.inputTokenDetails.cacheWriteTokens", .writtenInput),
    ("ai.usage.outputTokenDetails.textTokens", .plainOutput),
    ("ai.response.providerMetadata", .metadata),
    ("gen_ai.usage.cache_read.input_tokens", .cacheRead),
    ("gen_ai.usage.cache_read_input_tokens", .cacheRead),
    ("gen_ai.usage.input_tokens.cached", .cacheRead),
    ("gen_ai.usage.cached_input_tokens", .cacheRead),
    ("ai.usage.cachedInputTokens", .cachedInput),
    ("gen_ai.usage.details.cache_read_tokens", .cacheRead),
    ("gen_ai.usage.details.cached_tokens", .cacheRead),
    ("llm.usage.cache_read_input_tokens", .cacheRead),
    ("llm.token_count.prompt_details.cache_read", .cacheRead),
    ("gen_ai.usage.cache_creation.input_tokens", .cacheWrite),
    ("gen_ai.usage.cache_creation_input_tokens", .cacheWrite),
    ("gen_ai.usage.cache_write.input_tokens", .cacheWrite),
    ("gen_ai.usage.cache_write_input_tokens", .cacheWrite),
    ("gen_ai.usage.input_tokens.cache_write", .cacheWrite),
    ("gen_ai.usage.details.cache_write_tokens", .cacheWrite),
    ("llm.usage.cache_creation_input_tokens", .cacheWrite),
    ("llm.token_count.prompt_details.cache_write", .cacheWrite),
    ("gen_ai.usage.reasoning.output_tokens", .reasoning),
    ("gen_ai.usage.output_tokens.reasoning", .reasoning),
    ("gen_ai.usage.reasoning_tokens", .reasoning),
    ("gen_ai.usage.details.reasoning_tokens", .reasoning),
    ("llm.usage.reasoning_tokens", .reasoning),
    ("ai.usage.outputTokenDetails.reasoningTokens", .reasoning),
    ("ai.usage.reasoningTokens", .reasoning),
    ("llm.token_count.completion_details.reasoning", .reasoning),
    ("gen_ai.usage.details.input_audio_tokens", .audioInput),
    ("llm.token_count.prompt_details.audio", .audioInput),
    ("gen_ai.usage.details.output_audio_tokens", .audioOutput),
    ("llm.token_count.completion_details.audio", .audioOutput),
    ("gen_ai.usage.details.thoughts_tokens", .reasoning),
    ("gen_ai.usage.details.audio_prompt_tokens", .audioInput),
    ("gen_ai.usage.details.audio_candidates_tokens", .audioOutput),
    ("gen_ai.usage.details.web_search_requests", .searches),
    ("gen_ai.usage.server_tool_use.web_search_requests", .searches),
    ("gen_ai.usage.web_search_requests", .searches),
    ("gen_ai.usage.total_tokens", .total), ("llm.usage.total_tokens", .total),
    ("llm.token_count.total", .total), ("ai.usage.totalTokens", .total),
    ("user.id", .user), ("enduser.id", .user), ("langfuse.user.id", .user), ("user_id", .user),
    ("traceloop.association.properties.user_id", .user),
    ("session.id", .session), ("gen_ai.conversation.id", .session),
    ("langfuse.session.id", .session), ("gen_ai.session.id", .session),
    ("traceloop.association.properties.session_id", .session),
    ("service.name", .service),
    ("openai.response.service_tier", .tier), ("gen_ai.openai.response.service_tier", .tier),
    ("gen_ai.response.service_tier", .tier), ("openai.request.service_tier", .tier),
    ("gen_ai.openai.request.service_tier", .tier), ("gen_ai.request.service_tier", .tier),
    ("gen_ai.usage.cost", .cost), ("llm.cost.total", .cost), ("operation.cost", .cost),
    ("error.type", .error),
  ]

  /// By how many bytes a name has, which of the list have as many.
  static let byLength: [[Int]] = (0...names.reduce(0) { max($0, $1.name.utf8CodeUnitCount) }).map {
    length in names.indices.filter { names[$0].name.utf8CodeUnitCount == length }
  }
}
