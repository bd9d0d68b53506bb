// Made by scripts/build-price-book; do not edit.
// swift-format-ignore-file

/// What catalogs call the providers of the shipped books.
package enum ShippedProviderNames {
  package static let text = #"""
    catalog,name,provider
    genai-prices,aws,amazon
    genai-prices,moonshotai,moonshot-ai
    genai-prices,x-ai,xai
    litellm,bedrock,amazon
    litellm,bedrock_converse,amazon
    litellm,cohere_chat,cohere
    litellm,dashscope,qwen
    litellm,fireworks_ai,fireworks
    litellm,gemini,google
    litellm,moonshot,moonshot-ai
    litellm,text-completion-openai,openai
    litellm,together_ai,together
    litellm,vertex_ai_beta,vertex_ai
    litellm,voyage,voyageai
    models-dev,alibaba,qwen
    models-dev,amazon-bedrock,amazon
    models-dev,fireworks-ai,fireworks
    models-dev,google-vertex,vertex_ai
    models-dev,google-vertex-anthropic,vertex_ai
    models-dev,moonshotai,moonshot-ai
    models-dev,togetherai,together

    """#
}
