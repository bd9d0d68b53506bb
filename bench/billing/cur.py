"""Makes a Cost and Usage Report of AWS (CUR 2.0) with hourly lines of Bedrock: cur.py FILE LINES [shuffled]

A line is a function of its number alone, so the bytes are the same anywhere. Prints the sum of its costs and of its tokens as JSON."""
import json, sys

HEADER = (
    "bill_invoice_id,line_item_usage_account_id,line_item_usage_start_date,line_item_usage_end_date,line_item_line_item_type,"
    "line_item_product_code,line_item_usage_type,line_item_usage_amount,pricing_unit,line_item_unblended_cost,"
    "line_item_currency_code,product_region_code"
)
MODELS = [
    "Claude4.5Sonnet", "Claude4.5Haiku", "Claude4.6Opus", "Nova2.0Lite", "Nova2.0Pro", "NovaMicro", "Llama4Scout", "Llama4Maverick",
    "MistralLarge3", "DeepSeekV3.2", "Qwen3Coder", "GptOss120b",
]
CLASSES = [
    ("input-tokens", 3300), ("output-tokens", 16500), ("cache-read-input-token-count", 330), ("cache-write-input-token-count", 4125)]
"""The name in usage types, and the price of 1,000 tokens in 10⁻⁶ USD."""
REGIONS = [("USE1", "us-east-1"), ("USW2", "us-west-2"), ("EUC1", "eu-central-1"), ("APN1", "ap-northeast-1")]
SUFFIXES = ["", "-cross-region-global"]
ACCOUNTS = ["111122223333", "222233334444", "333344445555"]
HOURS = 31 * 24


def mix(number):
    """A fixed scatter of 64 bits (splitmix64)."""
    number = (number * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    return number ^ (number >> 27)


def kinds():
    """What differs between the lines of an hour: the parts of a line before, between and after its times and figures, and the price."""
    for model in MODELS:
        for name, price in CLASSES:
            for short, region in REGIONS:
                for suffix in SUFFIXES:
                    for account in ACCOUNTS:
                        yield (f"2026-08,{account},", f",Usage,AmazonBedrock,{short}-{model}-{name}{suffix},",
                               f"USD,{region}", price)


def main():
    path, lines = sys.argv[1], int(sys.argv[2])
    of_hour = list(kinds())
    hours = ["2026-08-%02dT%02d:00:00Z" % (hour // 24 + 1, hour % 24) for hour in range(HOURS)] + ["2026-09-01T00:00:00Z"]
    cost_sum = tokens = 0
    per_hour = -(-lines // HOURS)
    with open(path, "w") as file:
        file.write(HEADER + "\n")
        for number in range(lines):
            # Lines are in the order of hours; shuffled, in none.
            place = number * 618_970_019 % lines if sys.argv[3:] == ["shuffled"] else number
            hour = place // per_hour
            before, between, after, price = of_hour[(place % per_hour * 599 + hour) % len(of_hour)]
            dice = mix(place)
            thousandths = dice % 9_000_000 + 1
            cost = thousandths * price
            cost_sum += cost
            tokens += thousandths
            file.write(
                f"{before}{hours[hour]},{hours[hour + 1]}{between}{thousandths // 1000}.{thousandths % 1000:03d},1K tokens,"
                f"{cost // 1_000_000_000}.{cost % 1_000_000_000:09d},{after}\n")
    print(json.dumps({"cost": cost_sum, "tokens": tokens}))


main()
