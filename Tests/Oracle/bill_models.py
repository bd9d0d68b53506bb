"""Names of models and vendors on bills (V §2 Model)."""
import oracle

VENDOR_NAMES = {
    "amazon": ["amazon", "aws", "bedrock", "amazonbedrock", "amazonwebservices", "bedrockconverse"],
    "google": ["google", "gemini", "vertexai", "googlecloud", "gcp", "googlevertex"],
    "azure": ["azure", "microsoft", "azureopenai", "microsoftazure"],
    "openai": ["openai"], "anthropic": ["anthropic"], "deepseek": ["deepseek"], "openrouter": ["openrouter"],
}


def letters_and_digits(text):
    return "".join(c for c in text.casefold() if c.isalnum())


def vendor(text):
    """F, V §2: a provider of the price book, found by any name. Choice: this small table is what the oracle knows."""
    plain = letters_and_digits(text)
    for name, others in VENDOR_NAMES.items():
        if plain in others:
            return name
    return text


def known_names(world, provider):
    """Names of that vendor in the books or the ledger. Choice: aliases too, with the model each means."""
    if provider not in world.names:
        names = {model for p, model in world.books.prices if vendor(p) == provider}
        names |= {model for p, model in world.books.models if vendor(p) == provider}
        names |= {r.model for r in world.all_rows if vendor(r.provider) == provider}
        names |= {row["model"] for (p, _), rows in world.books.aliases.items() if vendor(p) == provider for row in rows}
        world.names[provider] = names
    return world.names[provider]


def aliased(world, provider, text, at):
    return {row["model"] for (p, alias), rows in world.books.aliases.items()
            if vendor(p) == provider and alias == text for row in oracle.in_force(rows, at)}


def resolve(world, provider, text, at):
    """(model, whether it is known). A blank name is that of no single model."""
    if text == "":
        return "", True
    named = aliased(world, provider, text, at)
    if named:
        return (named.pop(), True) if len(named) == 1 else (text, False)
    names = known_names(world, provider)
    if text in names:                                          # Choice: an equal text wins over alike ones
        return text, True
    alike = {name for name in names if letters_and_digits(name) == letters_and_digits(text)}
    return (alike.pop(), True) if len(alike) == 1 else (text, False)
