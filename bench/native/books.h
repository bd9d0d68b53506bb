// The prices and multipliers of the benchmark's workspace: as numbers for the generator, and as the books of the workspace.
// Everything is invented; only the shape is that of a real shop: twelve models, some with a change of price, and a multiplier
// at each level of the cascade.
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MODELS = 12, TIERS = 4, SERVICES = 3, CLASSES = 4, DAYS = 92 };

static const int64_t HOUR_MS = 3600000, DAY_MS = 86400000;

static const char *const TIER_NAMES[TIERS] = {"free", "pro", "enterprise", "enterprise_max"};
static const char *const SERVICE_NAMES[SERVICES] = {"chat", "agent", "embedding"};
static const char *const CLASS_NAMES[CLASSES] = {"input", "cache_read", "cache_write_5m", "output"};

// Prices are in millionths of a USD for a million tokens, which is 10^-12 USD for one. From `changeHour` on, an hour of the
// quarter, the second row counts; without a change it is -1.
struct Model {
  const char *provider, *name;
  int64_t prices[2][CLASSES];
  int changeHour;
};

static const struct Model MODEL[MODELS] = {
    {"north", "north-mini", {{400000, 40000, 500000, 1600000}, {250000, 25000, 312500, 1000000}}, 29 * 24},
    {"north", "north-base", {{2000000, 200000, 2500000, 8000000}, {1750000, 175000, 2187500, 7000000}}, 29 * 24},
    {"north", "north-large", {{6000000, 600000, 7500000, 24000000}, {5000000, 500000, 6250000, 20000000}}, 51 * 24 + 17},
    {"north", "north-nano", {{100000, 10000, 125000, 400000}}, -1},
    {"east", "east-swift", {{900000, 90000, 1125000, 4500000}, {800000, 80000, 1000000, 4000000}}, 45 * 24 + 12},
    {"east", "east-steady", {{3000000, 300000, 3750000, 15000000}}, -1},
    {"east", "east-deep", {{12000000, 1200000, 15000000, 60000000}}, -1},
    {"south", "south-light", {{75000, 7500, 93750, 300000}}, -1},
    {"south", "south-flash", {{310000, 31000, 387500, 2510000}, {270000, 27000, 337500, 2250000}}, 70 * 24 + 7},
    {"south", "south-pro", {{1250000, 125000, 1562500, 10000000}}, -1},
    {"west", "west-chat", {{140000, 2800, 175000, 280000}, {98000, 1960, 122500, 196000}}, 20 * 24 + 16},
    {"west", "west-think", {{550000, 55000, 687500, 2190000}}, -1},
};

// The multiplier of a request, in ten-thousandths: the rows that `writeBooks` writes, the most special level first.
static int64_t multiplierOf(int tier, int model, int64_t hour) {
  if (tier == 1 && model == 2) return 12500;
  if (model == 5 && hour >= 40 * 24) return 13000;
  if (MODEL[model].provider[0] == 's') return 14000;
  if (tier == 0) return hour >= 31 * 24 ? 22500 : 20000;
  if (tier == 1) return 15000;
  if (tier == 2) return hour >= 62 * 24 ? 11500 : 12000;
  return 15500;
}

static const char *const MULTIPLIERS =
    "default,,,,1.55,2026-01-01,\n"
    "tier,free,,,2,2026-01-01,2026-08-01\n"
    "tier,free,,,2.25,2026-08-01,\n"
    "tier,pro,,,1.5,2026-01-01,\n"
    "tier,enterprise,,,1.2,2026-01-01,2026-09-01\n"
    "tier,enterprise,,,1.15,2026-09-01,\n"
    "provider,,south,,1.4,2026-01-01,\n"
    "model,,east,east-steady,1.3,2026-08-10,\n"
    "combination,pro,north,north-large,1.25,2026-01-01,\n";

// Writes an instant of the quarter that begins on 1 July 2026, `length` bytes of "2026-07-01T00:00:00.000Z".
static char *putInstant(char *to, int64_t ms, int length) {
  static const int first[] = {0, 31, 62, 92};
  int day = (int)(ms / DAY_MS), rest = (int)(ms % DAY_MS), month = 0;
  while (month < 3 && day >= first[month + 1]) month++;
  int parts[] = {2026, 7 + month, day - first[month] + 1, rest / 3600000, rest / 60000 % 60, rest / 1000 % 60, rest % 1000};
  int digits[] = {4, 2, 2, 2, 2, 2, 3};
  char text[32], *end = text;
  for (int part = 0; part < 7; part++) {
    for (int place = digits[part] - 1, value = parts[part]; place >= 0; place--, value /= 10) end[place] = (char)('0' + value % 10);
    end += digits[part];
    *end++ = "--T::.Z"[part];
  }
  for (int index = 0; index < length; index++) *to++ = text[index];
  return to;
}

static FILE *openIn(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  if (!file) { perror(path); exit(1); }
  return file;
}

static void closeWritten(FILE *file) {
  if (ferror(file) || fclose(file)) { perror("generate"); exit(1); }
}

// Writes the settings and books into a folder that has a folder `prices`.
static void writeBooks(const char *folder) {
  FILE *file = openIn(folder, "prices/prices.csv");
  fputs("provider,model,unit_class,price_usd,per,service_tier,effective_from,source\n", file);
  for (int model = 0; model < MODELS; model++)
    for (int row = 0; row <= (MODEL[model].changeHour >= 0); row++)
      for (int class = 0; class < CLASSES; class++) {
        char from[32] = "2026-01-01";
        if (row) *putInstant(from, MODEL[model].changeHour * HOUR_MS, 24) = 0;
        int64_t price = MODEL[model].prices[row][class];
        fprintf(file, "%s,%s,%s,%d.%06d,1000000,standard,%s,invented\n", MODEL[model].provider, MODEL[model].name,
                CLASS_NAMES[class], (int)(price / 1000000), (int)(price % 1000000), from);
      }
  closeWritten(file);

  file = openIn(folder, "multipliers.csv");
  fputs("level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,approved_by,approved_at,reason\n", file);
  for (const char *at = MULTIPLIERS; *at; at++)
    if (*at == '\n') fputs(",approved,maker,checker,2026-01-01,invented\n", file);
    else fputc(*at, file);
  closeWritten(file);

  file = openIn(folder, "derivations.csv");
  fputs("provider,unit_class,service_tier,from_unit_class,factor,effective_from,effective_to,source\n"
        "*,reasoning,standard,output,1,2026-01-01,,invented\n", file);
  closeWritten(file);

  file = openIn(folder, "plans.csv");
  fputs("tier,is_free,monthly_price_usd,monthly_credits,target_margin_percent,allowed_models,effective_from,effective_to\n"
        "free,true,0,200,0,,2026-01-01,\npro,false,20,2000,30,,2026-01-01,\nenterprise,false,60,7000,15,,2026-01-01,\n"
        "enterprise_max,false,250,30000,5,,2026-01-01,\n", file);
  closeWritten(file);

  file = openIn(folder, "assay.json");
  fputs("{}\n", file);
  closeWritten(file);
}
