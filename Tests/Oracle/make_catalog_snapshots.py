"""Makes snapshots of a catalog of LiteLLM's kind that nobody has seen: python3 make_catalog_snapshots.py SEED FOLDER

Prices go up and come down again, models vanish and come back, keys for large requests and tiers of service
appear and go, and numbers are written in every way that JSON allows.
"""
import json
import os
import random
import sys
from datetime import date, timedelta

KEYS = [
    "input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost",
    "cache_creation_input_token_cost", "cache_creation_input_token_cost_above_1hr",
    "output_cost_per_reasoning_token", "input_cost_per_audio_token", "output_cost_per_audio_token",
    "input_cost_per_token_above_200k_tokens", "output_cost_per_token_above_200k_tokens",
    "cache_read_input_token_cost_above_200k_tokens", "input_cost_per_token_above_128k_tokens",
    "cache_creation_input_token_cost_above_1hr_above_200k_tokens", "input_cost_per_token_batches",
    "output_cost_per_token_batches", "input_cost_per_token_flex", "output_cost_per_token_priority",
    "input_cost_per_token_above_200k_tokens_priority", "input_cost_per_token_above_272k_tokens_batches",
    "input_cost_per_request", "input_cost_per_query", "input_cost_per_image", "output_cost_per_image",
    "input_cost_per_second", "output_cost_per_second", "input_cost_per_token_cache_hit",
    "input_cost_per_pixel", "input_cost_per_character", "search_context_cost_per_query",
]
PROVIDERS = ["openai", "azure", "bedrock", "bedrock_converse", "vertex_ai-language-models", "xai",
             "openrouter", "gemini", "fireworks_ai-embedding-models", "text-completion-openai"]
PREFIXES = ["", "", "azure/", "bedrock/eu-central-1/", "vertex_ai/", "openrouter/", "gemini/", "xai/"]


def number(dice, hundredths):
    """A price of so many hundredths of 10^-6 USD, as JSON may write it."""
    style = dice.randrange(5)
    if style == 0:
        return f"{hundredths}e-08"
    if style == 1:
        return f"{hundredths // 10}.{hundredths % 10}E-7"
    if style == 2:
        return "0." + str(hundredths).rjust(8, "0")
    if style == 3:
        return f'"{hundredths}e-8"'
    return "0." + str(hundredths).rjust(8, "0") + "000"


def value(dice, key, prices, model):
    if key == "search_context_cost_per_query":
        low, medium = dice.choice([(1, 1), (1, 2)])
        return f'{{"search_context_size_low": 0.0{low}, "search_context_size_medium": 0.0{medium}}}'
    chance = dice.random()
    if chance < 0.02:
        return dice.choice(["-1", "-1.0", "9999999", "null", "0", "0.0", "0e5", '"free"', "1e-19", "true"])
    old = prices.get((model, key), dice.randrange(50, 5000))
    if chance < 0.3:
        old = max(1, old * dice.choice([1, 2, 3, 4]) // dice.choice([1, 2, 3, 4]))
    prices[model, key] = old
    return number(dice, old)


def main(seed, folder):
    dice = random.Random(seed)
    os.makedirs(folder, exist_ok=True)
    names = [dice.choice(PREFIXES) + f"model-{n}" for n in range(60)]
    home = {name: dice.choice(PROVIDERS) for name in names}
    keys = {name: set(dice.sample(KEYS, dice.randrange(1, 12))) for name in names}
    present = {name: dice.random() < 0.7 for name in names}
    prices = {}
    day = date(2024, 1, 1) + timedelta(days=dice.randrange(400))
    for _ in range(dice.randrange(5, 15)):
        entries = ['"sample_spec": {"input_cost_per_token": 7, "litellm_provider": "one of many"}']
        for name in names:
            if dice.random() < 0.1:
                present[name] = not present[name]
            if dice.random() < 0.15:
                keys[name] ^= {dice.choice(KEYS)}
            if dice.random() < 0.05:
                # Twice, so that nothing but the day has changed.
                prices.pop((name, dice.choice(KEYS)), None)
            if not present[name]:
                continue
            members = [f'"{key}": {value(dice, key, prices, name)}' for key in sorted(keys[name])]
            members.append(f'"litellm_provider": "{home[name]}"')
            members.append('"mode": "chat", "supports_vision": true, "max_tokens": 8192')
            dice.shuffle(members)
            entries.append(json.dumps(name) + ": {" + ", ".join(members) + "}")
        with open(os.path.join(folder, f"{day}.json"), "w", encoding="utf-8") as file:
            file.write("{" + ",\n".join(entries) + "}\n")
        day += timedelta(days=dice.randrange(1, 90))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
